"""Who waits for a change of which exchange, within this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager

from . import problems
from .exchange import FINAL, State

_LOOK_AGAIN = 5.0


class Board:
    """Watchers by exchange id; bounded. Used from the event loop only."""

    __slots__ = ("_limit", "_watchers")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._watchers: dict[str, set[asyncio.Event]] = {}

    def tell(self, exchange_id: str) -> None:
        """Wake who watches this exchange."""
        for event in self._watchers.get(exchange_id, ()):
            event.set()

    def require_room(self) -> None:
        """Raises Refusal("service_full") where there are as many watchers as may be."""
        if sum(map(len, self._watchers.values())) >= self._limit:
            raise problems.full()

    @contextmanager
    def watching(self, exchange_id: str) -> Iterator[asyncio.Event]:
        """An event that is set at each change."""
        event = asyncio.Event()
        self._watchers.setdefault(exchange_id, set()).add(event)
        try:
            yield event
        finally:
            watchers = self._watchers[exchange_id]
            watchers.discard(event)
            if not watchers:
                del self._watchers[exchange_id]


async def state_stream(
    event: asyncio.Event, look: Callable[[], Awaitable[State]]
) -> AsyncIterator[bytes]:
    """Server-sent events (WHATWG HTML, 9.2): the state now and at each change, until the last.

    It looks again every few seconds by itself: time alone changes a state, and the change may
    have been made by another process.
    """
    last: State | None = None
    yield b"retry: 2000\n\n"
    while last not in FINAL:
        event.clear()
        state = await look()
        if state != last:
            yield f"event: state\ndata: {state}\n\n".encode()
            last = state
            continue
        try:
            await asyncio.wait_for(event.wait(), _LOOK_AGAIN)
        except TimeoutError:
            yield b": still here\n\n"
