"""Who takes part in a round: Damda, the limit and the peers."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from damda.protocols import Json


class Missing(Exception):
    """A peer can't take part; the text says how to install it."""


class Refused(Exception):
    """A participant refused a document that is good: its time would mean nothing."""


class Participant(Protocol):
    """Does the operations of jobs and says what they cost."""

    @property
    def name(self) -> str: ...

    @property
    def jobs(self) -> frozenset[str]:
        """Names of the jobs that it can do."""
        ...

    def prepare(self, job: str, materials: Sequence[Json]) -> None:
        """Take over the documents of a job; not timed. Each is operated on once."""
        ...

    def run(self, job: str, start: int, stop: int) -> float:
        """CPU milliseconds of the process for ``materials[start:stop]``. Raises Refused."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Operation:
    """``prepare`` makes of a material what ``operate`` takes (not timed); ``operate`` is timed
    and says whether the outcome was the right one. ``covers`` says in words what it does."""

    covers: str
    prepare: Callable[[Json], Any]
    operate: Callable[[Any], bool]


class InProcess:
    """A `Participant` within this Python process."""

    def __init__(self, name: str, operations: Mapping[str, Operation]) -> None:
        self.name = name
        self.jobs = frozenset(operations)
        self._operations = operations
        self._inputs: dict[str, list[Any]] = {}

    def prepare(self, job: str, materials: Sequence[Json]) -> None:
        self._inputs[job] = [self._operations[job].prepare(material) for material in materials]

    def run(self, job: str, start: int, stop: int) -> float:
        operate, inputs = self._operations[job].operate, self._inputs[job][start:stop]
        # What others left behind is not collected on this participant's account.
        gc.collect()
        begin = time.process_time()
        outcomes = [operate(one) for one in inputs]
        spent = time.process_time() - begin
        if not all(outcomes):
            raise Refused(f"{self.name} refuses a document of {job}.")
        return spent * 1000

    def close(self) -> None:
        self._inputs.clear()
