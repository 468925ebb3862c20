"""How long a credential is valid: ``none``, or ``P<n>Y``, ``P<n>M``, ``P<n>D`` (ISO 8601)."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta

from .rules import KST

FORM = r"none|P[1-9][0-9]{0,2}[YMD]"


def valid_until(validity: str, valid_from: datetime) -> datetime | None:
    """The end, counted on the Korean calendar; the last day of a month if the day is not in it."""
    if validity == "none":
        return None
    count, unit = int(validity[1:-1]), validity[-1]
    if unit == "D":
        return valid_from + timedelta(days=count)
    start = valid_from.astimezone(KST)
    months = start.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return start.replace(year=year, month=month, day=day)
