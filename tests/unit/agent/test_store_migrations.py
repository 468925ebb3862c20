"""A database of an earlier version is brought up to date, with what is in it."""

from __future__ import annotations

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from damda_agent.store import Database
from sqlalchemy import create_engine, inspect, text

ROWS = (
    "INSERT INTO institutions VALUES ('keis','w','did:x','', 1, '', 'did:x#1', '2026-01-01')",
    "INSERT INTO status_lists (id, slug, purpose, number, length, taken, version)"
    " VALUES ('aa', 'keis', 'revocation', 1, 131072, 1, 1)",
    "INSERT INTO status_entries VALUES ('aa', 7, 'c', 1)",
)


def migrate(url: str, step, revision: str, *rows: str) -> set[str]:
    """Go to a revision and write rows; the tables that are there."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection, as_file(files("damda_agent.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        step(config, revision)
        for row in rows:
            connection.execute(text(row))
        tables = set(inspect(connection).get_table_names())
    engine.dispose()
    return tables


async def counted(url: str, *tables: str) -> list[int]:
    database = await Database.open(url)
    async with database.reading() as connection:
        rows = [await connection.execute(text(f"SELECT count(*) FROM {name}")) for name in tables]
    await database.close()
    return [row.scalar_one() for row in rows]


async def test_lists_of_the_first_version_stay(database_url):
    assert "status_tokens" not in migrate(database_url, command.upgrade, "0001", *ROWS)
    assert await counted(database_url, "status_entries", "status_tokens") == [1, 0]


async def test_the_way_back(database_url):
    migrate(database_url, command.upgrade, "0001", *ROWS)
    assert await counted(database_url, "status_tokens") == [0]
    assert "status_tokens" not in migrate(database_url, command.downgrade, "0001")
    assert await counted(database_url, "status_entries", "status_tokens") == [1, 0]
