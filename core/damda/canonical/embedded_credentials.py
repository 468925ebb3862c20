"""Where a credential may hold another one whole, with an ``@context`` of its own."""

from __future__ import annotations

from typing import Any

PLACES = ("endorsement", "verifiableCredential")
"""Open Badges 3.0, appendix B (endorsements); CLR 2.0, ClrSubject (the credentials of a record)."""


def embedded_credentials(document: Any) -> frozenset[int]:
    """The `id` of each object at such a place that says it is a VerifiableCredential.

    A reader takes each for a document by itself, with its own contexts. Never raises.
    """
    found = set()
    pending = [document]
    while pending:
        value = pending.pop()
        if type(value) is list:
            pending.extend(value)
        elif type(value) is dict:
            for place in PLACES:
                held = value.get(place)
                for each in held if type(held) is list else [held]:
                    if type(each) is dict and _is_credential(each):
                        found.add(id(each))
            pending.extend(value.values())
    return frozenset(found)


def _is_credential(value: dict[Any, Any]) -> bool:
    types = value.get("type")
    return type(types) is list and "VerifiableCredential" in types
