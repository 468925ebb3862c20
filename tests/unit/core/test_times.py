from datetime import UTC, datetime

import pytest
from damda.errors import MalformedInput
from damda.times import format_time, parse_time
from hypothesis import given, settings
from hypothesis import strategies as st

MOMENT = datetime(2026, 3, 25, 17, 27, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-25T17:27:41Z",
        "2026-03-25T17:27:41+00:00",
        "2026-03-25T17:27:41-00:00",
        "2026-03-26T02:27:41+09:00",
        "2026-03-25T17:27:41.000Z",
        "2026-03-25T03:27:41.0000000000-14:00",
    ],
)
def test_all_spellings_are_one_moment(text: str) -> None:
    """Case 5."""
    assert parse_time(text) == MOMENT
    assert format_time(parse_time(text)) == "2026-03-25T17:27:41Z"


def test_fractions_are_cut_to_microseconds() -> None:
    assert parse_time("2026-03-25T17:27:41.1209999Z").microsecond == 120_999


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-25T17:27:41",
        "2026-03-25",
        "2026-03-25 17:27:41Z",
        "2026-03-25t17:27:41z",
        "2026-3-25T17:27:41Z",
        "2026-02-30T17:27:41Z",
        "2026-03-25T24:00:00Z",
        "2026-03-25T17:27:60Z",
        "2026-03-25T17:27:41+14:01",
        "2026-03-25T17:27:41+09:60",
        "2026-03-25T17:27:41+0900",
        "2026-03-25T17:27:41.Z",
        "2026-03-25T17:27:41Z\n",
        "０026-03-25T17:27:41Z",
        "0001-01-01T00:00:00+14:00",
        "",
        None,
        1774459661,
    ],
)
def test_refused(text: object) -> None:
    with pytest.raises(MalformedInput):
        parse_time(text)


def test_a_moment_without_zone_is_not_written() -> None:
    with pytest.raises(MalformedInput):
        format_time(datetime(2026, 3, 25))  # noqa: DTZ001


@settings(max_examples=50)
@given(st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0)))
def test_round_trip(moment: datetime) -> None:
    assert parse_time(format_time(moment)) == moment
