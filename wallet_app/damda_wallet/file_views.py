"""What taking in a file and giving one out is shown as."""

from __future__ import annotations

from dataclasses import dataclass

from .views import Card


@dataclass(frozen=True, slots=True)
class Imported:
    """What taking in a file gave: the card, and whether it is new or was here already."""

    card: Card
    is_new: bool


@dataclass(frozen=True, slots=True)
class Exported:
    """A card as a file: a name for it, its media type, its bytes."""

    name: str
    media_type: str
    data: bytes
