"""The two errors of this package, from a clause in each language."""

from __future__ import annotations

from ..errors import MalformedInput, StatusUnreadable


def unreadable(en: str, ko: str) -> StatusUnreadable:
    """A list that can't be read: it says nothing of the credential."""
    return StatusUnreadable(
        f"The status list can't be read: {en}.", ko=f"상태 목록을 읽을 수 없습니다: {ko}."
    )


def malformed(en: str, ko: str) -> MalformedInput:
    """A credential whose reference to a list can't be read."""
    return MalformedInput(
        f"The credential's status entry can't be read: {en}.",
        ko=f"증명서의 상태 정보를 읽을 수 없습니다: {ko}.",
    )
