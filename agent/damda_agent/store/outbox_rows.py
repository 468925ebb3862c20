"""Between rows and `damda_ledger.outbox`'s values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from damda_ledger.outbox import Job, OutboxItem, SentTransaction, Settlement
from sqlalchemy import select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import outbox_transactions


def job_values(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "kind": job.kind,
        "issuer": job.issuer,
        "payload": json.dumps(dict(job.payload)),
        "state": job.state,
        "created_at": job.created_at,
        "not_before": job.not_before,
        "reason": job.reason,
    }


def transaction_values(job_id: str, position: int, sent: SentTransaction) -> dict[str, Any]:
    return {
        "job_id": job_id,
        "position": position,
        "hash": sent.hash,
        "raw": sent.raw,
        "sender": sent.sender,
        "nonce": sent.nonce,
        "chain_id": sent.chain_id,
        "genesis": sent.genesis,
        "signed_at": sent.signed_at,
        "max_fee": str(sent.max_fee),
    }


def settlement_values(settlement: Settlement | None) -> dict[str, Any]:
    return {
        "settled_transaction": None if settlement is None else settlement.transaction,
        "settled_block": None if settlement is None else settlement.block_number,
        "settled_block_hash": None if settlement is None else settlement.block_hash,
        "settled_genesis": None if settlement is None else settlement.genesis,
        "settled_at": None if settlement is None else settlement.settled_at,
    }


def item_of(row: Row[Any]) -> OutboxItem:
    return OutboxItem(row.id, row.issuer, row.digest, row.created_at, row.state)


async def jobs_of(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> list[Job]:
    """The jobs of ``rows``, each with its transactions, oldest first."""
    sent: dict[str, list[SentTransaction]] = {row.id: [] for row in rows}
    if rows:
        found = await connection.execute(
            select(outbox_transactions)
            .where(outbox_transactions.c.job_id.in_(list(sent)))
            .order_by(outbox_transactions.c.job_id, outbox_transactions.c.position)
        )
        for row in found:
            sent[row.job_id].append(_transaction_of(row))
    return [_job_of(row, tuple(sent[row.id])) for row in rows]


def _job_of(row: Row[Any], transactions: tuple[SentTransaction, ...]) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        issuer=row.issuer,
        payload=json.loads(row.payload),
        created_at=row.created_at,
        state=row.state,
        transactions=transactions,
        settlement=_settlement_of(row),
        not_before=row.not_before,
        reason=row.reason,
    )


def _settlement_of(row: Row[Any]) -> Settlement | None:
    if row.settled_transaction is None:
        return None
    return Settlement(
        transaction=row.settled_transaction,
        block_number=row.settled_block,
        block_hash=row.settled_block_hash,
        genesis=row.settled_genesis,
        settled_at=row.settled_at,
    )


def _transaction_of(row: Row[Any]) -> SentTransaction:
    return SentTransaction(
        hash=row.hash,
        raw=row.raw,
        sender=row.sender,
        nonce=row.nonce,
        chain_id=row.chain_id,
        genesis=row.genesis,
        signed_at=row.signed_at,
        max_fee=int(row.max_fee),
    )
