"""`damda_ledger.outbox.OutboxStore` on the plugin's database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from damda.evidence import anchor_proof_to_json
from damda.protocols import AnchorProof
from damda_ledger.outbox import (
    BatchedItem,
    BatchLeaf,
    ChainMark,
    Job,
    OutboxConflict,
    OutboxItem,
    Queue,
    SentTransaction,
    Settlement,
)
from sqlalchemy import Select, bindparam, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .database import Database
from .outbox_rows import item_of, job_values, jobs_of, settlement_values, transaction_values
from .tables import chain_marks, outbox_items, outbox_jobs, outbox_transactions

_OPEN = ("ready", "sent")
_ITEMS, _JOBS, _SENT = outbox_items.c, outbox_jobs.c, outbox_transactions.c


async def put_item(connection: AsyncConnection, item: OutboxItem) -> None:
    """Part of the issuing transaction: the digest will be anchored."""
    await connection.execute(
        insert(outbox_items).values(
            id=item.id,
            issuer=item.issuer,
            digest=item.digest,
            created_at=item.created_at,
            state=item.state,
        )
    )


class SqlOutbox:
    """Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def queues(self) -> Sequence[Queue]:
        query = (
            select(_ITEMS.issuer, func.count(), func.min(_ITEMS.created_at))
            .where(_ITEMS.state == "pending")
            .group_by(_ITEMS.issuer)
        )
        async with self._database.reading() as connection:
            return [Queue(*row) for row in await connection.execute(query)]

    async def pending_items(self, issuer: str, limit: int) -> Sequence[OutboxItem]:
        query = (
            select(outbox_items)
            .where(_ITEMS.issuer == issuer, _ITEMS.state == "pending")
            .order_by(_ITEMS.created_at, _ITEMS.id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return [item_of(row) for row in await connection.execute(query)]

    async def add_batch(self, job: Job, leaves: Sequence[BatchLeaf]) -> None:
        ids = [leaf.item_id for leaf in leaves]
        pending = select(_ITEMS.id).where(_ITEMS.id.in_(ids), _ITEMS.state == "pending")
        async with self._database.writing() as connection:
            found = (await connection.execute(pending.with_for_update())).all()
            if len(found) != len(ids):
                raise _conflict("an item of the batch is not pending any more")
            await connection.execute(insert(outbox_jobs).values(job_values(job)))
            await connection.execute(
                update(outbox_items)
                .where(_ITEMS.id == bindparam("of_item"))
                .values(
                    state="batched",
                    job_id=job.id,
                    leaf_index=bindparam("at"),
                    salt=bindparam("with_salt"),
                ),
                [{"of_item": e.item_id, "at": e.index, "with_salt": e.salt} for e in leaves],
            )

    async def add_job(self, job: Job) -> None:
        async with self._database.writing() as connection:
            await connection.execute(insert(outbox_jobs).values(job_values(job)))

    async def open_jobs(self, limit: int) -> Sequence[Job]:
        query = select(outbox_jobs).where(_JOBS.state.in_(_OPEN))
        return await self._jobs(query.order_by(_JOBS.created_at, _JOBS.id).limit(limit))

    async def settled_jobs(self, *, offset: int, limit: int) -> Sequence[Job]:
        query = select(outbox_jobs).where(_JOBS.state == "settled")
        newest_first = query.order_by(_JOBS.settled_block.desc(), _JOBS.id)
        return await self._jobs(newest_first.offset(offset).limit(limit))

    async def leaves(self, job_id: str) -> Sequence[BatchedItem]:
        query = (
            select(_ITEMS.id, _ITEMS.leaf_index, _ITEMS.salt, _ITEMS.digest)
            .where(_ITEMS.job_id == job_id)
            .order_by(_ITEMS.leaf_index)
        )
        async with self._database.reading() as connection:
            return [BatchedItem(*row) for row in await connection.execute(query)]

    async def add_transaction(self, job_id: str, transaction: SentTransaction) -> None:
        async with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                # Two workers must not both see that a nonce is free.
                await connection.execute(text("LOCK TABLE outbox_transactions IN EXCLUSIVE MODE"))
            await _check_nonce(connection, job_id, transaction)
            count = select(func.count()).where(_SENT.job_id == job_id)
            position = (await connection.execute(count)).scalar_one()
            await connection.execute(
                insert(outbox_transactions).values(
                    transaction_values(job_id, position, transaction)
                )
            )
            changed = await _set_job(
                connection, job_id, _OPEN, state="sent", not_before=None, reason=None
            )
            if not changed:
                raise _conflict("the job is not open any more")
            await _set_items(connection, job_id, state="sent")

    async def hold(self, job_id: str, *, until: datetime, reason: str) -> None:
        async with self._database.writing() as connection:
            if await _set_job(
                connection, job_id, _OPEN, state="ready", not_before=until, reason=reason
            ):
                await _set_items(connection, job_id, state="batched")

    async def settle(
        self, job_id: str, settlement: Settlement, proofs: Mapping[str, AnchorProof]
    ) -> None:
        rows = [
            {"of_item": item, "with_proof": json.dumps(anchor_proof_to_json(proof))}
            for item, proof in proofs.items()
        ]
        async with self._database.writing() as connection:
            values = {**settlement_values(settlement), "not_before": None, "reason": None}
            if not await _set_job(connection, job_id, _OPEN, state="settled", **values):
                return
            if rows:
                await connection.execute(
                    update(outbox_items)
                    .where(_ITEMS.id == bindparam("of_item"), _ITEMS.job_id == job_id)
                    .values(state="anchored", proof=bindparam("with_proof")),
                    rows,
                )

    async def reopen(self, job_id: str) -> None:
        async with self._database.writing() as connection:
            values = {**settlement_values(None), "not_before": None, "reason": None}
            if await _set_job(connection, job_id, ("settled", "sent"), state="ready", **values):
                await _set_items(connection, job_id, state="batched", proof=None)

    async def drop(self, job_id: str, reason: str) -> None:
        free = {"state": "pending", "job_id": None, "leaf_index": None, "salt": None}
        async with self._database.writing() as connection:
            if await _set_job(connection, job_id, _OPEN, state="dropped", reason=reason):
                await _set_items(connection, job_id, proof=None, **free)

    async def chain_mark(self) -> ChainMark | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(select(chain_marks))).one_or_none()
        return None if row is None else ChainMark(row.genesis, row.number, row.hash)

    async def set_chain_mark(self, mark: ChainMark) -> None:
        values = {"genesis": mark.genesis, "number": mark.number, "hash": mark.hash}
        async with self._database.writing() as connection:
            changed = await connection.execute(update(chain_marks).values(values))
            if changed.rowcount == 0:
                await connection.execute(insert(chain_marks).values(id=1, **values))

    async def _jobs(self, query: Select[Any]) -> Sequence[Job]:
        async with self._database.reading() as connection:
            return await jobs_of(connection, (await connection.execute(query)).all())


async def _check_nonce(
    connection: AsyncConnection, job_id: str, transaction: SentTransaction
) -> None:
    taken = (
        select(_SENT.job_id)
        .join(outbox_jobs, _JOBS.id == _SENT.job_id)
        .where(
            _SENT.sender == transaction.sender,
            _SENT.genesis == transaction.genesis,
            _SENT.nonce == transaction.nonce,
            _SENT.job_id != job_id,
            _JOBS.state.in_(_OPEN),
        )
    )
    if (await connection.execute(taken)).first() is not None:
        raise _conflict(f"nonce {transaction.nonce} is taken by another open job")


async def _set_job(
    connection: AsyncConnection, job_id: str, states: tuple[str, ...], **values: Any
) -> bool:
    """Whether the job was in one of ``states`` and now has ``values``."""
    changed = await connection.execute(
        update(outbox_jobs).where(_JOBS.id == job_id, _JOBS.state.in_(states)).values(values)
    )
    return changed.rowcount == 1


async def _set_items(connection: AsyncConnection, of_job: str, **values: Any) -> None:
    await connection.execute(update(outbox_items).where(_ITEMS.job_id == of_job).values(values))


def _conflict(why: str) -> OutboxConflict:
    return OutboxConflict(why, ko="다른 작업이 먼저 처리했습니다.")
