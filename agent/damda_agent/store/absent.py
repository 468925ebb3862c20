"""Insert a row unless its key is taken: the same statement on both databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

_INSERT: dict[str, Callable[[Table], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


async def insert_if_absent(
    connection: AsyncConnection, table: Table, values: Mapping[str, Any]
) -> bool:
    """Whether the row was added; False if a unique key of it is taken."""
    statement = _INSERT[connection.dialect.name](table).values(dict(values))
    added = await connection.execute(
        statement.on_conflict_do_nothing().returning(*table.primary_key)
    )
    return added.first() is not None
