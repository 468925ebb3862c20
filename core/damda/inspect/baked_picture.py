"""A picture with a badge in it, and the badge (Open Badges 3.0, "Baked Badge"; 2.0, "Baking")."""

from __future__ import annotations

from collections.abc import Callable

from ..baking import extract, picture_kind
from ..protocols import Json
from . import open_badge_2
from .description import Description
from .private_keys import refuse_private_text
from .source import Source, source_of_bytes


def describe(data: bytes, described: Callable[[Source], Description]) -> Description | None:
    """The description; None if the bytes are no PNG or SVG picture.

    Raises MalformedInput ("not_baked", "baked_malformed"), LimitExceeded, and DamdaError
    ("private_key").
    """
    if picture_kind(data) is None:
        return None
    refuse_private_text(data)
    baked = extract(data)
    if baked.version == "2.0":
        inside = open_badge_2.description_of(baked.text)
    else:
        inside = described(source_of_bytes(baked.text.encode()))
    shown: Json = {"format": baked.picture, "open_badges": baked.version}
    return Description("baked_picture", baked.picture, {"picture": shown}, (inside,))
