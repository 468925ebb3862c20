"""How a card that came as a file stood when it was taken in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .views import Label, Standing


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How a card that came as a file stood when it was taken in.

    ``verified``: its proof held and its issuer's key was found; ``doubts`` say what could not be
    shown. Such a card has no key here: it can be exported, but not presented.
    """

    verified: bool
    standing: Standing
    doubts: tuple[Label, ...]
