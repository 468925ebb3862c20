"""Settling jobs: a successful receipt, deep enough, and the contract's state saying the same."""

from __future__ import annotations

import asyncio

from damda.errors import DamdaError, LedgerRejected, LedgerUnavailable
from damda.protocols import AnchorProof, Clock

from .anchor_policy import AnchorPolicy, StepReport
from .batching import inclusion_proofs
from .kinds import KINDS, root_of
from .outbox import Job, OutboxStore, Settlement
from .writer import Head, LedgerWriter, Receipt


class Settler:
    """Turns receipts into settlements and inclusion proofs."""

    def __init__(
        self, store: OutboxStore, ledger: LedgerWriter, clock: Clock, policy: AnchorPolicy
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._clock = clock
        self._policy = policy

    async def settle(self, job: Job, receipt: Receipt, head: Head, report: StepReport) -> None:
        """Settles the job, or leaves it as it is if its block is not final under ``head``.

        Raises LedgerUnavailable; other trouble is reported.
        """
        # ``head`` is the one that was marked: a block above it waits for the next step.
        if head.number - receipt.block_number + 1 < self._policy.confirmations:
            return
        try:
            proofs = await self._proofs(job, receipt)
        except LedgerUnavailable:
            raise
        except DamdaError as error:
            report.trouble.append(error)
            return
        settlement = Settlement(
            transaction=receipt.transaction,
            block_number=receipt.block_number,
            block_hash=receipt.block_hash,
            genesis=head.genesis,
            settled_at=self._clock(),
        )
        await self._store.settle(job.id, settlement, proofs)
        report.settled += 1
        report.anchored += len(proofs)

    async def _proofs(self, job: Job, receipt: Receipt) -> dict[str, AnchorProof]:
        # A transaction to an address without code succeeds too: only the state tells.
        if not await asyncio.to_thread(KINDS[job.kind].holds, self._ledger, job):
            raise LedgerRejected(
                f"The transaction of job {job.id} was mined, but the contract does not show it.",
                ko="거래는 처리되었으나 계약의 상태에 나타나지 않습니다.",
                code="state_disagrees",
            )
        items = await self._store.leaves(job.id)
        if not items:
            return {}
        record = await asyncio.to_thread(self._ledger.root_record, root_of(job))
        return await asyncio.to_thread(
            inclusion_proofs,
            job,
            items,
            chain_id=self._ledger.chain_id,
            contract=self._ledger.anchor_contract,
            transaction=receipt.transaction,
            # After a second, redundant transaction the root is still where it was first.
            block=record.block_number if record else receipt.block_number,
        )
