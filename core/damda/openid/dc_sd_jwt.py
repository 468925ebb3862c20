"""What a DCQL match needs to know of an SD-JWT VC (OpenID4VP 1.0, B.3)."""

from __future__ import annotations

from ..sd_jwt.processing import resolve
from ..sd_jwt_vc import TYPE, SdJwtVcView
from .dcql import HIDDEN, Held


def held_to_show(view: SdJwtVcView, id: str) -> Held:
    """The holder's side: all that could be disclosed. Raises what processing raises."""
    places = resolve(view.sd_jwt).places
    return Held(id, TYPE, view.claims, frozenset(view.types), frozenset(places))


def held_as_shown(view: SdJwtVcView, id: str) -> Held:
    """The verifier's side: what was disclosed, where elements of arrays keep the places that they
    have in the signed array. Raises what processing raises."""
    resolved = resolve(view.sd_jwt, gap=HIDDEN)
    return Held(id, TYPE, resolved.claims, frozenset(view.types), frozenset(resolved.places))
