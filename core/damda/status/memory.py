"""Lists whose proof was checked, kept so that it is checked once and not once a credential."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from .list_credential import BitstringList

MAX_BYTES = 33_554_432
"""What a memory holds by default: 32 MiB of lists and logs."""


@dataclass(frozen=True, slots=True)
class ListSource:
    """All that a list's proof was checked with: any other byte is another source.

    ``log`` is the issuer's DID log, None for a DID that has none.
    """

    url: str
    issuer: str
    document: bytes
    log: bytes | None


@dataclass(frozen=True, slots=True)
class CheckedList:
    """A list that its issuer signed, as of ``checked_at``.

    ``valid_until`` is the end of the list or of its proof, whichever comes first; who uses the
    list compares the period with the time of use.
    """

    listed: BitstringList
    valid_from: datetime | None
    valid_until: datetime | None
    checked_at: datetime


class ListMemory:
    """A bounded memory of checked lists, for many threads; a new list takes its forerunner's place.

    A list that did not hold is not remembered.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[tuple[str, str], tuple[ListSource, CheckedList]] = OrderedDict()
        self._lock = Lock()

    def find(self, source: ListSource, now: datetime) -> CheckedList | None:
        """The list of this very source, if it was checked, and not in ``now``'s future."""
        with self._lock:
            known, checked = self._kept.get((source.url, source.issuer), (None, None))
            if known != source or checked is None or checked.checked_at > now:
                return None
            self._kept.move_to_end((source.url, source.issuer))
            return checked

    def keep(self, source: ListSource, checked: CheckedList) -> None:
        """Remember; what was not used for longest is forgotten. Larger than all: not kept."""
        size = _size(source, checked)
        if size > self._max_bytes:
            return
        with self._lock:
            self._forget((source.url, source.issuer))
            self._kept[source.url, source.issuer] = (source, checked)
            self._bytes += size
            while self._bytes > self._max_bytes:
                self._forget(next(iter(self._kept)))

    def _forget(self, key: tuple[str, str]) -> None:
        if key in self._kept:
            self._bytes -= _size(*self._kept.pop(key))


def _size(source: ListSource, checked: CheckedList) -> int:
    log = 0 if source.log is None else len(source.log)
    return len(source.document) + log + len(checked.listed.bits) + len(source.url)
