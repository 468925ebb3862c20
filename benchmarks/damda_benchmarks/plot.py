"""The plot of `results.json`: each job a band, each participant a dot, milliseconds on a log axis."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .results import Row

_OURS, _LIMIT = "#0b6e4f", "#8a8a8a"
_PEERS = ("#c1440e", "#3a5a98", "#8e5ea2", "#b8860b", "#4d908e", "#7f4f24")


def draw(rows: Sequence[Row], path: Path) -> None:
    """Write the SVG; the same rows give the same bytes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "damda", "svg.fonttype": "none", "font.size": 10})
    from matplotlib import pyplot

    jobs = list(dict.fromkeys(row["job"] for row in rows))
    colours = _colours(rows)
    figure, axes = pyplot.subplots(figsize=(9, 1.2 + 0.85 * len(jobs)), layout="constrained")
    for place, job in enumerate(jobs):
        _band(axes, place, [row for row in rows if row["job"] == job], colours)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_yticks(range(len(jobs)), jobs)
    axes.set_ylim(len(jobs) - 0.5, -0.5)
    axes.set_xlabel("CPU milliseconds per operation (median), less is better")
    axes.grid(axis="x", which="major", color="#dddddd")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_axisbelow(True)
    _legend(axes, colours)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def _band(axes: Any, place: int, rows: Sequence[Row], colours: dict[str, str]) -> None:
    first = rows[0]
    axes.plot(first["limit_ms"], place, "|", color=_LIMIT, markersize=16, markeredgewidth=2)
    axes.plot(first["ours_ms"], place, "o", color=_OURS, markersize=9)
    # Two lines of figures, so that neighbours' don't lie upon each other.
    for number, row in enumerate(sorted(rows, key=lambda row: row["peer_ms"])):
        axes.plot(row["peer_ms"], place, "o", color=colours[row["peer"]], markersize=7)
        offset = (0, 8) if number % 2 == 0 else (0, -16)
        axes.annotate(
            f"{row['ratio']:.3g}x",
            (row["peer_ms"], place),
            xytext=offset,
            textcoords="offset points",
            ha="center",
            fontsize=8,
            color=colours[row["peer"]],
        )


def _legend(axes: Any, colours: dict[str, str]) -> None:
    axes.plot([], [], "|", color=_LIMIT, markersize=12, markeredgewidth=2, label="limit")
    axes.plot([], [], "o", color=_OURS, markersize=9, label="Damda")
    for peer, colour in colours.items():
        axes.plot([], [], "o", color=colour, markersize=7, label=peer)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.16), ncols=6, frameon=False)


def _colours(rows: Sequence[Row]) -> dict[str, str]:
    peers = dict.fromkeys(row["peer"] for row in rows)
    return {peer: _PEERS[place % len(_PEERS)] for place, peer in enumerate(peers)}
