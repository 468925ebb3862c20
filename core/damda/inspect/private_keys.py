"""Private keys are never shown: a text or a document that holds one is refused whole."""

from __future__ import annotations

import re
from typing import Any

from ..errors import DamdaError

_PEM = re.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----")
_PEM_BYTES = re.compile(_PEM.pattern.encode("ascii"))
_MEMBERS = frozenset(
    {
        "privateKeyBase58",
        "privateKeyBase64",
        "privateKeyHex",
        "privateKeyJwk",
        "privateKeyMultibase",
        "privateKeyPem",
        "secretKeyHex",
        "secretKeyJwk",
        "secretKeyMultibase",
    }
)
_JWK = ("d", "k", "p", "q")
"""Members of a JWK that are secret (RFC 7518, 6.2.2, 6.3.2, 6.4.1)."""


def refuse_private_text(data: bytes) -> None:
    """Raises DamdaError ("private_key") for a PEM text of a private key."""
    if _PEM_BYTES.search(data):
        raise _refused()


def refuse_private_json(value: Any) -> None:
    """Raises DamdaError ("private_key") if there is a private key anywhere in a JSON value."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if _MEMBERS & item.keys() or ("kty" in item and any(name in item for name in _JWK)):
                raise _refused()
            pending.extend(item.values())
        elif isinstance(item, list | tuple):
            pending.extend(item)
        elif isinstance(item, str) and _PEM.search(item):
            raise _refused()


def _refused() -> DamdaError:
    return DamdaError(
        "This holds a private key, so nothing of it is shown. Keep it secret, and where others "
        "may have seen it, replace it.",
        ko="개인키가 들어 있어 아무것도 표시하지 않습니다. 다른 사람에게 보이지 말고, 이미 노출되었다면 "
        "새 키로 바꿔 주세요.",
        code="private_key",
    )
