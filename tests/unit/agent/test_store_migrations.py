"""A database of an earlier version is brought up to date, with what is in it."""

from __future__ import annotations

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from damda_agent.store import Database, credentials, offers
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


BEFORE_FORMS = (
    *ROWS,
    "INSERT INTO offers (id, wallet_id, slug, type_id, configuration_id, claims, state,"
    " reference_hash, code_hash, tx_failures, created_at, expires_at) VALUES ('o', 'w', 'keis',"
    " 'TrainingBadge', 'keis_training_badge_ldp_vc', '{}', 'issued', 'r', 'c', 0,"
    " '2026-01-01', '2026-01-02')",
    "INSERT INTO credentials (id, wallet_id, slug, type_id, offer_id, credential_id, subject_did,"
    " claims, digest, issued_at, state, notification_id, document) VALUES ('i', 'w', 'keis',"
    " 'TrainingBadge', 'o', 'urn:x', 'did:x', '{}', '00', '2026-01-01', 'active', 'n',"
    ' \'{"id": "urn:x"}\')',
)


async def test_what_was_issued_before_there_were_forms_is_a_data_integrity_credential(
    database_url,
):
    tables = migrate(database_url, command.upgrade, "0002", *BEFORE_FORMS)
    assert "type_documents" not in tables
    database = await Database.open(database_url)
    async with database.reading() as connection:
        found = await credentials.by_offer(connection, "o")
        offer = await offers.of_tenant(connection, "o", "w")
    await database.close()
    assert (found.format, found.document, offer.format) == ("ldp_vc", {"id": "urn:x"}, "ldp_vc")
    assert "type_documents" not in migrate(database_url, command.downgrade, "0002")
    assert await counted(database_url, "offers", "credentials", "type_documents") == [1, 1, 0]
