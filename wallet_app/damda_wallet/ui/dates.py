"""How a moment is shown: the day and hour in Korea, where the credentials' dates belong."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

KST = timezone(timedelta(hours=9), "KST")


def day(moment: datetime) -> str:
    """`2026-11-30`."""
    return moment.astimezone(KST).strftime("%Y-%m-%d")


def minute(moment: datetime) -> str:
    """`2026-11-30 09:15`."""
    return moment.astimezone(KST).strftime("%Y-%m-%d %H:%M")
