"""`make bench`: measure, write the rows, draw the page."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from . import results
from .jobs import JOBS
from .limit import limit
from .ours import Ours, ours, participants
from .participant import Missing, Participant
from .peers import PEERS
from .rounds import measured

FULL = 30
"""Rounds whose figures are kept: 300 documents a job."""

ROOT = Path(__file__).parents[2]


def main(argv: list[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    damda = ours(datetime.now(UTC))
    folder = ROOT / ("benchmarks" if arguments.rounds >= FULL else "build/benchmarks")
    taking_part = [*participants(damda), *_peers(arguments.peers, damda)]
    try:
        rows = _rows(arguments.jobs, taking_part, damda, arguments.rounds)
    finally:
        for participant in taking_part:
            participant.close()
    path = folder / "results.json"
    results.write(path, results.merged(results.read(path) or [], rows))
    return 0


def _peers(names: list[str], damda: Ours) -> list[Participant]:
    found: list[Participant] = []
    for name in names:
        peer = PEERS[name]
        try:
            found.append(peer.participant(damda.parties))
        except (Missing, ImportError) as error:
            _say(f"warning: no rows of {name}, it is not installed ({error}): {peer.INSTALL}")
    return found


def _rows(
    jobs: list[str], everybody: list[Participant], damda: Ours, rounds: int
) -> list[results.Row]:
    rows: list[results.Row] = []
    for name in jobs:
        job = JOBS[name]
        bare = limit({name: lambda material, job=job: job.limit(material, damda)})
        taking_part = [bare, *(one for one in everybody if name in one.jobs)]
        _say(f"{name}: {rounds} rounds of {', '.join(one.name for one in taking_part)}")
        spent = measured(
            name,
            taking_part,
            lambda document, job=job: job.material(document, damda),
            rounds=rounds,
            per_round=job.PER_ROUND,
        )
        covers = {peer.NAME: peer.COVERS.get(name, "") for peer in PEERS.values()}
        rows += results.rows_of(name, spent, covers, rounds * job.PER_ROUND)
    return rows


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=FULL)
    parser.add_argument("--jobs", nargs="+", choices=list(JOBS), default=list(JOBS))
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), default=list(PEERS))
    return parser


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
