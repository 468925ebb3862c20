"""Where exchanges are kept: the seam. `sql_store.SqlStore` is the implementation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from .exchange import Exchange, State


class ExchangeStore(Protocol):
    """Synchronous; called in threads. Every change is one transaction."""

    def add(self, exchange: Exchange) -> None:
        """Keep a new exchange."""
        ...

    def get(self, exchange_id: str) -> Exchange | None:
        """By the id that gives access to the result."""
        ...

    def by_request(self, request_id: str) -> Exchange | None:
        """By either of the two ids that a wallet sees."""
        ...

    def by_response_code(self, code_hash: bytes) -> Exchange | None:
        """By the digest of the response code that a wallet's browser brings back."""
        ...

    def replace(self, exchange: Exchange, *, when: Collection[State]) -> bool:
        """Write ``exchange`` if the stored state is still one of ``when``; False if it is not.

        This is what makes an answer count once, however many arrive at the same moment.
        """
        ...

    def pending(self, now: datetime) -> int:
        """How many wait for an answer."""
        ...

    def answered(self) -> int:
        """How many answered exchanges are kept."""
        ...

    def unfinished(self) -> list[Exchange]:
        """Those whose verification a stop of the service cut off."""
        ...

    def purge(self, now: datetime, *, retention: Mapping[str, timedelta]) -> int:
        """Delete what nobody answered (an hour after its end) and results older than the relying
        party's retention (an unlisted one: the shortest of the listed). How many went."""
        ...
