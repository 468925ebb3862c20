"""Reading a log: every entry is verified, whatever version is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ...protocols import Json


@dataclass(frozen=True, slots=True)
class WebvhState:
    """The DID at one log entry. ``head_digest`` is SHA-256 of ``version_id``'s text."""

    document: Json
    version_id: str
    version_number: int
    version_time: datetime
    head_digest: bytes
    deactivated: bool


def resolve_log(
    did: str, log: bytes, *, now: datetime, version_time: datetime | None = None
) -> WebvhState:
    """The state of ``did`` at the last entry, or at the last one not after ``version_time``.

    Raises DidUnresolvable if anything in the log doesn't hold.
    """
    raise NotImplementedError
