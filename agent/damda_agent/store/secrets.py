"""Rows of `secrets` and `used_nonces`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .absent import insert_if_absent
from .tables import secrets, used_nonces


async def secret(connection: AsyncConnection, name: str, fresh: bytes) -> bytes:
    """The secret of this name; ``fresh`` becomes it if there is none yet."""
    await insert_if_absent(connection, secrets, {"name": name, "value": fresh})
    query = select(secrets.c.value).where(secrets.c.name == name)
    value: bytes = (await connection.execute(query)).scalar_one()
    return value


async def use_nonce(connection: AsyncConnection, nonce_hash: bytes, expires_at: datetime) -> bool:
    """Whether the nonce had not been used before; now it has."""
    row = {"nonce_hash": nonce_hash, "expires_at": expires_at}
    return await insert_if_absent(connection, used_nonces, row)


async def forget_nonces(connection: AsyncConnection, now: datetime) -> None:
    await connection.execute(delete(used_nonces).where(used_nonces.c.expires_at <= now))
