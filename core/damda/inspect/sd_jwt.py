"""An SD-JWT (RFC 9901): the issuer's JWT, the disclosures in readable form, the key binding."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import new as new_hash
from typing import Any

from .. import base64url
from ..errors import LimitExceeded, MalformedInput
from ..protocols import Json
from ..strict_json import loads
from .compact_token import dates_of, is_compact, parts_of
from .description import Description
from .private_keys import refuse_private_json
from .reader import Inside
from .source import Source

MAX_DISCLOSURES = 500
_HASHES = {"sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512"}
"""Names of the IANA registry that ``_sd_alg`` takes from (RFC 9901, 4.1.1)."""


def describe(source: Source, _inside: Inside) -> Description | None:
    """See `reader.Reader`."""
    token, tilde, rest = source.text.partition("~")
    if not tilde or not is_compact(token):
        return None
    *disclosures, binding = rest.split("~")
    if len(disclosures) > MAX_DISCLOSURES:
        raise LimitExceeded(
            f"The SD-JWT has more than {MAX_DISCLOSURES} disclosures.",
            ko=f"공개 항목(disclosure)이 {MAX_DISCLOSURES}개보다 많습니다.",
        )
    header, payload = parts_of(token)
    digest = _HASHES.get(str(payload.get("_sd_alg", "sha-256")))
    named = frozenset(_digests(payload))
    read = [_disclosure(text, digest) for text in disclosures]
    named |= {text for each in read for text in _digests(each["value"])}
    sections: Json = {"header": header, "payload": payload, **dates_of(payload)}
    sections["disclosures"] = [each | {"named": each["digest"] in named} for each in read]
    return Description("sd_jwt", str(header.get("typ", "sd-jwt")), sections | _binding(binding))


def _disclosure(text: str, digest: str | None) -> Json:
    """One disclosure (RFC 9901, 4.2): of an object's member, or (``name`` null) of an element."""
    parts = loads(base64url.decode(text))
    salted = isinstance(parts, list) and len(parts) in (2, 3) and isinstance(parts[0], str)
    if not salted or (len(parts) == 3 and not isinstance(parts[1], str)):
        raise MalformedInput(
            "A disclosure is no array of a salt, a name and a value.",
            ko="공개 항목(disclosure)의 형식이 올바르지 않습니다.",
        )
    refuse_private_json(parts)
    return {
        "name": parts[1] if len(parts) == 3 else None,
        "value": parts[-1],
        "digest": _hash(text, digest) if digest else None,
    }


def _hash(text: str, digest: str) -> str:
    hashed = new_hash(digest, text.encode("ascii"), usedforsecurity=True).digest()
    return urlsafe_b64encode(hashed).rstrip(b"=").decode("ascii")


def _digests(value: Any) -> list[str]:
    """Digests that a payload, or a disclosed value, names in ``_sd`` and ``...``."""
    found: list[str] = []
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            listed = item.get("_sd")
            found += [d for d in listed if isinstance(d, str)] if isinstance(listed, list) else []
            found += [item["..."]] if isinstance(item.get("..."), str) else []
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
    return found


def _binding(text: str) -> Json:
    if not text:
        return {}
    if not is_compact(text):
        raise MalformedInput(
            "What follows the last ~ is no key binding JWT.",
            ko="마지막 ~ 뒤의 값이 키 바인딩 JWT가 아닙니다.",
        )
    header, payload = parts_of(text)
    return {"key_binding": {"header": header, "payload": payload, **dates_of(payload, ("iat",))}}
