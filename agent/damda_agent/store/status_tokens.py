"""Rows of `status_tokens`, and the states that a token tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import credentials, status_entries, status_tokens

type Form = Literal["jwt", "cwt"]


@dataclass(frozen=True, slots=True)
class KeptToken:
    """A signed token of a list's ``version``, in force until ``until``."""

    list_id: str
    form: Form
    version: int
    until: datetime
    token: bytes


async def find(connection: AsyncConnection, list_id: str, form: Form) -> KeptToken | None:
    query = select(status_tokens).where(
        status_tokens.c.list_id == list_id, status_tokens.c.form == form
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else KeptToken(**row._asdict())


async def states(connection: AsyncConnection, list_id: str) -> dict[int, str]:
    """The state of each credential with a place in the list, by position; not of active ones."""
    query = (
        select(status_entries.c.position, credentials.c.state)
        .join(credentials, credentials.c.id == status_entries.c.credential_id)
        .where(status_entries.c.list_id == list_id, credentials.c.state != "active")
    )
    rows = (await connection.execute(query)).all()
    return {row.position: row.state for row in rows}


async def keep(connection: AsyncConnection, signed: KeptToken) -> None:
    """Store a token in the place of an older one; never one of an older version."""
    values = {name: getattr(signed, name) for name in KeptToken.__slots__}
    changed = {name: values[name] for name in ("version", "until", "token")}
    insert = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}[connection.dialect.name]
    await connection.execute(
        insert(status_tokens)
        .values(values)
        .on_conflict_do_update(
            index_elements=["list_id", "form"],
            set_=changed,
            where=status_tokens.c.version <= signed.version,
        )
    )
