"""Running one parser over many inputs, each of which comes from its number."""

import gc
import resource
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from damda.errors import DamdaError

from .parsers import PARSERS

MAX_SECONDS = 1.0
"""CPU time that one input may take; all of them are small."""
MAX_GROWTH = 200 * 2**20
"""Bytes that a whole run may add to the process."""


@dataclass
class Report:
    """What came of a run. ``findings`` are sentences, each with the file that shows it again."""

    parser: str
    inputs: int = 0
    accepted: int = 0
    refused: int = 0
    cpu_seconds: float = 0.0
    slowest: float = 0.0
    growth: int = 0
    findings: list[str] = field(default_factory=list)


def input_of(parser: str, number: int) -> bytes:
    """The input with a number: the same in every process, for the same good documents."""
    row = PARSERS[parser]
    return row.make(row.seeds, Random(f"{parser} {number}"))


def run(
    parser: str,
    count: int,
    *,
    first: int = 0,
    folder: Path | None = None,
    progress: Callable[[Report], None] = lambda _report: None,
) -> Report:
    """``count`` inputs from ``first`` on. What is found is stored in ``folder`` as it was read."""
    report = Report(parser)
    before = _peak()
    for number in range(first, first + count):
        _one(report, number, folder)
        if report.inputs % 5_000 == 0:
            progress(report)
    gc.collect()
    report.growth = max(0, _peak() - before)
    if report.growth > MAX_GROWTH:
        report.findings.append(f"{parser}: the run added {report.growth >> 20} MB")
    return report


def job(parser: str, count: int, folder: Path) -> Report:
    """`run` for another process, with its progress on stderr."""
    return run(parser, count, folder=folder, progress=lambda report: say(report, "..."))


def say(report: Report, state: str) -> None:
    print(
        f"{report.parser:20} {report.inputs:>8} inputs  {report.accepted:>7} accepted  "
        f"{len(report.findings)} findings  slowest {report.slowest * 1000:.0f} ms  {state}",
        file=sys.stderr,
        flush=True,
    )


def _one(report: Report, number: int, folder: Path | None) -> None:
    data = input_of(report.parser, number)
    report.inputs += 1
    began = time.process_time()
    try:
        PARSERS[report.parser].run(data)
        report.accepted += 1
    except DamdaError as error:
        report.refused += 1
        if not (error.code and error.en and error.ko):
            _found(report, data, f"no sentence: {error!r}", folder)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}: {error}"
        _found(report, data, what[:300], folder)
    took = time.process_time() - began
    report.cpu_seconds += took
    report.slowest = max(report.slowest, took)
    if took > MAX_SECONDS:
        _found(report, data, f"{took:.1f} s of CPU time for {len(data)} bytes", folder)


def _found(report: Report, data: bytes, what: str, folder: Path | None) -> None:
    shown = repr(data[:200])
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        shown = str(folder / f"{report.parser}-{len(report.findings)}.bin")
        Path(shown).write_bytes(data)
    report.findings.append(f"{report.parser}: {what}: {shown}")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
