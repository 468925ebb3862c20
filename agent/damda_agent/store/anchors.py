"""What an institution and its holders may read of the outbox."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from damda.protocols import Json
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import outbox_items, outbox_jobs


@dataclass(frozen=True, slots=True)
class AnchorJob:
    """A batch or a log head on its way. ``items`` is 0 for a log head."""

    id: str
    kind: str
    state: str
    created_at: datetime
    items: int
    transaction: bytes | None
    block_number: int | None
    settled_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class AnchorState:
    """``proof`` is the inclusion proof's JSON once the digest is anchored."""

    state: str
    proof: Json | None


async def of_digest(connection: AsyncConnection, issuer: str, digest: bytes) -> AnchorState | None:
    query = select(outbox_items.c.state, outbox_items.c.proof).where(
        outbox_items.c.issuer == issuer, outbox_items.c.digest == digest
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return AnchorState(row.state, None if row.proof is None else json.loads(row.proof))


async def jobs_of_issuer(
    connection: AsyncConnection, issuer: str, *, offset: int, limit: int
) -> tuple[Sequence[AnchorJob], int]:
    """One page, newest first, and how many there are in all."""
    count = select(func.count(outbox_jobs.c.id)).where(outbox_jobs.c.issuer == issuer)
    items = (
        select(func.count(outbox_items.c.id))
        .where(outbox_items.c.job_id == outbox_jobs.c.id)
        .scalar_subquery()
    )
    query = (
        select(outbox_jobs, items.label("items"))
        .where(outbox_jobs.c.issuer == issuer)
        .order_by(outbox_jobs.c.created_at.desc(), outbox_jobs.c.id)
        .offset(offset)
        .limit(limit)
    )
    rows = await connection.execute(query)
    return [_job(row) for row in rows], (await connection.execute(count)).scalar_one()


async def pending_of_issuer(connection: AsyncConnection, issuer: str) -> int:
    """How many digests are not anchored yet."""
    query = select(func.count(outbox_items.c.id)).where(
        outbox_items.c.issuer == issuer, outbox_items.c.state != "anchored"
    )
    found: int = (await connection.execute(query)).scalar_one()
    return found


async def log_head_jobs(connection: AsyncConnection, issuer: str) -> Sequence[int]:
    """The log versions of the issuer that are on their way or arrived."""
    query = select(outbox_jobs.c.payload).where(
        outbox_jobs.c.issuer == issuer,
        outbox_jobs.c.kind == "log_head",
        outbox_jobs.c.state != "dropped",
    )
    payloads = (await connection.execute(query)).scalars()
    return [json.loads(payload)["version"] for payload in payloads]


def _job(row: Any) -> AnchorJob:
    return AnchorJob(
        id=row.id,
        kind=row.kind,
        state=row.state,
        created_at=row.created_at,
        items=row.items,
        transaction=row.settled_transaction,
        block_number=row.settled_block,
        settled_at=row.settled_at,
        reason=row.reason,
    )
