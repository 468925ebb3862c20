"""Resident memory after 1,000 and after 10,000 verifications: it must not have grown.

Run as a program it issues and verifies badges, each another one, and prints a JSON object.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .ours import ours

FIRST = 1_000


def memory(verifications: int) -> dict[str, Any] | None:
    """MiB after `FIRST` and after ``verifications``, measured in a process of its own; None where
    the system does not tell (it is read from /proc)."""
    if not _STATM.exists():
        return None
    command = [sys.executable, "-m", __name__, str(verifications)]
    found: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, capture_output=True).stdout
    )
    return found


def _measured(verifications: int) -> dict[str, Any]:
    damda = ours(datetime.now(UTC))
    resident = {}
    for number in range(1, verifications + 1):
        if not damda.verified(damda.issued(damda.badge(f"memory/{number}"))):
            raise AssertionError("A badge is refused.")
        if number in (FIRST, verifications):
            gc.collect()
            resident[number] = _resident_mib()
    return {
        "verifications": [FIRST, verifications],
        "resident_mib": [resident[FIRST], resident[verifications]],
    }


_STATM = Path("/proc/self/statm")


def _resident_mib() -> float:
    import resource

    pages = int(_STATM.read_text().split()[1])
    return round(pages * resource.getpagesize() / 2**20, 2)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measured(int(sys.argv[1]))))
