"""The anchoring worker: takes the outbox to the ledger, one bounded `step` at a time.

Each step looks anew at the store and at the chain, and what it does next depends on nothing else.
So a worker may die between any two calls: the next one goes on from what is stored. Whatever is
said twice is said with the same bytes, or changes nothing in the contracts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from damda.errors import DamdaError
from damda.protocols import Clock, Entropy

from .anchor_policy import AnchorPolicy, StepReport
from .batching import close_batches
from .chain_check import reopen_lost
from .in_flight import Sighting
from .outbox import MAX_OPEN_JOBS, Job, OutboxStore
from .sending import Sender
from .settling import Settler
from .writer import Head, LedgerWriter, TransactionSigner

__all__ = ["AnchorPolicy", "AnchorWorker", "StepReport"]


class AnchorWorker:
    """One worker per account key and store. Call ``await step()`` in a loop.

    Ledger calls run in threads. Errors of the database pass through; a ledger in trouble never
    raises: it is in the report.
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
        self._account = signer.address
        self._clock = clock
        self._entropy = entropy
        self._policy = policy or AnchorPolicy()
        self._sender = Sender(store, ledger, signer, clock, self._policy)
        self._settler = Settler(store, ledger, clock, self._policy)

    async def step(self) -> StepReport:
        """Close the batches that are due, settle what is mined, sign and send what is ready."""
        report = StepReport()
        try:
            report.batched = await close_batches(
                self._store,
                max_items=self._policy.max_items,
                max_seconds=self._policy.max_seconds,
                now=self._clock(),
                entropy=self._entropy,
            )
            await self._to_the_ledger(report)
        except DamdaError as error:
            report.trouble.append(error)
        return report

    async def _to_the_ledger(self, report: StepReport) -> None:
        head = await asyncio.to_thread(self._ledger.head)
        report.reopened = await reopen_lost(self._store, self._ledger, head)
        jobs = await self._store.open_jobs(MAX_OPEN_JOBS)
        if not jobs:
            return
        sighting = await self._look(head, jobs)
        waiting = []
        for job in jobs:
            receipt = sighting.success(job)
            if receipt is None:
                waiting.append(job)
            else:
                await self._settler.settle(job, receipt, head, report)
        await self._sender.send(waiting, sighting, report)

    async def _look(self, head: Head, jobs: Sequence[Job]) -> Sighting:
        hashes = [
            sent.hash for job in jobs for sent in job.transactions if sent.genesis == head.genesis
        ]
        nonces = await asyncio.to_thread(self._ledger.nonces, self._account)
        receipts = await asyncio.to_thread(self._ledger.receipts, hashes)
        found = {receipt.transaction: receipt for receipt in receipts if receipt is not None}
        return Sighting(self._account, head.genesis, nonces, found)
