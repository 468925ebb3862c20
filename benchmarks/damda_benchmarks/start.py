"""How long imports take, in fresh processes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from .figures import spread

IMPORTS = {
    "import damda": "import damda",
    "issue and verify": "import damda.issue, damda.verify",
    "a verifier that is ready": "from damda_benchmarks import ours; ours.canonicalizer()",
}

_PROGRAM = """
import sys, time
wall, cpu = time.perf_counter(), time.process_time()
{statement}
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
foreign = sorted({{"pyld", "lxml", "pydantic_core", "pyoxigraph", "cbor2"}} & set(sys.modules))
import json
print(json.dumps([wall * 1000, cpu * 1000, foreign]))
"""


def imports(*, processes: int) -> list[dict[str, Any]]:
    """For each of `IMPORTS` the wall and CPU milliseconds (medians), and which packages that the
    phone does not have were loaded."""
    found = []
    for name, statement in IMPORTS.items():
        runs = [_run(statement) for _ in range(processes)]
        wall = spread([run[0] for run in runs])
        found.append(
            {
                "what": name,
                "wall_ms": round(wall.median, 1),
                "low": round(wall.low, 1),
                "high": round(wall.high, 1),
                "cpu_ms": round(spread([run[1] for run in runs]).median, 1),
                "foreign": runs[0][2],
            }
        )
    return found


def _run(statement: str) -> Any:
    program = _PROGRAM.format(statement=statement)
    command = [sys.executable, "-c", program]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
