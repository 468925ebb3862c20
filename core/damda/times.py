"""Times in documents: xsd:dateTimeStamp (VCDM 2.0, 4.9). A time without a zone is refused.

Signed text is never rewritten: callers compare the parsed copy and keep the text as it came.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from .errors import MalformedInput

LEEWAY = timedelta(seconds=60)
"""How far two clocks may be apart. The one setting for all comparisons (RFC 7519, 4.1.4)."""

_DATE_TIME_STAMP = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,20}))?(Z|[+-]\d{2}:\d{2})",
    re.ASCII,
)


def parse_time(text: object) -> datetime:
    """The moment that ``text`` names, aware and in UTC; digits beyond microseconds are cut.

    Raises MalformedInput for anything but a string ``YYYY-MM-DDThh:mm:ss[.s](Z|+hh:mm)``.
    """
    match = _DATE_TIME_STAMP.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise _malformed()
    *numbers, fraction, zone = match.groups()
    year, month, day, hour, minute, second = (int(number) for number in numbers)
    microsecond = int((fraction or "0")[:6].ljust(6, "0"))
    try:
        moment = datetime(year, month, day, hour, minute, second, microsecond, tzinfo=_zone(zone))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _malformed() from error


def format_time(moment: datetime) -> str:
    """``moment`` in UTC to the second: ``2026-11-24T09:00:00Z``. It must be aware."""
    if moment.tzinfo is None:
        raise _malformed()
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    # XML Schema 1.1, 3.3.7.1: at most fourteen hours.
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        raise _malformed()
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _malformed() -> MalformedInput:
    return MalformedInput(
        "A date and time with a time zone is needed, such as 2026-11-24T09:00:00Z.",
        ko="시간대가 있는 날짜와 시각이 필요합니다(예: 2026-11-24T09:00:00Z).",
    )
