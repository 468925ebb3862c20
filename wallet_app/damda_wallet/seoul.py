"""How a moment is shown: in Korean time, where the credentials' dates belong. Display only."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

KST = timezone(timedelta(hours=9), "KST")

_WHOLE_DAYS = (time(0, 0, 0), time(23, 59, 59))


def day(moment: datetime) -> str:
    """`2026-11-30`."""
    return _local(moment).strftime("%Y-%m-%d")


def minute(moment: datetime) -> str:
    """`2026-11-30 09:15`."""
    return _local(moment).strftime("%Y-%m-%d %H:%M")


def day_or_minute(moment: datetime) -> str:
    """The day alone where the time is the first or last second of a day in Korea."""
    local = _local(moment).time().replace(microsecond=0)
    return day(moment) if local in _WHOLE_DAYS else minute(moment)


def _local(moment: datetime) -> datetime:
    try:
        return moment.astimezone(KST)
    except OverflowError:
        # The last hours of the year 9999, which stand for "for ever": there is no later day.
        return moment
