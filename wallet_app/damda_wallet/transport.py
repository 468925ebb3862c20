"""The wallet's HTTP, behind one small seam."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from damda.protocols import JsonView


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer that was read whole within its limit."""

    status: int
    content_type: str
    body: bytes


class Transport(Protocol):
    """Bounded requests, no redirects, no cookies. Each raises FetchFailed when no answer came.

    ``limit`` is in bytes; a larger answer is FetchFailed. An answer with an error status is an
    Answer, not an error, except for ``get``.
    """

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        """The body of a 200 answer (the same contract as `damda.protocols.Fetcher`)."""
        ...

    def post_form(self, url: str, form: Mapping[str, str]) -> Answer: ...

    def post_json(self, url: str, body: JsonView, *, bearer: str | None = None) -> Answer: ...

    def post_empty(self, url: str) -> Answer: ...
