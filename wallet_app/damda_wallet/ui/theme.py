"""Colours, fonts and the rule for text on an institution's colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

type Rgba = tuple[float, float, float, float]

ASSETS = Path(__file__).resolve().parent.parent / "assets"
ICON_FONT = str(ASSETS / "fonts" / "lucide.ttf")
SEMIBOLD = "PretendardSemiBold"

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def rgba(text: str, alpha: float = 1.0) -> Rgba:
    """`#rrggbb` as Kivy wants it."""
    red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (red, green, blue, alpha)


# The look of the design page: white cards on a cool grey, one blue for what can be pressed.
PAGE = rgba("#F5F7FB")
SURFACE = rgba("#FFFFFF")
INK = rgba("#101828")
MUTED = rgba("#5B6475")
LINE = rgba("#EAEDF3")
PRIMARY = rgba("#1D4ED8")
PRIMARY_SOFT = rgba("#E9EFFD")
GOOD = rgba("#15703F")
GOOD_SOFT = rgba("#E3F3EA")
WARN = rgba("#8A4B08")
WARN_SOFT = rgba("#FEF5E0")
BAD = rgba("#B42318")
BAD_SOFT = rgba("#FDE9E7")
WHITE = rgba("#FFFFFF")
FRAME = rgba("#858FA3")
DIM = rgba("#8A909C")
"""What is seen of the screen behind a sheet."""
DISABLED = rgba("#E4E8F0")
DISABLED_INK = rgba("#5B6475")
DEFAULT_CARD = "#1B4DB8"


def faded(color: Sequence[float], alpha: float) -> Rgba:
    """``color`` with another opacity; KV hands colours over as lists."""
    red, green, blue = color[:3]
    return (red, green, blue, alpha)


def register_fonts() -> None:
    """Make Pretendard the font of every label: Kivy's own shows boxes for Hangul."""
    from kivy.core.text import LabelBase

    fonts = ASSETS / "fonts"
    LabelBase.register(
        "Roboto",
        fn_regular=str(fonts / "Pretendard-Regular.otf"),
        fn_bold=str(fonts / "Pretendard-Bold.otf"),
    )
    LabelBase.register(SEMIBOLD, fn_regular=str(fonts / "Pretendard-SemiBold.otf"))
    LabelBase.register("Icons", fn_regular=ICON_FONT)


def card_color(given: str | None) -> Rgba:
    """An issuer's background colour, or the wallet's own when it is missing or not `#rrggbb`."""
    return rgba(given if given is not None and _HEX.fullmatch(given) else DEFAULT_CARD)


def text_color(background: Rgba, given: str | None) -> Rgba:
    """The issuer's text colour if it is readable on ``background``, else white or ink.

    Readable is a contrast of 4.5:1 (WCAG 2.2, 1.4.3): an issuer cannot hide what a card says.
    """
    if given is not None and _HEX.fullmatch(given):
        wanted = rgba(given)
        if contrast(wanted, background) >= 4.5:
            return wanted
    return max(WHITE, INK, key=lambda color: contrast(color, background))


def contrast(one: Rgba, other: Rgba) -> float:
    """Contrast ratio of two opaque colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Rgba) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
