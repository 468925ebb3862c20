"""Each test that takes ``database`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from damda_agent.store import Database
from support.agent_world import AgentWorld, open_world
from support.postgres import create_database, running_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'damda.sqlite'}"
    server: str = request.getfixturevalue("postgres_server")
    return create_database(server, f"t{secrets.token_hex(6)}")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = await Database.open(database_url)
    yield database
    await database.close()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[AgentWorld]:
    """An agent on SQLite."""
    database = await Database.open(f"sqlite:///{tmp_path / 'world.sqlite'}")
    world = await open_world(database)
    yield world
    await world.http.close()
    await database.close()


@pytest.fixture
async def either_world(database: Database) -> AsyncIterator[AgentWorld]:
    """An agent on SQLite, then one on PostgreSQL."""
    world = await open_world(database)
    yield world
    await world.http.close()
