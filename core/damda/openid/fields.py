"""Reading members of a message: one place that says what was wrong with which member."""

from __future__ import annotations

import re
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from ..errors import MalformedInput
from ..protocols import Json, JsonView

MAX_URL = 2048

_PRINTABLE = re.compile(r"[!#-;=?-\[\]_a-z~]+", re.ASCII)
"""The characters of a URI (RFC 3986, 2), the percent sign included."""
_LATEST = 253_402_300_800
"""The year 10000, in seconds since 1970."""


def text(message: JsonView, name: str, *, limit: int = MAX_URL) -> str:
    """A required, non-empty string of at most ``limit`` characters."""
    value = optional_text(message, name, limit=limit)
    if value is None:
        raise malformed(name, "is missing", "값이 없습니다")
    return value


def optional_text(message: JsonView, name: str, *, limit: int = MAX_URL) -> str | None:
    """A string if it is there; an empty one is refused."""
    value = message.get(name)
    if value is None and name not in message:
        return None
    if not isinstance(value, str) or not value or len(value) > limit:
        raise malformed(
            name, "must be a text of reasonable length", "올바른 길이의 문자열이어야 합니다"
        )
    return value


def objects(message: JsonView, name: str) -> tuple[Json, ...]:
    """A list of objects; missing is empty."""
    value: Any = message.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise malformed(name, "must be a list of objects", "객체의 목록이어야 합니다")
    return tuple(value)


def texts(message: JsonView, name: str, *, limit: int = 256) -> tuple[str, ...]:
    """A list of non-empty strings; missing is empty."""
    value: Any = message.get(name, [])
    fits = isinstance(value, list) and all(
        isinstance(e, str) and 0 < len(e) <= limit for e in value
    )
    if not fits:
        raise malformed(name, "must be a list of texts", "문자열의 목록이어야 합니다")
    return tuple(value)


def web_url(value: object, name: str) -> str:
    """An absolute http(s) URL without user info and fragment.

    Whether plain http is allowed is decided where it is fetched, host by host.
    """
    if isinstance(value, str) and 0 < len(value) <= MAX_URL and _PRINTABLE.fullmatch(value):
        try:
            parts = urlsplit(value)
            good = (
                parts.scheme in ("https", "http")
                and bool(parts.hostname)
                and parts.username is None
                and parts.password is None
                and (parts.port is None or parts.port > 0)
            )
        except ValueError:
            good = False
        if good and "#" not in value:
            return value
    raise malformed(name, "must be an https address", "https 주소여야 합니다")


def issuer_url(value: object, name: str) -> str:
    """An issuer identifier: a web URL without query (OpenID4VCI 1.0, 12.2.1; RFC 8414, 2)."""
    url = web_url(value, name)
    if "?" in url:
        raise malformed(name, "must have no query", "'?' 뒤의 값이 없어야 합니다")
    return url


def is_time(value: object) -> TypeGuard[int | float]:
    """Whether it is a NumericDate (RFC 7519, 2) of the years 1970 to 9999."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value < _LATEST


def malformed(name: str, en: str, ko: str) -> MalformedInput:
    return MalformedInput(f"'{name}' {en}.", ko=f"'{name}' {ko}.")
