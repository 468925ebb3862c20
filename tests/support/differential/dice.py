"""Choices out of a seed: a case is its number, and the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any


class Dice:
    """A small random source for generators."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def one_in(self, number: int) -> bool:
        return self._random.randrange(number) == 0

    def of[T](self, choices: Sequence[T]) -> T:
        return self._random.choice(choices)

    def some[T](self, choices: Sequence[T], fewest: int, most: int) -> list[T]:
        """Distinct ones of ``choices``, in random order."""
        return self._random.sample(list(choices), self._random.randint(fewest, most))

    def weighed(self, choices: Sequence[tuple[int, Callable[[], Any]]]) -> Any:
        """Call one of ``choices``, each with its weight."""
        (made,) = self._random.choices([c for _, c in choices], [w for w, _ in choices])
        return made()

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)
