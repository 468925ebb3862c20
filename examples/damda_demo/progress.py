"""The story's lines on the terminal: what is being done, whether it held, and how long it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from damda.errors import DamdaError


class DidNotHold(DamdaError):
    """A step of the story ended differently from what it tells."""

    code = "step_failed"


@dataclass
class Progress:
    """Counts the steps. ``run`` prints one line a step, in Korean with English below."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    steps: int = 0
    held: int = 0

    def run[T](self, ko: str, en: str, action: Callable[[], tuple[T, str]]) -> T:
        """Run one step; ``action`` gives its result and a word of evidence for the line."""
        self.steps += 1
        began = time.monotonic()
        self._write(f"{self.steps:3}. {ko}\n     {en}\n")
        result, evidence = action()
        self.held += 1
        self._write(f"     ✓ {evidence} ({time.monotonic() - began:.1f} s)\n")
        return result

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
