"""The errors of this package, from a clause in each language."""

from __future__ import annotations

from ..errors import LimitExceeded, MalformedInput


def malformed(en: str, ko: str) -> MalformedInput:
    """An SD-JWT that can't be read, or that breaks a rule of RFC 9901."""
    return MalformedInput(
        f"The SD-JWT is malformed: {en}.", ko=f"SD-JWT의 형식이 올바르지 않습니다: {ko}."
    )


def beyond(en: str, ko: str) -> LimitExceeded:
    """An SD-JWT that asks for too much."""
    return LimitExceeded(f"The SD-JWT has {en}.", ko=f"SD-JWT의 {ko}.")
