"""What KEIS refuses, each with the claim, a stable code and both languages."""

from datetime import UTC, datetime

import pytest
from damda.errors import ClaimsRefused
from hypothesis import given, settings
from hypothesis import strategies as st
from support.training import BADGE, CLAIMS, NOW, OPTIONAL, claims


def problems(given_claims, now=NOW):
    with pytest.raises(ClaimsRefused) as refusal:
        BADGE.validate(given_claims, now=now)
    for problem in refusal.value.problems:
        assert problem.en
        assert problem.ko
        assert problem.en != problem.ko
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def test_good_claims_come_back_normalized_with_the_derived_one():
    accepted = BADGE.validate(claims(instBusinessNo="1234567891"), now=NOW)
    assert accepted == {**CLAIMS, "ncsMajor": "20"}
    assert BADGE.validate(claims(**dict.fromkeys(OPTIONAL)), now=NOW).keys() == (
        (CLAIMS.keys() | {"ncsMajor"}) - set(OPTIONAL)
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"attendanceRate": 79}, [("attendanceRate", "attendance_too_low")]),
        ({"attendanceRate": 101}, [("attendanceRate", "too_large")]),
        ({"attendanceRate": -1}, [("attendanceRate", "too_small")]),
        ({"attendanceRate": "96"}, [("attendanceRate", "wrong_type")]),
        ({"attendanceRate": 96.0}, [("attendanceRate", "wrong_type")]),
        ({"attendanceRate": True}, [("attendanceRate", "wrong_type")]),
        ({"resultStatus": "Failed"}, [("resultStatus", "not_completed")]),
        ({"resultStatus": "Withdrew", "attendanceRate": 10}, [("resultStatus", "not_completed")]),
        ({"resultStatus": "InProgress"}, [("resultStatus", "not_in_list")]),
        ({"trainEnd": "2026-03-01"}, [("trainEnd", "end_before_start")]),
        ({"trainEnd": "2026-11-25"}, [("trainEnd", "end_in_future")]),
        ({"trainEnd": "2026-02-30"}, [("trainEnd", "bad_date")]),
        ({"trainStart": "20260302"}, [("trainStart", "bad_date")]),
        ({"trainStart": "2026-03-02T00:00:00Z"}, [("trainStart", "bad_date")]),
        ({"totalHours": 0}, [("totalHours", "too_small")]),
        ({"trprDegr": 0}, [("trprDegr", "too_small")]),
        ({"ncsLevel": 0}, [("ncsLevel", "too_small")]),
        ({"ncsLevel": 9}, [("ncsLevel", "too_large")]),
        ({"ncsCode": "2001020"}, [("ncsCode", "bad_form")]),
        ({"ncsCode": 20010202}, [("ncsCode", "wrong_type")]),
        ({"ncsUnits": ["2001020201"]}, [("ncsUnits[0]", "bad_form")]),
        ({"ncsUnits": []}, [("ncsUnits", "wrong_type")]),
        ({"ncsUnits": ["2001020201_16v2"] * 2}, [("ncsUnits[1]", "duplicate")]),
        ({"ncsUnits": ["2001010101_16v2"]}, [("ncsUnits", "units_outside_code")]),
        ({"instBusinessNo": "123-45-67890"}, [("instBusinessNo", "bad_checksum")]),
        ({"instBusinessNo": "12345"}, [("instBusinessNo", "bad_form")]),
        ({"trprName": None}, [("trprName", "missing")]),
        ({"trprName": "  "}, [("trprName", "empty")]),
        ({"memo": "x"}, [("memo", "unknown_claim")]),
        ({"ncsMajor": "20"}, [("ncsMajor", "derived_claim")]),
    ],
)
def test_one_wrong_claim_gives_one_problem(changes, expected):
    assert problems(claims(**changes)) == expected


def test_all_problems_are_told_at_once():
    wrong = claims(attendanceRate=10, trainEnd="2026-01-01", trprId=None, extra=1, ncsLevel=99)
    assert sorted(problems(wrong)) == [
        ("attendanceRate", "attendance_too_low"),
        ("extra", "unknown_claim"),
        ("ncsLevel", "too_large"),
        ("trainEnd", "end_before_start"),
        ("trprId", "missing"),
    ]


def test_the_borders_hold():
    for changes in (
        {"attendanceRate": 80},
        {"attendanceRate": 100},
        {"trainStart": "2026-08-28"},
        {"totalHours": 1},
        {"ncsLevel": 1},
        {"ncsLevel": 8},
        {"ncsUnits": ["2001020201_16v2", "2001010101_16v2"]},
    ):
        BADGE.validate(claims(**changes), now=NOW)


def test_the_day_is_the_korean_one():
    ends_today = claims(trainEnd="2026-11-25")
    BADGE.validate(ends_today, now=datetime(2026, 11, 24, 15, 0, tzinfo=UTC))
    assert problems(ends_today, now=datetime(2026, 11, 24, 14, 59, tzinfo=UTC)) == [
        ("trainEnd", "end_in_future")
    ]


@pytest.mark.parametrize("given_claims", [None, [], "claims", 7, [CLAIMS]])
def test_claims_are_one_object(given_claims):
    assert problems(given_claims) == [("claims", "wrong_type")]


def test_the_names_in_a_refusal_are_bounded_and_visible():
    many = {f"x{index}": 1 for index in range(5000)}
    assert len(problems(claims(**many))) == 64
    ((field, _),) = problems({**CLAIMS, "a\u202eb\n" + "c" * 500: 1})
    assert field == "a?b?" + "c" * 60


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*CLAIMS, "memo"]), json_values, max_size=4))
def test_any_json_is_accepted_or_refused_with_our_error(changes):
    try:
        accepted = BADGE.validate({**CLAIMS, **changes}, now=NOW)
    except ClaimsRefused:
        return
    assert (
        BADGE.validate({k: v for k, v in accepted.items() if k != "ncsMajor"}, now=NOW) == accepted
    )
