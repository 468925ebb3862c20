"""The error of this package, from a clause in each language."""

from __future__ import annotations

from ..errors import MalformedInput


def malformed(en: str, ko: str) -> MalformedInput:
    """An SD-JWT VC, or a type of it, that can't be read."""
    return MalformedInput(
        f"The SD-JWT VC is malformed: {en}.",
        ko=f"SD-JWT 증명서의 형식이 올바르지 않습니다: {ko}.",
    )
