"""Open Badges 2.0, read only: what a badge of the old kind says. Nothing of it is ever verified.

Its trust model is another (a page at the issuer's address, or a key named there; revocation lists
of their own), so no reader of ours may show such a badge as verified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from . import base64url
from .document_members import is_absolute_uri
from .errors import MalformedInput
from .protocols import Json, JsonView
from .strict_json import MAX_BYTES, loads_object

CONTEXT = "https://w3id.org/openbadges/v2"
_CONTEXTS = frozenset({CONTEXT, "https://openbadgespec.org/v2/context.json"})
_TYPES = frozenset({"Assertion", "BadgeClass", "Issuer", "Profile", "Endorsement"})
_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)
MAX_URL = 2_048


@dataclass(frozen=True, slots=True)
class OpenBadge2:
    """``form``: the assertion as JSON ("hosted", to be compared with its own URL), as a compact JWS
    ("signed"), or only the URL where it lies ("address"; there is no assertion then).

    ``header`` is the JWS header. ``assertion`` is as the badge has it.
    """

    form: Literal["hosted", "signed", "address"]
    assertion: Json | None = None
    header: Json | None = None
    url: str | None = None


def is_open_badge_2(document: JsonView) -> bool:
    """Whether a JSON object says that it is of Open Badges 2.0 (by ``@context`` and ``type``)."""
    return bool(_CONTEXTS & _names(document.get("@context"))) and bool(
        _TYPES & _names(document.get("type"))
    )


def read_open_badge_2(text: str) -> OpenBadge2:
    """The badge in what is baked into a picture or lies in a file (Open Badges 2.0, "Baking").

    Raises MalformedInput for what is no assertion of version 2.0, LimitExceeded.
    """
    text = text.strip()
    if text.startswith("{"):
        return OpenBadge2("hosted", assertion=_assertion(loads_object(text)))
    if len(text) <= MAX_BYTES and _JWS.fullmatch(text):
        header, payload, _ = (base64url.decode(part) for part in text.split("."))
        return OpenBadge2("signed", _assertion(loads_object(payload)), loads_object(header))
    is_url = text.startswith(("https://", "http://")) and len(text) <= MAX_URL
    if is_url and is_absolute_uri(text):
        return OpenBadge2("address", url=text)
    raise _malformed("it is no assertion, signed assertion or URL", "내용이 배지가 아닙니다")


def achievement_name(badge: OpenBadge2) -> str:
    """The name of the badge class if the assertion has it inside; else its address, or nothing."""
    assertion = badge.assertion or {}
    found: Any = assertion.get("badge", badge.url)
    if isinstance(found, dict):
        found = found.get("name", found.get("id"))
    return found if isinstance(found, str) else ""


def _assertion(document: Json) -> Json:
    if not is_open_badge_2(document) or "Assertion" not in _names(document.get("type")):
        raise _malformed("it is no Assertion of that version", "2.0 판의 배지가 아닙니다")
    if not isinstance(document.get("recipient"), dict):
        raise _malformed("it names no recipient", "받은 사람이 없습니다")
    if not isinstance(document.get("badge"), dict | str) or "issuedOn" not in document:
        raise _malformed("badge or issuedOn is missing", "배지 종류나 발급일이 없습니다")
    return document


def _names(value: Any) -> set[str]:
    found = value if isinstance(value, list) else [value]
    return {name for name in found if isinstance(name, str)}


def _malformed(en: str, ko: str) -> MalformedInput:
    return MalformedInput(
        f"This can't be read as an Open Badge 2.0: {en}.",
        ko=f"오픈배지 2.0으로 읽을 수 없습니다: {ko}.",
    )
