"""The engine: SQLite through aiosqlite, PostgreSQL through psycopg; migrated when it is opened."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from damda.errors import DamdaError
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
# Any number; two agents that start on one database migrate one after the other.
_MIGRATION_LOCK = 7_236_001
_SQLITE_WAIT = 15
"""Seconds to wait for another writer."""


class DatabaseRefused(DamdaError):
    """The database can't be reached, or is not one that this version can work with."""

    code = "database_refused"


class Database:
    """Transactions on the plugin's database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, url: str) -> Database:
        """Connect and bring the schema up to date. Raises DatabaseRefused, without the password."""
        parsed = _parsed(url)
        engine = _engine(parsed)
        shown = parsed.render_as_string(hide_password=True)
        try:
            if engine.dialect.name == "sqlite":
                await asyncio.to_thread(_use_wal, parsed)
            async with engine.begin() as connection:
                if engine.dialect.name == "postgresql":
                    await connection.execute(
                        text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATION_LOCK}
                    )
                await connection.run_sync(_migrate)
        except CommandError as error:
            await engine.dispose()
            raise DatabaseRefused(
                f"the database {shown} has a schema of another Damda version: {error}. "
                "Update Damda, or name another database in damda_agent.database_url.",
                ko=f"데이터베이스 {shown} 의 구조가 이 버전과 맞지 않습니다. Damda를 업데이트해 주세요.",
                code="schema_unknown",
            ) from error
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            await engine.dispose()
            raise DatabaseRefused(
                f"the database {shown} can't be used: {_first_line(error)}",
                ko=f"데이터베이스 {shown} 에 연결할 수 없습니다. damda_agent.database_url 을 확인해 주세요.",
            ) from error
        return cls(engine)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction, all or nothing. On SQLite it is the only writer from its beginning."""
        async with self._engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        async with self._engine.connect() as connection:
            options = await connection.execution_options(damda_reading=True)
            yield options
            await connection.rollback()

    async def close(self) -> None:
        await self._engine.dispose()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is None or parsed.drivername not in _DRIVERS:
        raise DatabaseRefused(
            "damda_agent.database_url must be sqlite:///FILE or postgresql://USER@HOST/NAME.",
            ko="damda_agent.database_url 은 sqlite:///파일 또는 postgresql://... 형식이어야 합니다.",
        )
    if parsed.drivername == "sqlite" and parsed.database:
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseRefused(
                f"the folder of {parsed.database} can't be made: {error.strerror}",
                ko=f"{parsed.database} 의 폴더를 만들 수 없습니다.",
            ) from error
    return parsed.set(drivername=_DRIVERS[parsed.drivername])


def _engine(url: URL) -> AsyncEngine:
    if url.drivername.startswith("sqlite"):
        engine = create_async_engine(url, connect_args={"timeout": _SQLITE_WAIT})
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    return create_async_engine(
        url, pool_size=10, pool_pre_ping=True, connect_args={"connect_timeout": 5}
    )


def _use_wal(url: URL) -> None:
    """Switch the file to a write-ahead log, once: it keeps that mode.

    Before the pool connects, and with tries of its own: for this switch SQLite does not wait for
    a lock as long as it is told, so that two agents starting at once would fail on a new file.
    """
    deadline = time.monotonic() + _SQLITE_WAIT
    while True:
        try:
            with closing(sqlite3.connect(url.database or ":memory:")) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _set_up_sqlite(connection: object, _record: object) -> None:
    # The driver's own BEGIN comes too late for "read, then write"; _begin_sqlite does it.
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("damda_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _migrate(connection: Connection) -> None:
    with as_file(files("damda_agent.store") / "migrations") as folder:
        config = Config()
        # Not read from an ini file: percent signs of a path are no interpolation.
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().partition("\n")[0]
