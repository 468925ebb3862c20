"""A peer that runs in Node: one process that lives as long as the run, one JSON object a line."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import IO, Any

from damda.protocols import Json

from ..participant import Missing, Refused

_FOLDER = Path(__file__).parents[2]


class NodeProcess:
    """A `damda_benchmarks.participant.Participant`.

    ``script`` stands beside this module and answers ``start`` (with ``setting``), ``prepare`` and
    ``run``; ``package`` is what must be installed for it. Raises Missing where it is not.
    """

    def __init__(
        self, name: str, jobs: Collection[str], *, script: str, package: str, setting: Json
    ) -> None:
        self.name = name
        self.jobs = frozenset(jobs)
        node = shutil.which("node")
        if node is None or not (_FOLDER / "node_modules" / package).is_dir():
            raise Missing("no node, or no packages in benchmarks")
        self._process = subprocess.Popen(
            [node, "--expose-gc", str(Path(__file__).with_name(script))],
            cwd=_FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._ask(start=setting)

    def prepare(self, job: str, materials: Sequence[Json]) -> None:
        self._ask(prepare={"job": job, "materials": materials})

    def run(self, job: str, start: int, stop: int) -> float:
        return float(self._ask(run={"job": job, "start": start, "stop": stop})["cpu_ms"])

    def close(self) -> None:
        _pipe(self._process.stdin).close()
        self._process.wait(timeout=10)

    def _ask(self, **message: Any) -> Json:
        requests, answers = _pipe(self._process.stdin), _pipe(self._process.stdout)
        requests.write(json.dumps(message) + "\n")
        requests.flush()
        line = answers.readline()
        reply = json.loads(line) if line else {"error": "the Node process has ended"}
        if "error" in reply:
            raise Refused(f"{self.name}: {reply['error']}")
        return reply


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise Refused("The Node process has no pipes.")
    return stream
