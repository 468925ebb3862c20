"""Integrity of referenced documents (draft-ietf-oauth-sd-jwt-vc, "Integrity of Referenced
Documents"): ``vct#integrity`` and ``extends#integrity``, in the syntax of W3C SRI, 3."""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64decode, b64encode
from hmac import compare_digest

from ..errors import ProofInvalid
from .refusal import malformed

MAX_LENGTH = 2048

# Options after "?" are reserved in SRI and mean nothing yet.
_EXPRESSION = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/]{43,86}={0,2})(\?[\x21-\x7e]*)?")
_STRENGTH = ("sha512", "sha384", "sha256")


def integrity_of(data: bytes) -> str:
    """The integrity metadata of a document's very bytes: ``sha256-`` and base64."""
    return f"sha256-{b64encode(hashlib.sha256(data).digest()).decode('ascii')}"


def check_integrity(data: bytes, metadata: str) -> None:
    """Refuse a document that is another than ``metadata`` says.

    Of several expressions those of the strongest known hash count, any of which may fit. Raises
    ProofInvalid, and MalformedInput for metadata without an expression that is known here.
    """
    known: dict[str, list[bytes]] = {}
    for expression in metadata[:MAX_LENGTH].split():
        if match := _EXPRESSION.fullmatch(expression):
            known.setdefault(match[1], []).append(_decoded(match[2]))
    strongest = next((name for name in _STRENGTH if name in known), None)
    if strongest is None:
        raise malformed(
            "the integrity metadata has no hash that is known here",
            "무결성 값(#integrity)에 사용할 수 있는 해시가 없습니다",
        )
    digest = hashlib.new(strongest, data).digest()
    if not any(compare_digest(digest, expected) for expected in known[strongest]):
        raise ProofInvalid(
            "The document is another than the one that was signed for.",
            ko="서명할 때 정한 문서와 내용이 다릅니다.",
        )


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except binascii.Error:
        return b""
