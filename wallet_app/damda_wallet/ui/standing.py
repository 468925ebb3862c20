"""How an issuer's standing on the ledger looks: icon and colours. The sentence says it in words."""

from __future__ import annotations

from . import theme
from .theme import Rgba

STANDING_LOOKS: dict[str, tuple[str, Rgba, Rgba]] = {
    "accredited": ("shield-check", theme.GOOD_SOFT, theme.GOOD),
    "not_accredited": ("shield-alert", theme.BAD_SOFT, theme.BAD),
    "suspended": ("shield-x", theme.BAD_SOFT, theme.BAD),
    "unknown": ("shield-alert", theme.BAD_SOFT, theme.BAD),
    "unchecked": ("shield-question", theme.WARN_SOFT, theme.WARN),
}


def standing_look(outcome: str) -> tuple[str, Rgba, Rgba]:
    """(icon, soft colour, ink) for a `views.Standing.outcome`."""
    return STANDING_LOOKS[outcome]
