"""What a badge costs in presentations of 1 to 100: it must be the same."""

from __future__ import annotations

import gc
import time
from typing import Any

from .figures import spread
from .ours import Ours

SIZES = (1, 10, 30, 100)


def linearity(damda: Ours, *, rounds: int) -> list[dict[str, Any]]:
    """For each size the CPU milliseconds a badge: median and range over the presentations.

    Sizes take turns, a round each; presentations of few badges are measured in groups of ten
    badges, as one alone is too short.
    """
    per_badge: dict[int, list[float]] = {size: [] for size in SIZES}
    for number in range(rounds):
        for size in SIZES:
            per_badge[size].append(_per_badge(damda, size, f"linearity/{number}"))
    return [
        {
            "badges": size,
            "ms_per_badge": round(found.median, 4),
            "low": round(found.low, 4),
            "high": round(found.high, 4),
        }
        for size, found in ((size, spread(values)) for size, values in per_badge.items())
    ]


def _per_badge(damda: Ours, size: int, name: str) -> float:
    presentations = [
        damda.presented([f"{name}/{size}/{group}/{place}" for place in range(size)])
        for group in range(max(1, 10 // size))
    ]
    gc.collect()
    begin = time.process_time()
    outcomes = [damda.verified_presentation(presentation) for presentation in presentations]
    spent = time.process_time() - begin
    if not all(outcomes):
        raise AssertionError(f"A presentation of {size} badges is refused.")
    return spent * 1000 / (size * len(presentations))
