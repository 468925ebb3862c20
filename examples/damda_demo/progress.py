"""The story's lines on the terminal: what is being done, whether it held, and how long it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TextIO

from damda.errors import DamdaError


class DidNotHold(DamdaError):
    """A step of the story ended differently from what it tells."""

    code = "step_failed"


@dataclass(frozen=True, slots=True)
class Step:
    """What is told, in both languages, and what is done; ``action`` gives a word of evidence."""

    ko: str
    en: str
    action: Callable[[], str]


@dataclass
class Progress:
    """Counts the steps and prints two lines and the evidence for each."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    steps: int = 0
    held: int = 0

    def play(self, steps: Iterable[Step]) -> None:
        """Run the steps in order. The first that raises a DamdaError ends it."""
        for step in steps:
            self.steps += 1
            began = time.monotonic()
            self._write(f"{self.steps:3}. {step.ko}\n     {step.en}\n")
            evidence = step.action()
            self.held += 1
            self._write(f"     ✓ {evidence} ({time.monotonic() - began:.1f} s)\n")

    def failed(self, error: DamdaError) -> None:
        self._write(f"     ✗ {error.en}\n       {error.ko} [{error.code}]\n")

    def summary(self) -> str:
        return f"demo: {self.steps} steps, {self.held} held"

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()


def expect(condition: bool, what: str) -> None:
    """Raise DidNotHold unless ``condition``; ``what`` says what was seen."""
    if not condition:
        raise DidNotHold(f"not as told: {what}", ko=f"이야기와 다르게 끝났습니다: {what}")
