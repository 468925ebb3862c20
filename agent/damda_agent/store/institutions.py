"""Rows of `institutions`: which wallet, DID and log belong to a slug."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import institutions


@dataclass(frozen=True, slots=True)
class InstitutionRecord:
    """One tenant. ``did_log`` is the whole ``did.jsonl``; ``log_head`` is SHA-256 of its newest
    versionId; ``verification_method`` the DID URL of the key that signs credentials."""

    slug: str
    wallet_id: str
    did: str
    did_log: bytes
    log_version: int
    log_head: bytes
    verification_method: str
    created_at: datetime


async def add(connection: AsyncConnection, record: InstitutionRecord) -> None:
    values = {name: getattr(record, name) for name in InstitutionRecord.__slots__}
    await connection.execute(insert(institutions).values(values))


async def by_slug(connection: AsyncConnection, slug: str) -> InstitutionRecord | None:
    query = select(institutions).where(institutions.c.slug == slug)
    return _one((await connection.execute(query)).one_or_none())


async def by_wallet(connection: AsyncConnection, wallet_id: str) -> InstitutionRecord | None:
    query = select(institutions).where(institutions.c.wallet_id == wallet_id)
    return _one((await connection.execute(query)).one_or_none())


async def every(connection: AsyncConnection) -> Sequence[InstitutionRecord]:
    rows = await connection.execute(select(institutions).order_by(institutions.c.slug))
    return [_record(row) for row in rows]


def _one(row: Row[Any] | None) -> InstitutionRecord | None:
    return None if row is None else _record(row)


def _record(row: Row[Any]) -> InstitutionRecord:
    return InstitutionRecord(**row._asdict())
