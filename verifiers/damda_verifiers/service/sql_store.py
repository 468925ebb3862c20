"""Exchanges in one SQL table; SQLite in a file that only its owner can read."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from damda.errors import DamdaError
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.engine import Engine, Row
from sqlalchemy.exc import SQLAlchemyError

from .exchange import FINAL, PENDING, Exchange, State

_EXCHANGES = Table(
    "exchanges",
    MetaData(),
    Column("id", String(64), primary_key=True),
    Column("relying_party", String(64), nullable=False),
    Column("cross_device", String(64), nullable=False, unique=True),
    Column("same_device", String(64), unique=True),
    Column("nonce", String(64), nullable=False),
    Column("client_id", String(512), nullable=False),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
    Column("state", String(16), nullable=False),
    Column("session_hash", LargeBinary),
    Column("flow", String(16)),
    Column("response_code_hash", LargeBinary, unique=True),
    Column("released", Boolean, nullable=False),
    Column("answered_at", Float),
    Column("answer", JSON(none_as_null=True)),
    Column("verdict", JSON(none_as_null=True)),
    Column("checked_at", Float),
    Column("declined_with", String(64)),
    Index("exchanges_by_state", "state", "expires_at"),
)
_C = _EXCHANGES.c
_TIMES = ("created_at", "expires_at", "answered_at", "checked_at")
_KEPT_UNANSWERED = timedelta(hours=1)
_ANSWERED = ("checking", "verified", "refused")


def open_sqlite(path: Path) -> SqlStore:
    """The store in the file ``path``, made with its table (mode 0600) if it is not there.

    Raises DamdaError ("data_unusable") if the file can't be used.
    """
    engine = create_engine(
        f"sqlite:///{path}", json_serializer=_to_text, connect_args={"timeout": 10}
    )
    event.listen(engine, "connect", _set_pragmas)
    try:
        path.touch(mode=0o600, exist_ok=True)
        _EXCHANGES.metadata.create_all(engine)
    except (OSError, SQLAlchemyError) as error:
        engine.dispose()
        raise DamdaError(
            f"The database {path} can't be used. Restore it from a backup, or move it away.",
            ko=f"데이터베이스 {path} 파일을 쓸 수 없습니다. 백업에서 되살리거나 다른 곳으로 옮겨 주세요.",
            code="data_unusable",
        ) from error
    return SqlStore(engine)


class SqlStore:
    """Implements `store.ExchangeStore`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, exchange: Exchange) -> None:
        with self._engine.begin() as connection:
            connection.execute(_EXCHANGES.insert().values(**_to_row(exchange)))

    def get(self, exchange_id: str) -> Exchange | None:
        return self._one(_C.id == exchange_id)

    def by_request(self, request_id: str) -> Exchange | None:
        return self._one(or_(_C.cross_device == request_id, _C.same_device == request_id))

    def by_response_code(self, code_hash: bytes) -> Exchange | None:
        return self._one(_C.response_code_hash == code_hash)

    def replace(self, exchange: Exchange, *, when: Collection[State]) -> bool:
        statement = (
            update(_EXCHANGES)
            .where(_C.id == exchange.id, _C.state.in_(sorted(when)))
            .values(**_to_row(exchange))
        )
        with self._engine.begin() as connection:
            return connection.execute(statement).rowcount == 1

    def pending(self, now: datetime) -> int:
        return self._count(_C.state.in_(sorted(PENDING)), _C.expires_at > now.timestamp())

    def answered(self) -> int:
        return self._count(_C.state.in_(_ANSWERED))

    def unfinished(self) -> list[Exchange]:
        with self._engine.begin() as connection:
            rows = connection.execute(select(_EXCHANGES).where(_C.state == "checking")).all()
        return [_from_row(row) for row in rows]

    def purge(self, now: datetime, *, retention: Mapping[str, timedelta]) -> int:
        unanswered = _C.state.in_(sorted(PENDING | (FINAL & {"declined"})))
        over = unanswered & (_C.expires_at < (now - _KEPT_UNANSWERED).timestamp())
        due = [
            (_C.relying_party == name) & (_C.answered_at < (now - kept).timestamp())
            for name, kept in retention.items()
        ]
        # A relying party that is no longer configured: the shortest time that anyone agreed to.
        others = _C.relying_party.not_in(list(retention))
        shortest = min(retention.values(), default=timedelta())
        due.append(others & (_C.answered_at < (now - shortest).timestamp()))
        with self._engine.begin() as connection:
            return connection.execute(delete(_EXCHANGES).where(or_(over, *due))).rowcount

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def _one(self, condition: Any) -> Exchange | None:
        with self._engine.begin() as connection:
            row = connection.execute(select(_EXCHANGES).where(condition)).one_or_none()
        return None if row is None else _from_row(row)

    def _count(self, *conditions: Any) -> int:
        statement = select(func.count()).select_from(_EXCHANGES).where(*conditions)
        with self._engine.begin() as connection:
            return connection.execute(statement).scalar_one()


def _to_row(exchange: Exchange) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(exchange, name) for name in Exchange.__slots__}
    for name in _TIMES:
        row[name] = None if row[name] is None else row[name].timestamp()
    return row


def _from_row(row: Row[Any]) -> Exchange:
    fields = dict(row._mapping)
    for name in _TIMES:
        if fields[name] is not None:
            fields[name] = datetime.fromtimestamp(fields[name], UTC)
    return Exchange(**fields)


def _to_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _set_pragmas(connection: Any, _record: Any) -> None:
    # secure_delete: a purged presentation leaves no trace in the file's free pages.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
