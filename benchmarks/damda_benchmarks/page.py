"""The figures in `docs/performance.md`, between its markers; the text around is written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .plot import draw
from .results import Row

BEGIN, END = "<!-- figures: made by `make bench` -->", "<!-- end of figures -->"


def write(rows: Sequence[Row], about: Mapping[str, Any], docs: Path) -> None:
    """Draw `images/performance.svg` and put the tables into `performance.md`, both in ``docs``.

    ``about`` is what machine.json holds. Raises ValueError if the page has no markers.
    """
    page = docs / "performance.md"
    draw(rows, docs / "images" / "performance.svg")
    page.write_text(replaced(page.read_text(encoding="utf-8"), figures(rows, about)), "utf-8")


def replaced(page: str, figures: str) -> str:
    """``page`` with other figures between its markers. Raises ValueError if it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The page has no {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n\n{figures.strip()}\n\n{END}{after}"


def figures(rows: Sequence[Row], about: Mapping[str, Any]) -> str:
    """The generated part in Markdown."""
    parts = [*_plot(), *_jobs(rows), *_covers(rows), *_ours_alone(about), *_machine(about)]
    return "\n".join(parts)


def shown(value: float) -> str:
    """Three significant digits and no exponent: 0.0817, 8.17, 817, 1,150."""
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if rounded >= 100 else f"{rounded:.10g}"


def _plot() -> Iterator[str]:
    yield "![Milliseconds per operation: limit, Damda and peers](images/performance.svg)"
    yield ""


def _jobs(rows: Sequence[Row]) -> Iterator[str]:
    yield "| job | limit ms | Damda ms | to the limit | peer | peer ms | peer to Damda |"
    yield "| --- | ---: | ---: | ---: | --- | ---: | ---: |"
    before: list[str] = []
    jobs = list(dict.fromkeys(row["job"] for row in rows))
    for row in sorted(rows, key=lambda row: jobs.index(row["job"])):
        spent = [shown(row["limit_ms"]), shown(row["ours_ms"])]
        own = [row["job"], *spent, _times(row, "to_limit")]
        # Ours is named once, unless the peer's row is from another run.
        cells = own if own != before else [""] * len(own)
        before = own
        yield _line([*cells, row["peer"], shown(row["peer_ms"]), _times(row, "ratio")])
    yield ""
    proofs = {row["job"]: row["ours_proof_ms"] for row in rows if "ours_proof_ms" in row}
    for job, spent in proofs.items():
        yield f"Damda's `check_proof` alone takes {shown(spent)} ms in {job}."
    yield ""


def _times(row: Row, name: str) -> str:
    """A ratio with its range, if the row has one."""
    if f"{name}_low" not in row:
        return f"{shown(row[name])}x"
    low, high = (shown(row[f"{name}_{end}"]) for end in ("low", "high"))
    return f"{shown(row[name])}x ({low} to {high})"


def _covers(rows: Sequence[Row]) -> Iterator[str]:
    yield "What each call covers:"
    yield ""
    yield "| peer | job | call |"
    yield "| --- | --- | --- |"
    for row in sorted(rows, key=lambda row: row["peer"]):
        yield _line([row["peer"], row["job"], row.get("covers", "")])
    yield ""


def _ours_alone(about: Mapping[str, Any]) -> Iterator[str]:
    if sizes := about.get("linearity"):
        yield "| badges in a presentation | ms per badge | range |"
        yield "| ---: | ---: | ---: |"
        for size in sizes:
            cells = [size["badges"], size["ms_per_badge"], f"{size['low']} to {size['high']}"]
            yield _line(cells)
        yield ""
    if runs := about.get("imports"):
        yield "| import, fresh process | wall ms | range | CPU ms | loaded of what a phone lacks |"
        yield "| --- | ---: | ---: | ---: | --- |"
        for run in runs:
            span, foreign = f"{run['low']} to {run['high']}", ", ".join(run["foreign"]) or "nothing"
            yield _line([run["what"], run["wall_ms"], span, run["cpu_ms"], foreign])
        yield ""
    if memory := about.get("memory"):
        counts = [f"{count:,}" for count in memory["verifications"]]
        first, last = memory["resident_mib"]
        yield f"Resident memory: {first} MiB after {counts[0]} verifications, {last} MiB after {counts[1]}."
        yield ""


def _machine(about: Mapping[str, Any]) -> Iterator[str]:
    if bare := about.get("bare"):
        said = ", ".join(f"{name.removesuffix('_ms')} {value}" for name, value in bare.items())
        yield f"Bare, in milliseconds: {said}."
    if machine := about.get("machine"):
        packages = ", ".join(f"{name} {found}" for name, found in machine["packages"].items())
        named = ("processor", "cores", "system", "python", "openssl", "node")
        said = ", ".join(f"{name} {machine[name]}" for name in named)
        yield f"Measured on {about['date']}: {said}; {packages}."


def _line(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
