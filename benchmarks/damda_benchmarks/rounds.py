"""Interleaved rounds: in each, every participant does the same new documents, in turn."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence

from damda.protocols import Json

from .participant import Participant

WARM_UP = 2
"""Rounds that are not counted: caches of contexts fill, Node compiles."""


def measured(
    job: str,
    participants: Sequence[Participant],
    material: Callable[[str], Json],
    *,
    rounds: int,
    per_round: int,
) -> dict[str, list[float]]:
    """CPU milliseconds per operation of each participant in each counted round.

    ``material`` gives another document for each name; none is used twice by one participant.
    Raises `damda_benchmarks.participant.Refused`.
    """
    total = (rounds + WARM_UP) * per_round
    materials = [material(f"{job}/{number}") for number in range(total)]
    for participant in participants:
        participant.prepare(job, materials)
    # What lives on is not walked again by each collection.
    gc.collect()
    gc.freeze()
    spent: dict[str, list[float]] = {participant.name: [] for participant in participants}
    for number, order in enumerate(_orders(participants, rounds + WARM_UP)):
        start = number * per_round
        for participant in order:
            cost = participant.run(job, start, start + per_round) / per_round
            if number >= WARM_UP:
                spent[participant.name].append(cost)
    gc.unfreeze()
    return spent


def _orders(participants: Sequence[Participant], rounds: int) -> Iterator[list[Participant]]:
    """Another one begins each round, so that nobody always follows the same neighbour's mess."""
    for number in range(rounds):
        first = number % len(participants)
        yield [*participants[first:], *participants[:first]]
