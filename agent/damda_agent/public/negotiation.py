"""Which of several media types a reader wants (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def preferred(accept: str, offered: Sequence[str]) -> str:
    """The one of ``offered`` that ``accept`` asks for most; the first if it asks for none.

    Of equals, a type that is named goes before one that a wildcard allows, and then the order
    of ``offered`` decides. Parameters other than ``q`` are not looked at.
    """
    asked = [_asked(part) for part in accept.split(",")]

    def wanted(media_type: str) -> tuple[float, int]:
        ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
        for precision, name in zip((2, 1, 0), ranges, strict=True):
            for asked_type, quality in asked:
                if asked_type == name:
                    return quality, precision if quality else 0
        return 0.0, 0

    # The first of equals is what max gives.
    return max(offered, key=wanted)


def _asked(part: str) -> tuple[str, float]:
    media_type, *parameters = (text.strip().lower() for text in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return media_type, _quality(value.strip())
    return media_type, 1.0


def _quality(text: str) -> float:
    digits = text.replace(".", "", 1)
    return min(float(text), 1.0) if digits.isascii() and digits.isdigit() else 0.0
