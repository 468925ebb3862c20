"""`OutboxStore` in memory: for tests, and the shortest account of what a store has to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from damda.protocols import AnchorProof

from .outbox import (
    BatchedItem,
    BatchLeaf,
    ChainMark,
    ItemState,
    Job,
    OutboxConflict,
    OutboxItem,
    Queue,
    SentTransaction,
    Settlement,
)


@dataclass(slots=True)
class MemoryOutbox:
    """``items``, ``jobs`` and ``proofs`` by id may be read; they are changed by the methods."""

    items: dict[str, OutboxItem] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    proofs: dict[str, AnchorProof] = field(default_factory=dict)
    mark: ChainMark | None = None
    _leaves: dict[str, list[BatchLeaf]] = field(default_factory=dict)

    def add_item(self, item: OutboxItem) -> None:
        """What an application does in the transaction of its issuance."""
        self.items[item.id] = item

    async def queues(self) -> Sequence[Queue]:
        created: dict[str, list[datetime]] = defaultdict(list)
        for item in self._pending():
            created[item.issuer].append(item.created_at)
        return [Queue(issuer, len(times), min(times)) for issuer, times in created.items()]

    async def pending_items(self, issuer: str, limit: int) -> Sequence[OutboxItem]:
        mine = [item for item in self._pending() if item.issuer == issuer]
        return sorted(mine, key=lambda item: (item.created_at, item.id))[:limit]

    async def add_batch(self, job: Job, leaves: Sequence[BatchLeaf]) -> None:
        if any(self.items[leaf.item_id].state != "pending" for leaf in leaves):
            raise _conflict("an item is in another batch already")
        self.jobs[job.id] = job
        self._leaves[job.id] = list(leaves)
        self._move(job.id, "batched")

    async def add_job(self, job: Job) -> None:
        self.jobs[job.id] = job

    async def open_jobs(self, limit: int) -> Sequence[Job]:
        open_ = [job for job in self.jobs.values() if job.state in ("ready", "sent")]
        return sorted(open_, key=lambda job: (job.created_at, job.id))[:limit]

    async def leaves(self, job_id: str) -> Sequence[BatchedItem]:
        return [
            BatchedItem(leaf.item_id, leaf.index, leaf.salt, self.items[leaf.item_id].digest)
            for leaf in sorted(self._leaves.get(job_id, ()), key=lambda leaf: leaf.index)
        ]

    async def add_transaction(self, job_id: str, transaction: SentTransaction) -> None:
        job = self.jobs[job_id]
        others = [other for other in await self.open_jobs(len(self.jobs)) if other.id != job_id]
        if job.state not in ("ready", "sent"):
            raise _conflict("the job is no longer open")
        if any(_slot(transaction) == _slot(sent) for o in others for sent in o.transactions):
            raise _conflict("the nonce is another job's")
        self.jobs[job_id] = replace(
            job,
            state="sent",
            transactions=(*job.transactions, transaction),
            not_before=None,
            reason=None,
        )
        self._move(job_id, "sent")

    async def hold(self, job_id: str, *, until: datetime, reason: str) -> None:
        held = replace(self.jobs[job_id], state="ready", not_before=until, reason=reason)
        self.jobs[job_id] = held
        self._move(job_id, "batched")

    async def settle(
        self, job_id: str, settlement: Settlement, proofs: Mapping[str, AnchorProof]
    ) -> None:
        self.jobs[job_id] = replace(self.jobs[job_id], state="settled", settlement=settlement)
        self._move(job_id, "anchored")
        self.proofs.update(proofs)

    async def reopen(self, job_id: str) -> None:
        self.jobs[job_id] = replace(self.jobs[job_id], state="ready", settlement=None)
        self._move(job_id, "batched")
        for leaf in self._leaves.get(job_id, ()):
            self.proofs.pop(leaf.item_id, None)

    async def drop(self, job_id: str, reason: str) -> None:
        self.jobs[job_id] = replace(self.jobs[job_id], state="dropped", reason=reason)
        self._move(job_id, "pending")
        self._leaves.pop(job_id, None)

    async def settled_jobs(self, *, offset: int, limit: int) -> Sequence[Job]:
        settled = [(job.settlement, job) for job in self.jobs.values() if job.state == "settled"]
        newest = sorted(
            ((place.block_number, job.id, job) for place, job in settled if place is not None),
            key=lambda row: (-row[0], row[1]),
        )
        return [job for _, _, job in newest[offset : offset + limit]]

    async def chain_mark(self) -> ChainMark | None:
        return self.mark

    async def set_chain_mark(self, mark: ChainMark) -> None:
        self.mark = mark

    def _pending(self) -> list[OutboxItem]:
        return [item for item in self.items.values() if item.state == "pending"]

    def _move(self, job_id: str, state: ItemState) -> None:
        for leaf in self._leaves.get(job_id, ()):
            self.items[leaf.item_id] = replace(self.items[leaf.item_id], state=state)


def _slot(transaction: SentTransaction) -> tuple[str, bytes, int]:
    return transaction.sender, transaction.genesis, transaction.nonce


def _conflict(why: str) -> OutboxConflict:
    return OutboxConflict(
        f"The outbox was changed by another worker: {why}.",
        ko="다른 작업자가 발신함을 먼저 바꾸었습니다. 다시 시도합니다.",
    )
