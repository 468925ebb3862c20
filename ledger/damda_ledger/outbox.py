"""The outbox: what is to be said on the ledger, kept in the application's own database.

An issuance puts an :class:`OutboxItem` into the store in the same database transaction as the
credential. The :class:`~damda_ledger.anchoring.AnchorWorker` does the rest through
:class:`OutboxStore`. Every method of the store is one database transaction: after a crash the
store shows either all of a call's effect or none of it.

::

    item   pending ----> batched ----> sent ----> anchored
    job                  ready ------> sent ----> settled     (a batch is a job of kind anchor_root)
                           ^____________|  ^__________|       held; the chain lost its blocks
                         dropped                              never again; its items are pending

A job may have several signed transactions (a higher fee, another nonce). All are kept, because
any of them may be the one that gets mined; the contracts take the same content twice as a success.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from damda.errors import DamdaError
from damda.protocols import AnchorProof

type ItemState = Literal["pending", "batched", "sent", "anchored"]
type JobKind = Literal["anchor_root", "log_head"]
type JobState = Literal["ready", "sent", "settled", "dropped"]

MAX_OPEN_JOBS = 500
"""How many open jobs one step of the worker looks at."""


class OutboxConflict(DamdaError):
    """The store is no longer in the state that the caller saw: another worker was faster."""

    code = "outbox_conflict"


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One digest (32 bytes, `damda.credentials.anchor_digest`) that ``issuer`` (a DID) wants anchored.

    ``id`` is the store's; ``created_at`` is aware, UTC.
    """

    id: str
    issuer: str
    digest: bytes
    created_at: datetime
    state: ItemState = "pending"


@dataclass(frozen=True, slots=True)
class Queue:
    """How many items of one issuer are pending, and since when the oldest of them."""

    issuer: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class BatchLeaf:
    """An item's place in its batch: ``index`` is its position among the leaves; 32 bytes of salt."""

    item_id: str
    index: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class BatchedItem:
    """A leaf together with the digest of its item."""

    item_id: str
    index: int
    salt: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class SentTransaction:
    """A signed transaction, stored before it is sent.

    ``raw`` is sent again, unchanged, until there is a receipt. ``hash`` is computed from ``raw``,
    never taken from a node's answer. ``genesis`` (block hash) tells which chain it was made for.
    """

    hash: bytes
    raw: bytes
    sender: str
    nonce: int
    chain_id: int
    genesis: bytes
    signed_at: datetime
    max_fee: int
    """wei per gas; a replacement with the same nonce must pay more."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """Where a job's transaction was mined, with receipt status 1 and the contract agreeing."""

    transaction: bytes
    block_number: int
    block_hash: bytes
    genesis: bytes
    settled_at: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """One transaction's worth of content. ``payload`` is JSON, see `damda_ledger.kinds`.

    ``not_before`` and ``reason`` are set while a job is held because the ledger refused it.
    """

    id: str
    kind: JobKind
    issuer: str
    payload: Mapping[str, str | int]
    created_at: datetime
    state: JobState = "ready"
    transactions: tuple[SentTransaction, ...] = ()
    """Oldest first."""
    settlement: Settlement | None = None
    not_before: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ChainMark:
    """The newest block that the worker has seen; a chain that lacks it has gone back."""

    genesis: bytes
    number: int
    hash: bytes


class OutboxStore(Protocol):
    """What the worker needs of a database. Each call is one transaction; see the module's text."""

    async def queues(self) -> Sequence[Queue]:
        """One row per issuer that has pending items."""
        ...

    async def pending_items(self, issuer: str, limit: int) -> Sequence[OutboxItem]:
        """The issuer's oldest pending items, oldest first."""
        ...

    async def add_batch(self, job: Job, leaves: Sequence[BatchLeaf]) -> None:
        """Stores a ready job and its leaves; their items become batched.

        Raises OutboxConflict, storing nothing, if any of the items is not pending.
        """
        ...

    async def add_job(self, job: Job) -> None:
        """Stores a ready job that is not a batch (a log head)."""
        ...

    async def open_jobs(self, limit: int) -> Sequence[Job]:
        """Jobs that are ready or sent, with their transactions, oldest first."""
        ...

    async def leaves(self, job_id: str) -> Sequence[BatchedItem]:
        """The leaves of a batch in the order of ``index``; empty for other kinds."""
        ...

    async def add_transaction(self, job_id: str, transaction: SentTransaction) -> None:
        """Appends a signed transaction; the job and its items become sent; clears a hold.

        Raises OutboxConflict if the job is not ready or sent, or if another job that is ready or
        sent holds a transaction of the same sender, genesis and nonce (a replacement of the same
        job may share its nonce).
        """
        ...

    async def hold(self, job_id: str, *, until: datetime, reason: str) -> None:
        """The job is ready again, not before ``until``; its items are batched; transactions stay."""
        ...

    async def settle(
        self, job_id: str, settlement: Settlement, proofs: Mapping[str, AnchorProof]
    ) -> None:
        """The job is settled; each item named in ``proofs`` is anchored and keeps its proof."""
        ...

    async def reopen(self, job_id: str) -> None:
        """A settled job is ready again, because the chain lost it; its items are batched.

        The transactions stay: their bytes are sent again if the nonce still fits. The settlement
        and the items' proofs are forgotten.
        """
        ...

    async def drop(self, job_id: str, reason: str) -> None:
        """The job will never be sent again. The items of a batch are pending again, without salt."""
        ...

    async def settled_jobs(self, *, offset: int, limit: int) -> Sequence[Job]:
        """Settled jobs, highest settlement block first, then by id."""
        ...

    async def chain_mark(self) -> ChainMark | None: ...

    async def set_chain_mark(self, mark: ChainMark) -> None: ...
