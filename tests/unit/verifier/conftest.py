"""A clock that is set by hand, random bytes that repeat, a store in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from damda_verifiers.service.exchange import Exchange, new_exchange
from damda_verifiers.service.sql_store import SqlStore, open_sqlite

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


class SetClock:
    """A `damda.protocols.Clock` that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class CountedEntropy:
    """A `damda.protocols.Entropy`: never the same bytes twice, the same ones in each run."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, length: int) -> bytes:
        self.calls += 1
        return self.calls.to_bytes(length)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def entropy() -> CountedEntropy:
    return CountedEntropy()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_sqlite(tmp_path / "verifier.db")
    yield opened
    opened.close()


@pytest.fixture
def make(entropy: CountedEntropy) -> Callable[..., Exchange]:
    """A new exchange of the employer, begun at NOW."""

    def new(session: str | None = None, slug: str = "employer") -> Exchange:
        return new_exchange(
            slug,
            client_id="decentralized_identifier:did:example:verifier",
            session=session,
            lifetime=timedelta(minutes=5),
            now=NOW,
            entropy=entropy,
        )

    return new
