"""A card drawn as a picture, for a badge that brings none along."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from .seoul import day
from .views import Card, Language

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 800, 500
_FONTS = Path(__file__).resolve().parent / "assets" / "fonts"
_GROUND = "#1B4DB8"
_INK = "#FFFFFF"
_MARGIN = 56
_ROOM = WIDTH - 2 * _MARGIN
_TITLE_SIZES = (58, 52, 46, 40)


def drawn_png(card: Card, language: Language) -> bytes:
    """PNG, 800 by 500."""
    # Late: a wallet that exports nothing draws nothing.
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, WIDTH - 1, HEIGHT - 1), 40, fill=_ground(card))
    for text, y, size, bold in _lines(card, language):
        font = _font(size, bold=bold)
        pen.text((_MARGIN, y), _fitted(text, font), font=font, fill=_ink(card), anchor="ls")
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def drawn_svg(card: Card, language: Language) -> bytes:
    """SVG of the same; letters are the viewer's own."""
    lines = "".join(
        f'<text x="{_MARGIN}" y="{y}" font-size="{size}" font-weight="{700 if bold else 400}">'
        f"{escape(_fitted(text, _font(size, bold=bold)))}</text>"
        for text, y, size, bold in _lines(card, language)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="40" fill="{_ground(card)}"/>'
        f'<g fill="{_ink(card)}" font-family="Pretendard, sans-serif">{lines}</g></svg>\n'
    ).encode()


def _lines(card: Card, language: Language) -> list[tuple[str, int, int, bool]]:
    """Text, baseline, size, and whether it is bold."""
    title = card.achievement or card.name.text(language)
    kind = card.name.text(language) if card.achievement else ""
    begin = "" if card.valid_from is None else day(card.valid_from)
    return [
        (card.issuer_name.text(language), 110, 34, False),
        (title, 260, _title_size(title), True),
        (kind, 330, 34, False),
        (begin, HEIGHT - 60, 30, False),
    ]


def _title_size(title: str) -> int:
    """As large as the title fits on one line, but never small."""
    fitting = (s for s in _TITLE_SIZES if _font(s, bold=True).getlength(title) <= _ROOM)
    return next(fitting, _TITLE_SIZES[-1])


def _fitted(text: str, font: FreeTypeFont) -> str:
    """``text``, cut where the card ends."""
    if font.getlength(text) <= _ROOM:
        return text
    while text and font.getlength(f"{text}…") > _ROOM:
        text = text[:-1]
    return f"{text}…"


def _font(size: int, *, bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    name = "Pretendard-Bold.otf" if bold else "Pretendard-Regular.otf"
    return ImageFont.truetype(str(_FONTS / name), size)


def _ground(card: Card) -> str:
    return card.background_color or _GROUND


def _ink(card: Card) -> str:
    return card.text_color or _INK
