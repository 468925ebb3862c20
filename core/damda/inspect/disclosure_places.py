"""Where in an SD-JWT's claims the disclosures stand, and where something stays hidden.

Lenient, as nothing is judged here: what RFC 9901 forbids is passed over and shows as not named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..sd_jwt import Disclosure
from ..sd_jwt.model import DIGESTS, ELEMENT

type Place = tuple[str | int, ...]
"""Members' names, and places in arrays as issued: what is hidden counts too."""


@dataclass(slots=True)
class DisclosurePlaces:
    """``named`` are the places of the disclosures by digest; ``hidden`` counts the digests without
    disclosure, decoys among them, by the place of the object or array that they stand in."""

    named: dict[str, Place] = field(default_factory=dict)
    hidden: dict[Place, int] = field(default_factory=dict)


def places_of(payload: Any, disclosures: Mapping[str, Disclosure]) -> DisclosurePlaces:
    """By the digests in ``payload`` and in what is disclosed; each disclosure is followed once."""
    found = DisclosurePlaces()
    pending: list[tuple[Any, Place]] = [(payload, ())]
    while pending:
        value, place = pending.pop()
        if isinstance(value, dict):
            for digest in _digests(value.get(DIGESTS)):
                pending += _followed(found, disclosures, digest, place, None)
            pending += [(v, (*place, name)) for name, v in value.items() if name != DIGESTS]
        elif isinstance(value, list):
            for index, element in enumerate(value):
                named = element.get(ELEMENT) if isinstance(element, dict) else None
                if isinstance(named, str):
                    pending += _followed(found, disclosures, named, place, index)
                else:
                    pending.append((element, (*place, index)))
    return found


def _followed(
    found: DisclosurePlaces,
    disclosures: Mapping[str, Disclosure],
    digest: str,
    place: Place,
    index: int | None,
) -> list[tuple[Any, Place]]:
    disclosure = disclosures.get(digest)
    if disclosure is None:
        found.hidden[place] = found.hidden.get(place, 0) + 1
        return []
    step = disclosure.name if index is None else index
    if digest in found.named or step is None or (index is not None) != (disclosure.name is None):
        return []
    found.named[digest] = (*place, step)
    return [(disclosure.value, (*place, step))]


def _digests(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
