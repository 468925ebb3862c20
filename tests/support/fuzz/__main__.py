"""`make fuzz`: every parser over many inputs, in two processes, progress on stderr.

``python -m support.fuzz --again FILE --parser NAME`` reads a stored input once more.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from .page import write_table
from .parsers import PARSERS
from .running import Report, job, say

FOLDER = Path("build/fuzz")


def main() -> int:
    options = _options()
    if options.again:
        PARSERS[options.parser[0]].run(options.again.read_bytes())
        return 0
    reports: dict[str, Report] = {}
    with ProcessPoolExecutor(options.processes, max_tasks_per_child=1) as pool:
        jobs = [pool.submit(job, name, options.inputs, FOLDER) for name in options.parser]
        for done in as_completed(jobs):
            report = done.result()
            reports[report.parser] = report
            say(report, "done")
    findings = [line for report in reports.values() for line in report.findings]
    print(*findings, sep="\n" if findings else "")
    if options.page:
        write_table(options.page, reports.values(), PARSERS)
    return 1 if findings else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--inputs", type=int, default=200_000, help="inputs a parser")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--parser", nargs="+", choices=PARSERS, default=list(PARSERS))
    parser.add_argument(
        "--page", type=Path, help="the page whose rows of these parsers are written anew"
    )
    parser.add_argument("--again", type=Path, help="a stored input")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
