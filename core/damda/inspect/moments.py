"""Dates as the document writes them, and the same moments in UTC and in Korea's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from ..errors import MalformedInput
from ..protocols import Json
from ..times import format_time, parse_time

SEOUL = timezone(timedelta(hours=9), "KST")

_LAST_SECOND = 253_402_300_799 - 9 * 3600
"""The last moment of the year 9999 in Seoul."""


def moment(name: str, value: Any) -> Json:
    """One date: its member's name, its own text or number, and the moment if it is one.

    A number is of seconds since 1970 (RFC 7519, 2, NumericDate).
    """
    read = _numeric(value) if isinstance(value, int | float) else _read(value)
    if read is None:
        return {"name": name, "text": value, "utc": None, "seoul": None}
    return {"name": name, "text": value, "utc": format_time(read), "seoul": seoul(read)}


def seoul(when: datetime) -> str | None:
    """``2026-11-24 18:00:00``, None where the calendar ends."""
    try:
        return when.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M:%S")
    except OverflowError:
        return None


def _read(value: Any) -> datetime | None:
    try:
        return parse_time(value)
    except MalformedInput:
        return None


def _numeric(value: float) -> datetime | None:
    if isinstance(value, bool) or not 0 <= value <= _LAST_SECOND:
        return None
    return datetime.fromtimestamp(value, UTC)
