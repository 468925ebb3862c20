"""The holder's choice of disclosures (RFC 9901, 7.2)."""

from __future__ import annotations

from collections.abc import Collection

from .model import Path, SdJwt
from .paths import places_of
from .processing import resolve


def select(sd_jwt: SdJwt, paths: Collection[Path], *, whole: bool = False) -> SdJwt:
    """The same SD-JWT with those disclosures that showing ``paths`` takes, without key binding.

    Paths are into the processed claims. What a claim stands in is shown with it; what a selected
    object or array holds in disclosures of its own is not, unless ``whole`` (OpenID4VP 1.0, 7.3,
    speaks of a claim "with its sub-claims"). Raises MalformedInput, also for a path that leads to
    nothing, and LimitExceeded.
    """
    resolved = resolve(sd_jwt)
    wanted = {place for path in paths for place in places_of(resolved.claims, path)}
    above = {place[:end] for place in wanted for end in range(1, len(place) + 1)}
    shown = {number for place, number in resolved.places.items() if place in above}
    if whole:
        shown |= {
            number
            for place, number in resolved.places.items()
            if any(place[:end] in wanted for end in range(1, len(place)))
        }
    return sd_jwt.with_shown(
        tuple(each for n, each in enumerate(sd_jwt.disclosures) if n in shown), None
    )
