"""Claims path pointers (OpenID4VP 1.0, 7.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

type ClaimPath = tuple[str | int | None, ...]
"""A string selects a member, an int an element, None all elements."""


def claim_values(document: Any, path: Sequence[str | int | None]) -> tuple[Any, ...]:
    """The elements that ``path`` selects; empty where 7.1 says "abort" or nothing is selected.

    ``path`` may come from anybody (an issuer's metadata has paths too): what is no step aborts.
    """
    if not path or not all(map(is_step, path)):
        return ()
    selected: list[Any] = [document]
    for step in path:
        taken = _step(selected, step)
        if not taken:
            return ()
        selected = taken
    return tuple(selected)


def is_step(step: object) -> bool:
    """A string, null or a non-negative integer; true and false are no integers (7)."""
    return step is None or isinstance(step, str) or (type(step) is int and step >= 0)


def _step(selected: list[Any], step: str | int | None) -> list[Any]:
    if isinstance(step, str):
        if not all(isinstance(each, dict) for each in selected):
            return []
        return [each[step] for each in selected if step in each]
    if not all(isinstance(each, list) for each in selected):
        return []
    if step is None:
        return [element for each in selected for element in each]
    return [each[step] for each in selected if step < len(each)]
