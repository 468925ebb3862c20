"""Claims path pointers (OpenID4VP 1.0, 7.1), followed to the places of what they select."""

from __future__ import annotations

from typing import Any

from .model import Path
from .processing import Place
from .refusal import malformed

MAX_STEPS = 64


def places_of(claims: Any, path: Path) -> list[Place]:
    """Where the elements are that ``path`` selects.

    None where it ends in all elements of arrays that are empty. Raises MalformedInput for a path
    that is none, or that selects nothing otherwise.
    """
    if not isinstance(path, tuple) or not 0 < len(path) <= MAX_STEPS:
        raise malformed("a path is none", "경로가 올바르지 않습니다")
    selected: list[tuple[Place, Any]] = [((), claims)]
    for step in path:
        taken = _step(selected, step)
        if not taken and not (step is None and all(each == [] for _, each in selected)):
            raise malformed(
                "a path leads to no claim of it", "경로에 해당하는 항목이 증명서에 없습니다"
            )
        selected = taken
    return [place for place, _ in selected]


def _step(selected: list[tuple[Place, Any]], step: object) -> list[tuple[Place, Any]]:
    taken: list[tuple[Place, Any]] = []
    for place, each in selected:
        if isinstance(step, str):
            if not isinstance(each, dict):
                return []
            if step in each:
                taken.append(((*place, step), each[step]))
        elif not isinstance(each, list):
            return []
        elif step is None:
            taken += [((*place, n), element) for n, element in enumerate(each)]
        # True and False are ints in Python, and no steps.
        elif type(step) is not int or step < 0:
            return []
        elif step < len(each):
            taken.append(((*place, step), each[step]))
    return taken
