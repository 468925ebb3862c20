"""The table of docs/fuzzing.md."""

from collections.abc import Iterable
from pathlib import Path

from .running import Report

BEGIN, END = "<!-- figures: make fuzz -->", "<!-- end of figures -->"


HEAD = (
    "| parser | inputs | accepted | refused | findings | slowest, CPU ms | CPU s | added, MB |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)


def write_table(page: Path, reports: Iterable[Report], order: Iterable[str]) -> None:
    """Puts the figures between the two marks of the page, in the ``order`` of the parsers.

    Rows of parsers that were not run stay.
    """
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    old, _, after = rest.partition(END)
    rows = {line.split("`")[1]: line for line in old.splitlines() if line.startswith("| `")}
    rows |= {report.parser: _row(report) for report in reports}
    text = "\n".join([*HEAD, *(rows[name] for name in order if name in rows)])
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def _row(report: Report) -> str:
    return (
        f"| `{report.parser}` | {report.inputs:,} | {report.accepted:,} | {report.refused:,} "
        f"| {len(report.findings)} | {report.slowest * 1000:.0f} | {report.cpu_seconds:.0f} "
        f"| {report.growth >> 20} |"
    )
