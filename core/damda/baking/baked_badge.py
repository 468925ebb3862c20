"""What a baked picture holds, its bounds, and how a picture that breaks the rules is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..errors import LimitExceeded, MalformedInput
from ..strict_json import MAX_BYTES, loads_object

type PictureKind = Literal["png", "svg"]
type BadgeVersion = Literal["3.0", "2.0"]

MAX_IMAGE_BYTES = 4_194_304
"""The largest picture that is read or written."""
MAX_TEXT_BYTES = MAX_BYTES
"""The largest badge in one, in bytes of UTF-8."""

KEYWORDS: dict[str, BadgeVersion] = {"openbadgecredential": "3.0", "openbadges": "2.0"}
"""PNG keywords, the better version first: a picture may hold a badge of each."""

_JWS = r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+"
_COMPACT = re.compile(rf"{_JWS}(~([A-Za-z0-9_-]+~)*({_JWS})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class BakedBadge:
    """``text`` is the badge as it was baked, every character kept: JSON or a compact token, and of
    version 2.0 also the URL of a hosted assertion."""

    version: BadgeVersion
    picture: PictureKind
    text: str


def is_compact(text: str) -> bool:
    """Whether ``text`` is a compact JWS (RFC 7515, 7.1) or an SD-JWT (RFC 9901, 4)."""
    return _COMPACT.fullmatch(text) is not None


def check_bakeable(text: str) -> None:
    """A credential is one JSON object or one compact token. Raises MalformedInput."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        raise too_large("The badge", "배지", MAX_TEXT_BYTES)
    if not is_compact(text):
        loads_object(text)


def refused(en: str, ko: str, *, code: str = "baked_malformed") -> MalformedInput:
    """The error for a picture, from a sentence in each language."""
    return MalformedInput(en, ko=ko, code=code)


def not_baked() -> MalformedInput:
    return refused(
        "There is no badge in this picture.",
        "이 그림에는 배지가 들어 있지 않습니다.",
        code="not_baked",
    )


def several() -> MalformedInput:
    return refused(
        "There are several badges in this picture; exactly one may be in it (Open Badges 3.0, "
        "Baked Badge).",
        "그림에 배지가 여러 개 들어 있습니다. 하나만 있어야 합니다.",
    )


def already_baked() -> MalformedInput:
    return refused(
        "There is a badge in this picture already.",
        "그림에 이미 배지가 들어 있습니다.",
        code="already_baked",
    )


def too_large(en: str, ko: str, limit: int) -> LimitExceeded:
    return LimitExceeded(
        f"{en} is larger than {limit} bytes.", ko=f"{ko}: {limit}바이트보다 큽니다."
    )
