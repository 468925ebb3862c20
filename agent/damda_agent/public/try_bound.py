"""A bound on failed tries at the token endpoint, per issuer and client address.

It keeps the load of guessing small. What makes guessing useless are the 256 bits of a code, and
the lock after five wrong transaction codes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from ..refusals import RequestRefused

MAX_FAILURES = 60
WINDOW_SECONDS = 60.0
MAX_CLIENTS = 10_000


class TryBound:
    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def check(self, client: str) -> None:
        """Raises RequestRefused (429) when ``client`` has failed too often in this minute."""
        began, count = self._windows.get(client, (0.0, 0))
        if count >= MAX_FAILURES and self._monotonic() - began < WINDOW_SECONDS:
            raise RequestRefused(
                "Too many failed tries. Wait a minute.",
                ko="실패한 시도가 너무 많습니다. 1분 뒤에 다시 시도해 주세요.",
                code="slow_down",
                http_status=429,
            )

    def failed(self, client: str) -> None:
        now = self._monotonic()
        began, count = self._windows.pop(client, (now, 0))
        if now - began >= WINDOW_SECONDS:
            began, count = now, 0
        self._windows[client] = (began, count + 1)
        while len(self._windows) > MAX_CLIENTS:
            self._windows.popitem(last=False)
