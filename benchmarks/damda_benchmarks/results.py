"""`results.json`: one row per job and peer, to which every benchmark adds its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .figures import ratios, spread

type Row = dict[str, Any]
"""``job``, ``ours_ms``, ``peer``, ``peer_ms``, ``ratio`` (peer to ours), ``limit_ms``,
``to_limit`` (ours to limit): medians, CPU milliseconds per operation. Ratios are medians of the
rounds' ratios; their 10th and 90th percentiles are ``ratio_low`` and ``ratio_high``. Other members
say more and may be missing."""

OURS, PROOF_ALONE, LIMIT = "damda", "damda-proof", "limit"


def rows_of(
    job: str, rounds: Mapping[str, Sequence[float]], covers: Mapping[str, str], operations: int
) -> list[Row]:
    """The rows of one job. ``rounds`` gives for each participant the milliseconds per operation in
    each round; ``operations`` is how many there were of each."""
    ours, limit = rounds[OURS], rounds[LIMIT]
    to_limit = ratios(ours, limit)
    common: Row = {"rounds": len(ours), "operations": operations}
    if PROOF_ALONE in rounds:
        common["ours_proof_ms"] = _figure(spread(rounds[PROOF_ALONE]).median)
    rows = []
    for peer, spent in rounds.items():
        if peer in (OURS, PROOF_ALONE, LIMIT):
            continue
        ratio = ratios(spent, ours)
        rows.append(
            {
                "job": job,
                "ours_ms": _figure(spread(ours).median),
                "peer": peer,
                "peer_ms": _figure(spread(spent).median),
                "ratio": _figure(ratio.median),
                "limit_ms": _figure(spread(limit).median),
                "to_limit": _figure(to_limit.median),
                "ratio_low": _figure(ratio.low),
                "ratio_high": _figure(ratio.high),
                "to_limit_low": _figure(to_limit.low),
                "to_limit_high": _figure(to_limit.high),
                **common,
                "covers": covers[peer],
            }
        )
    return rows


def merged(old: Iterable[Row], new: Iterable[Row]) -> list[Row]:
    """``old`` with each row replaced for which ``new`` has one of the same job and peer; the other
    new ones come after."""
    rows = {(row["job"], row["peer"]): row for row in old}
    rows.update({(row["job"], row["peer"]): row for row in new})
    return list(rows.values())


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _figure(value: float) -> float:
    """Four significant digits: more would be noise."""
    return float(f"{value:.4g}")
