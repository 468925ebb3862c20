"""Measure Damda beside its peers, write the rows, draw the page."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from . import page, results
from .jobs import JOBS
from .limit import limit
from .linearity import linearity
from .machine import bare, machine
from .memory import memory
from .ours import Ours, ours, participants
from .participant import Missing, Participant
from .peers import PEERS
from .rounds import measured
from .start import imports

FULL = 30
"""Rounds whose figures are kept: 300 documents a job."""

ROOT = Path(__file__).parents[2]
FOLDER, DOCS = ROOT / "benchmarks", ROOT / "docs"
QUICK = ROOT / "build" / "benchmarks"
"""Where the figures of fewer rounds go: they never replace the ones that are kept."""


def main(argv: list[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    folder = FOLDER if arguments.page or arguments.rounds >= FULL else QUICK
    kept = folder == FOLDER
    about = (kept and results.read(folder / "machine.json")) or {}
    rows = (kept and results.read(folder / "results.json")) or []
    if not arguments.page:
        damda = ours(datetime.now(UTC))
        # Before the peers are loaded: what is ours alone is measured alone.
        if arguments.alone:
            about |= _alone(damda, arguments.rounds)
        rows = results.merged(rows, _rows(arguments, damda))
        results.write(folder / "results.json", rows)
        results.write(folder / "machine.json", about)
    if kept and rows:
        page.write(rows, about, DOCS)
    sys.stdout.write(page.figures(rows, about) + "\n")
    return 0


def _alone(damda: Ours, rounds: int) -> dict[str, Any]:
    full = rounds >= FULL
    _say("linearity, imports and memory")
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": machine(FOLDER),
        "bare": bare(),
        "linearity": linearity(damda, rounds=max(3, rounds // 3)),
        "imports": imports(processes=15 if full else 5),
        "memory": memory(10_000 if full else 2_000),
    }


def _rows(arguments: argparse.Namespace, damda: Ours) -> list[results.Row]:
    everybody = [*participants(damda), *_peers(arguments.peers, damda)]
    try:
        return [
            row
            for job in arguments.jobs
            for row in _job_rows(job, everybody, damda, arguments.rounds)
        ]
    finally:
        for participant in everybody:
            participant.close()


def _job_rows(
    name: str, everybody: list[Participant], damda: Ours, rounds: int
) -> list[results.Row]:
    job = JOBS[name]
    bare_minimum = limit({name: partial(job.limit, ours=damda)})
    taking_part = [bare_minimum, *(one for one in everybody if name in one.jobs)]
    _say(f"{name}: {rounds} rounds of {', '.join(one.name for one in taking_part)}")
    material = partial(job.material, ours=damda)
    spent = measured(name, taking_part, material, rounds=rounds, per_round=job.PER_ROUND)
    covers = {peer.NAME: peer.COVERS.get(name, "") for peer in PEERS.values()}
    rows = results.rows_of(name, spent, covers, rounds * job.PER_ROUND)
    return [{**row, "title": job.TITLE} for row in rows]


def _peers(names: list[str], damda: Ours) -> list[Participant]:
    found: list[Participant] = []
    for name in names:
        peer = PEERS[name]
        try:
            found.append(peer.participant(damda.parties))
        except (Missing, ImportError) as error:
            _say(f"warning: no rows of {name}, it is not installed ({error}); try {peer.INSTALL}")
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=FULL, help=f"fewer than {FULL} are not kept, only shown"
    )
    parser.add_argument("--jobs", nargs="+", choices=list(JOBS), default=list(JOBS))
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), default=list(PEERS))
    parser.add_argument(
        "--no-alone", dest="alone", action="store_false", help="no linearity, imports, memory"
    )
    parser.add_argument("--page", action="store_true", help="draw the page anew, measure nothing")
    return parser


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
