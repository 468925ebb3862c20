"""A row of the table of parsers: what it is given to begin with, and how it is run."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from damda.verdict import Verdict

from .inputs import json_input

type Make = Callable[[list[bytes], Random], bytes]


@dataclass(frozen=True)
class Parser:
    """``seeds`` are good inputs, ``make`` makes others of them, ``run`` reads one."""

    run: Callable[[bytes], object]
    seeds: list[bytes]
    make: Make = json_input


def shown(verdict: Verdict) -> None:
    """A verdict is JSON, and each of its checks is told in both languages."""
    json.dumps(verdict.to_json())
    assert all(check.en and check.ko for check in verdict.checks)
