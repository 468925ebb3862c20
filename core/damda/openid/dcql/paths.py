"""Claims path pointers (OpenID4VP 1.0, 7.1)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any, Final

type ClaimPath = tuple[str | int | None, ...]
"""A string selects a member, an int an element, None all elements."""

type Place = tuple[str | int, ...]
"""Where one value is: a path without None."""


class Hidden(Enum):
    """Stands in an array for an element that its holder did not show."""

    HIDDEN = "hidden"


HIDDEN: Final = Hidden.HIDDEN


def claim_values(document: Any, path: Sequence[str | int | None]) -> tuple[Any, ...]:
    """The elements that ``path`` selects; empty where 7.1 says "abort" or nothing is selected.

    ``path`` may come from anybody (an issuer's metadata has paths too): what is no step aborts.
    """
    return tuple(value for _, value in selected(document, path))


def selected(document: Any, path: Sequence[str | int | None]) -> tuple[tuple[Place, Any], ...]:
    """What ``path`` selects, each with its place. `HIDDEN` elements count and are not selected."""
    if not path or not all(map(is_step, path)):
        return ()
    found: list[tuple[Place, Any]] = [((), document)]
    for step in path:
        found = _step(found, step)
        if not found:
            return ()
    return tuple(found)


def is_step(step: object) -> bool:
    """A string, null or a non-negative integer; true and false are no integers (7)."""
    return step is None or isinstance(step, str) or (type(step) is int and step >= 0)


def _step(found: list[tuple[Place, Any]], step: str | int | None) -> list[tuple[Place, Any]]:
    if isinstance(step, str):
        if not all(isinstance(value, dict) for _, value in found):
            return []
        return [((*place, step), value[step]) for place, value in found if step in value]
    if not all(isinstance(value, list) for _, value in found):
        return []
    taken: list[tuple[Place, Any]] = []
    for place, value in found:
        numbers = range(len(value)) if step is None else range(step, min(step + 1, len(value)))
        taken += [((*place, n), value[n]) for n in numbers if value[n] is not HIDDEN]
    return taken
