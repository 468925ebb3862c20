"""Medians and ranges of what rounds took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """The median, and the range in which four of five rounds lie."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Median, 10th and 90th percentile (nearest rank). At least one value is needed."""
    ordered = sorted(values)
    return Spread(median(ordered), _rank(ordered, 0.1), _rank(ordered, 0.9))


def ratios(others: Sequence[float], ours: Sequence[float]) -> Spread:
    """The spread of ``other / ours``, round by round: what both shared of the machine's mood
    falls out."""
    return spread([other / own for other, own in zip(others, ours, strict=True)])


def _rank(ordered: Sequence[float], share: float) -> float:
    return ordered[round(share * (len(ordered) - 1))]
