"""The statistics of rounds, and the rows that are made of them."""

import pytest
from damda_benchmarks.figures import Spread, ratios, spread
from damda_benchmarks.results import merged, read, rows_of, write


def row(job: str, peer: str, **members: object) -> dict[str, object]:
    return {"job": job, "peer": peer, **members}


def test_the_median_and_four_fifths_of_the_rounds_are_given_in_any_order() -> None:
    assert spread([11, 1, 10, 2, 9, 3, 8, 4, 7, 5, 6]) == Spread(6, 2, 10)


def test_one_round_is_its_own_range() -> None:
    assert spread([2.5]) == Spread(2.5, 2.5, 2.5)


def test_of_two_rounds_the_median_lies_between() -> None:
    assert spread([1.0, 3.0]) == Spread(2.0, 1.0, 3.0)


def test_ratios_are_taken_round_by_round() -> None:
    # The machine was twice as slow in the second round, for both.
    assert ratios([20.0, 40.0], [1.0, 2.0]) == Spread(20.0, 20.0, 20.0)


def test_rounds_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        ratios([1.0], [1.0, 2.0])


def test_a_row_has_ratio_to_the_peer_and_to_the_limit() -> None:
    rounds = {
        "limit": [0.1, 0.1, 0.1],
        "damda": [0.5, 0.4, 0.6],
        "damda-proof": [0.3, 0.3, 0.3],
        "pyld": [10.0, 10.0, 9.0],
    }
    (one,) = rows_of("rdfc-verify", rounds, {"pyld": "canonicalize"}, operations=30)
    assert {name: one[name] for name in list(one)[:7]} == {
        "job": "rdfc-verify",
        "ours_ms": 0.5,
        "peer": "pyld",
        "peer_ms": 10.0,
        "ratio": 20.0,
        "limit_ms": 0.1,
        "to_limit": 5.0,
    }
    assert (one["ratio_low"], one["ratio_high"]) == (15.0, 25.0)
    assert (one["rounds"], one["operations"], one["ours_proof_ms"]) == (3, 30, 0.3)
    assert one["covers"] == "canonicalize"


def test_figures_keep_four_digits() -> None:
    rounds = {"limit": [1.0], "damda": [1.0 / 3], "pyld": [1234.56]}
    (one,) = rows_of("rdfc-verify", rounds, {"pyld": ""}, operations=1)
    assert (one["ours_ms"], one["peer_ms"]) == (0.3333, 1235.0)


def test_merging_replaces_the_row_of_the_same_job_and_peer_in_its_place() -> None:
    old = [row("a", "x", ours_ms=1), row("a", "y", ours_ms=1), row("b", "x", ours_ms=1)]
    new = [row("a", "y", ours_ms=2), row("c", "z", ours_ms=2)]
    assert merged(old, new) == [old[0], new[0], old[2], new[1]]


def test_another_benchmarks_rows_survive_a_run() -> None:
    foreign = row("vci-token", "openid4vc", ours_ms=1, of_its_own="kept")
    assert foreign in merged([foreign], [row("rdfc-verify", "pyld")])


def test_rows_are_written_as_a_list_and_read_back(tmp_path) -> None:
    path = tmp_path / "benchmarks" / "results.json"
    assert read(path) is None
    write(path, [row("a", "x", covers="증명")])
    assert read(path) == [row("a", "x", covers="증명")]
    assert "증명" in path.read_text(encoding="utf-8")
