"""The generated part of docs/performance.md."""

from pathlib import Path

import pytest
from damda_benchmarks import page
from damda_benchmarks.plot import draw

ROW = {
    "job": "rdfc-verify",
    "ours_ms": 0.5,
    "peer": "pyld",
    "peer_ms": 12.0,
    "ratio": 24.0,
    "limit_ms": 0.125,
    "to_limit": 4.0,
}


def test_only_what_is_between_the_markers_is_replaced() -> None:
    old = f"# Speed\n\n{page.BEGIN}\nold\n{page.END}\n\nAfter\n"
    new = page.replaced(old, "new")
    assert new == f"# Speed\n\n{page.BEGIN}\n\nnew\n\n{page.END}\n\nAfter\n"
    assert page.replaced(new, "new") == new


@pytest.mark.parametrize("text", ["# Speed\n", f"{page.BEGIN}\n", f"{page.END}\n{page.BEGIN}\n"])
def test_a_page_without_markers_is_not_written_to(text: str) -> None:
    with pytest.raises(ValueError, match="has no"):
        page.replaced(text, "new")


def test_rows_of_the_least_form_are_enough_for_the_table() -> None:
    text = page.figures([ROW, {**ROW, "peer": "acapy", "peer_ms": 1234.5, "ratio": 2469.0}], {})
    assert "| rdfc-verify | 0.125 | 0.5 | 4x | pyld | 12 | 24x |" in text
    assert "|  |  |  |  | acapy | 1,230 | 2,470x |" in text


def test_a_jobs_rows_stand_together_and_ours_is_repeated_if_it_was_measured_anew() -> None:
    rows = [ROW, {**ROW, "job": "vci"}, {**ROW, "peer": "acapy", "ours_ms": 0.25}]
    table = [line for line in page.figures(rows, {}).splitlines() if "24x" in line]
    assert table[0].startswith("| rdfc-verify | 0.125 | 0.5 | 4x | pyld")
    assert table[1].startswith("| rdfc-verify | 0.125 | 0.25 | 4x | acapy")
    assert table[2].startswith("| vci |")


def test_ratios_are_shown_with_their_range() -> None:
    ranged = {**ROW, "ratio_low": 22.04, "ratio_high": 25.96}
    assert "| pyld | 12 | 24x (22 to 26) |" in page.figures([ranged], {})


@pytest.mark.parametrize(
    ("value", "shown"), [(0.08171, "0.0817"), (8.0, "8"), (99.96, "100"), (1150.3, "1,150")]
)
def test_figures_are_shown_with_three_digits(value: float, shown: str) -> None:
    assert page.shown(value) == shown


def test_the_same_rows_give_the_same_plot(tmp_path) -> None:
    for name in ("a.svg", "b.svg"):
        draw([ROW], tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_the_page_has_its_markers() -> None:
    text = (Path(__file__).parents[3] / "docs" / "performance.md").read_text(encoding="utf-8")
    assert page.replaced(text, "new") != text
