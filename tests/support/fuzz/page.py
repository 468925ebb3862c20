"""The table of docs/fuzzing.md."""

from collections.abc import Sequence
from pathlib import Path

from .running import Report

BEGIN, END = "<!-- figures: make fuzz -->", "<!-- end of figures -->"


def table(reports: Sequence[Report]) -> str:
    lines = [
        "| parser | inputs | accepted | refused | findings | slowest, CPU ms | CPU s | added, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| `{r.parser}` | {r.inputs:,} | {r.accepted:,} | {r.refused:,} | {len(r.findings)} "
        f"| {r.slowest * 1000:.0f} | {r.cpu_seconds:.0f} | {r.growth >> 20} |"
        for r in reports
    ]
    return "\n".join(lines)


def write_table(page: Path, reports: Sequence[Report]) -> None:
    """Puts the figures between the two marks of the page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n{table(reports)}\n{END}{after}", encoding="utf-8")
