"""The tables of docs/conformance.md, which stand between markers in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .other_vectors import NOT_YET, VECTORS
from .rdfc import RdfcResult
from .suites import SuiteResult

_KINDS = {
    "EvalTest": "canonical form",
    "MapTest": "issued labels",
    "NegativeEvalTest": "poison graph, refused within the work limit",
}


def json_ld_tables(results: Mapping[str, SuiteResult]) -> str:
    """A table of the suites, and one of what is refused by name. ``results`` by suite."""
    head = _row("", *results) + _row(*["---"] * (len(results) + 1))
    rows = {
        "tests": [r.total for r in results.values()],
        "about JSON-LD 1.0 (not offered)": [r.of_1_0 for r in results.values()],
        "in HTML (not offered)": [r.html for r in results.values()],
        "positive: right": [r.right for r in results.values()],
        "positive: refused by name": [r.refused.total() for r in results.values()],
        "positive: wrong": [len(r.wrong) for r in results.values()],
        "syntax only: taken": [r.accepted_syntax for r in results.values()],
        "syntax only: refused by name": [r.refused_syntax for r in results.values()],
        "negative: refused": [r.refused_negative for r in results.values()],
        "negative: accepted": [len(r.accepted) for r in results.values()],
    }
    summary = head + "".join(_row(name, *numbers) for name, numbers in rows.items())
    return f"{summary}\nRefused by name, positive tests:\n\n{_refused(results)}"


def _refused(results: Mapping[str, SuiteResult]) -> str:
    most = Counter[str]()
    for result in results.values():
        most.update(result.refused)
    rows = [
        _row(name, *(result.refused[name] for result in results.values()))
        for name in sorted(most, key=lambda name: (-most[name], name))
    ]
    return _row("feature", *results) + _row(*["---"] * (len(results) + 1)) + "".join(rows)


def rdfc_table(result: RdfcResult) -> str:
    """A table of the RDFC-1.0 suite."""
    rows = [_row(_KINDS[kind], result.total[kind], result.passed[kind]) for kind in _KINDS]
    return _row("", "tests", "passed") + _row("---", "---", "---") + "".join(rows)


def vectors_table(passed: Mapping[str, int]) -> str:
    """A table of the other vectors. ``passed``: test file to number of tests."""
    rows = [
        _row(what, f"[{name}](../tests/vectors/{name})", passed[name])
        for name, what in VECTORS.items()
    ]
    rows += [_row(what, "not yet", 0) for what in NOT_YET]
    return _row("vectors", "tests", "passed") + _row("---", "---", "---") + "".join(rows)


def filled(page: str, marker: str, text: str) -> str:
    """``page`` with ``text`` between ``<!-- marker -->`` and ``<!-- /marker -->``.

    Raises ValueError if a marker is missing.
    """
    begin, end = f"<!-- {marker} -->\n", f"<!-- /{marker} -->"
    before, found, rest = page.partition(begin)
    _, found_end, after = rest.partition(end)
    if not found or not found_end:
        raise ValueError(f"the page has no {marker}")
    return f"{before}{begin}{text}{end}{after}"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"
