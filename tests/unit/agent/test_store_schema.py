"""The schema: migrations build what the tables say, twice is once, another version is refused."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from damda_agent.store import Database, DatabaseRefused
from damda_agent.store.tables import metadata
from sqlalchemy import text


async def test_the_migrations_build_what_the_tables_say(database):
    def differences(connection):
        options = {"version_table": "damda_agent_version", "compare_type": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_opening_again_changes_nothing(database_url):
    for _ in range(2):
        database = await Database.open(database_url)
        await database.close()


async def test_two_agents_may_open_at_once(database_url):
    opened = await asyncio.gather(*(Database.open(database_url) for _ in range(8)))
    for database in opened:
        await database.close()


async def test_a_schema_of_another_version_is_refused_in_one_line(database_url):
    database = await Database.open(database_url)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE damda_agent_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(DatabaseRefused) as refusal:
        await Database.open(database_url)
    assert refusal.value.code == "schema_unknown"
    assert "9999" in refusal.value.en
    assert "\n" not in refusal.value.en


@pytest.mark.parametrize(
    "url", ["", "mysql://h/x", "sqlite+aiosqlite:///x", "postgresql://h:notaport/x"]
)
async def test_other_urls_are_refused(url):
    with pytest.raises(DatabaseRefused):
        await Database.open(url)


async def test_a_database_that_is_not_there_is_refused_without_its_password():
    with pytest.raises(DatabaseRefused) as refusal:
        await Database.open("postgresql://damda:geheim@127.0.0.1:1/damda")
    assert "geheim" not in refusal.value.en
    assert "127.0.0.1:1" in refusal.value.en


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    file = tmp_path / "notes.txt"
    file.write_text("no database" * 100)
    with pytest.raises(DatabaseRefused):
        await Database.open(f"sqlite:///{file}")


async def test_a_failed_transaction_leaves_nothing(database):
    async def fail():
        async with database.writing() as connection:
            await connection.execute(
                text("INSERT INTO secrets (name, value) VALUES ('x', :v)"), {"v": b"1"}
            )
            raise ValueError

    with pytest.raises(ValueError):
        await fail()
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM secrets"))).scalar() == 0
