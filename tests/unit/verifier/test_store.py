"""What is kept, what counts once, and what is deleted when."""

from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from damda.errors import DamdaError
from damda_verifiers.service.exchange import PENDING, Exchange, digest
from damda_verifiers.service.sql_store import SqlStore, open_sqlite

from .conftest import NOW

RETENTION = {"employer": timedelta(days=180)}


def answered(exchange: Exchange, **fields: object) -> Exchange:
    values = {
        "state": "verified",
        "flow": "cross_device",
        "answered_at": NOW,
        "checked_at": NOW,
        "answer": {"vp_token": {"badge": [{"name": "홍길동"}]}, "anchor_proofs": {}},
        "verdict": {"verified": True, "checks": []},
    }
    return replace(exchange, **(values | fields))


def test_an_exchange_comes_back_as_it_was_kept(
    store: SqlStore, make: Callable[..., Exchange]
) -> None:
    exchange = answered(make("cookie"), response_code_hash=digest("code"))
    store.add(exchange)
    assert store.get(exchange.id) == exchange
    assert store.by_request(exchange.cross_device) == exchange
    assert store.by_request(str(exchange.same_device)) == exchange
    assert store.by_response_code(digest("code")) == exchange


def test_what_is_not_there_is_none(store: SqlStore, make: Callable[..., Exchange]) -> None:
    exchange = make()
    store.add(exchange)
    assert store.get(exchange.cross_device) is None, "the wallet's id gives no access to results"
    assert store.by_request(exchange.id) is None
    assert store.by_request("' OR 1=1 --") is None
    assert store.by_response_code(b"") is None


def test_pending_requests_survive_a_restart(tmp_path: Path, make: Callable[..., Exchange]) -> None:
    exchange = make()
    first = open_sqlite(tmp_path / "v.db")
    first.add(exchange)
    first.close()
    second = open_sqlite(tmp_path / "v.db")
    assert second.by_request(exchange.cross_device) == exchange
    second.close()


def test_only_one_of_many_answers_counts(store: SqlStore, make: Callable[..., Exchange]) -> None:
    exchange = make()
    store.add(exchange)

    def claim(number: int) -> bool:
        claimed = replace(exchange, state="checking", answer={"number": number})
        return store.replace(claimed, when=PENDING)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(16))) == 1


def test_an_answer_does_not_come_after_an_answer(
    store: SqlStore, make: Callable[..., Exchange]
) -> None:
    exchange = answered(make())
    store.add(exchange)
    assert not store.replace(replace(exchange, state="checking"), when=PENDING)
    assert store.get(exchange.id) == exchange


def test_results_are_deleted_after_the_retention(
    store: SqlStore, make: Callable[..., Exchange]
) -> None:
    kept, due = answered(make()), answered(make(), answered_at=NOW - timedelta(days=181))
    for exchange in (kept, due):
        store.add(exchange)
    assert store.purge(NOW, retention=RETENTION) == 1
    assert store.get(due.id) is None
    assert store.get(kept.id) == kept


@pytest.mark.parametrize("state", ["created", "opened", "declined"])
def test_what_nobody_answered_goes_an_hour_after_its_end(
    store: SqlStore, make: Callable[..., Exchange], state: str
) -> None:
    exchange = replace(make(), state=state)
    store.add(exchange)
    assert store.purge(NOW + timedelta(minutes=64), retention=RETENTION) == 0
    assert store.purge(NOW + timedelta(minutes=66), retention=RETENTION) == 1


def test_results_of_a_party_that_is_gone_follow_the_shortest_retention(
    store: SqlStore, make: Callable[..., Exchange]
) -> None:
    exchange = answered(make(slug="gone"), answered_at=NOW - timedelta(days=31))
    store.add(exchange)
    both = RETENTION | {"other": timedelta(days=30)}
    assert store.purge(NOW, retention=RETENTION) == 0
    assert store.purge(NOW, retention=both) == 1


def test_counts_and_unfinished(store: SqlStore, make: Callable[..., Exchange]) -> None:
    checking = answered(make(), state="checking", verdict=None, checked_at=None)
    for exchange in (make(), replace(make(), state="opened"), checking, answered(make())):
        store.add(exchange)
    assert store.pending(NOW) == 2
    assert store.pending(NOW + timedelta(minutes=5)) == 0
    assert store.answered() == 2
    assert store.unfinished() == [checking]


def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    open_sqlite(tmp_path / "v.db").close()
    assert stat.S_IMODE((tmp_path / "v.db").stat().st_mode) == 0o600


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "v.db").write_text("no database at all, and long enough to be read as one" * 99)
    with pytest.raises(DamdaError) as caught:
        open_sqlite(tmp_path / "v.db")
    assert caught.value.code == "data_unusable"
