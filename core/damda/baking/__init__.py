"""Badges baked into pictures (Open Badges 3.0, "Baked Badge"; 2.0, "Baking"), PNG and SVG.

`extract` reads a picture, `bake` writes one. Pure and bounded; nothing is judged here: what comes
out is a text like any other, to be verified or inspected.
"""

from .baked_badge import KEYWORDS, MAX_IMAGE_BYTES, MAX_TEXT_BYTES, BakedBadge
from .pictures import PICTURES, bake, extract, picture_kind

__all__ = [
    "KEYWORDS",
    "MAX_IMAGE_BYTES",
    "MAX_TEXT_BYTES",
    "PICTURES",
    "BakedBadge",
    "bake",
    "extract",
    "picture_kind",
]
