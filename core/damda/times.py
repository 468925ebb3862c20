"""Times in documents: xsd:dateTimeStamp (VCDM 2.0, 4.9). A time without a zone is refused.

Signed text is never rewritten: callers compare the parsed copy and keep the text as it came.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from .errors import MalformedInput

LEEWAY = timedelta(seconds=60)
"""How far two clocks may be apart. The one setting for all comparisons (RFC 7519, 4.1.4)."""

# XML Schema 1.1, 3.3.7.1: a zone is at most fourteen hours from UTC.
_DATE_TIME_STAMP = re.compile(
    r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,20})?"
    r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)",
    re.ASCII,
)

# The end of the year 9999, where datetime ends.
_MAX_SECONDS = 253_402_300_799


def parse_time(text: object) -> datetime:
    """The moment that ``text`` names, aware and in UTC; digits beyond microseconds are cut.

    Raises MalformedInput for anything but a string ``YYYY-MM-DDThh:mm:ss[.s](Z|+hh:mm)``.
    """
    if not isinstance(text, str) or _DATE_TIME_STAMP.fullmatch(text) is None:
        raise _malformed()
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _malformed() from error


def numeric_date(value: object) -> datetime:
    """The moment of a NumericDate (RFC 7519, 2): seconds since 1970, with a fraction or not.

    Raises MalformedInput for anything but a number from 0 to the end of the year 9999.
    """
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _no_number()
    if not 0 <= value <= _MAX_SECONDS:
        raise _no_number()
    return datetime.fromtimestamp(value, UTC)


def format_time(moment: datetime) -> str:
    """``moment`` in UTC to the second: ``2026-11-24T09:00:00Z``. It must be aware."""
    if moment.tzinfo is None:
        raise _malformed()
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _no_number() -> MalformedInput:
    return MalformedInput(
        "A time as a number of seconds since 1970 is needed.",
        ko="1970년부터 센 초 단위의 시각이 필요합니다.",
    )


def _malformed() -> MalformedInput:
    return MalformedInput(
        "A date and time with a time zone is needed, such as 2026-11-24T09:00:00Z.",
        ko="시간대가 있는 날짜와 시각이 필요합니다(예: 2026-11-24T09:00:00Z).",
    )
