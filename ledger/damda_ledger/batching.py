"""Closing batches: pending items become the salted leaves of one root."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from damda.errors import MalformedInput
from damda.protocols import AnchorProof, Entropy

from . import merkle
from .kinds import anchor_job, root_of
from .outbox import (
    MAX_OPEN_JOBS,
    BatchedItem,
    BatchLeaf,
    Job,
    OutboxItem,
    OutboxStore,
    Queue,
)

MAX_BATCHES = 100
"""How many batches of one issuer a step closes."""


async def close_batches(
    store: OutboxStore, *, max_items: int, max_seconds: float, now: datetime, entropy: Entropy
) -> int:
    """Closes what is due, per issuer, and gives the number of batches. Needs no ledger.

    An issuer whose last batch could not be sent yet waits: a ledger that is down for a day, or an
    issuer suspended that long, then costs a few full batches and not a thousand small ones.
    """
    due = [q for q in await store.queues() if _due(q, max_items, max_seconds, now)]
    if not due:
        return 0
    unsent = {job.issuer for job in await store.open_jobs(MAX_OPEN_JOBS) if _is_unsent(job)}
    made = 0
    for queue in due:
        if queue.issuer in unsent:
            continue
        for _ in range(min(MAX_BATCHES, max(1, queue.count // max_items))):
            items = await store.pending_items(queue.issuer, max_items)
            if not items:
                break
            job, leaves = await asyncio.to_thread(_batch, queue.issuer, items, now, entropy)
            await store.add_batch(job, leaves)
            made += 1
    return made


def inclusion_proofs(
    job: Job,
    items: Sequence[BatchedItem],
    *,
    chain_id: int,
    contract: str,
    transaction: bytes,
    block: int,
) -> dict[str, AnchorProof]:
    """The proof of each item by its id. Raises MalformedInput if the leaves don't give the root."""
    root = root_of(job)
    tree = merkle.tree([merkle.leaf(item.salt, item.digest) for item in items])
    if tree.root != root or [item.index for item in items] != list(range(len(items))):
        raise MalformedInput(
            f"The stored leaves of batch {job.id} do not give its root.",
            ko=f"저장된 묶음 {job.id}의 잎이 루트와 맞지 않습니다.",
            code="batch_corrupt",
        )
    return {
        item.item_id: AnchorProof(
            chain_id=chain_id,
            contract=contract,
            issuer=job.issuer,
            salt=item.salt,
            path=tree.proof(item.index),
            root=root,
            transaction=transaction,
            block_number=block,
        )
        for item in items
    }


def _is_unsent(job: Job) -> bool:
    return job.kind == "anchor_root" and job.state == "ready"


def _due(queue: Queue, max_items: int, max_seconds: float, now: datetime) -> bool:
    return queue.count >= max_items or now - queue.oldest >= timedelta(seconds=max_seconds)


def _batch(
    issuer: str, items: Sequence[OutboxItem], now: datetime, entropy: Entropy
) -> tuple[Job, list[BatchLeaf]]:
    # One salt per leaf: equal claims must not give equal leaves, and a holder who shows one salt
    # must not give away a neighbour's.
    leaves = [BatchLeaf(item.id, index, entropy(32)) for index, item in enumerate(items)]
    tree = merkle.tree(
        [merkle.leaf(leaf.salt, item.digest) for leaf, item in zip(leaves, items, strict=True)]
    )
    job = anchor_job(id=entropy(16).hex(), issuer=issuer, root=tree.root, created_at=now)
    return job, leaves
