"""`make bench-profile`: where the time of verifying badges goes, by function."""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from datetime import UTC, datetime

from .jobs import JOBS
from .ours import ours, participants

DOCUMENTS = 200
WARM_UP = 20


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-profile", description=__doc__)
    parser.add_argument("--job", choices=list(JOBS), default="rdfc-verify")
    parser.add_argument("--sort", choices=("tottime", "cumulative"), default="tottime")
    parser.add_argument("--lines", type=int, default=30)
    arguments = parser.parse_args(argv)
    damda = ours(datetime.now(UTC))
    job, participant = JOBS[arguments.job], participants(damda)[0]
    materials = [job.material(f"profile/{number}", damda) for number in range(DOCUMENTS)]
    participant.prepare(job.NAME, materials)
    participant.run(job.NAME, 0, WARM_UP)
    profile = cProfile.Profile()
    profile.enable()
    participant.run(job.NAME, WARM_UP, DOCUMENTS)
    profile.disable()
    sys.stdout.write(f"{DOCUMENTS - WARM_UP} x {job.TITLE}\n")
    pstats.Stats(profile, stream=sys.stdout).strip_dirs().sort_stats(arguments.sort).print_stats(
        arguments.lines
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
