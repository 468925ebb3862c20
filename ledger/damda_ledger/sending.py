"""Signing, storing, sending: in this order, always, and the same bytes again until a receipt."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from damda.errors import DamdaError, LedgerRejected, LedgerUnavailable
from damda.protocols import Clock

from .anchor_policy import AnchorPolicy, StepReport
from .in_flight import NonceAllocator, Sighting
from .kinds import KINDS
from .outbox import Job, OutboxConflict, OutboxStore, SentTransaction
from .writer import LedgerWriter, TransactionSigner


class Sender:
    """Brings jobs without a successful receipt one move further."""

    def __init__(
        self,
        store: OutboxStore,
        ledger: LedgerWriter,
        signer: TransactionSigner,
        clock: Clock,
        policy: AnchorPolicy,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._signer = signer
        self._clock = clock
        self._policy = policy

    async def send(self, jobs: Sequence[Job], sighting: Sighting, report: StepReport) -> None:
        """Sends again what is in flight, signs what is ready, mends a nonce gap.

        Raises LedgerUnavailable; other trouble is reported and ends only its own job's turn.
        """
        nonces = NonceAllocator(sighting, jobs)
        flying = [job for job in jobs if sighting.in_flight(job)]
        for job in flying:
            await self._again(job, sighting, report)
        for job in jobs:
            if job in flying:
                continue
            if job.state == "sent" and sighting.reverted(job):
                await self._hold(job, "reverted")
            elif job.not_before is None or job.not_before <= self._clock():
                await self._first(job, nonces, sighting, report)
        await self._mend_gap(flying, nonces, sighting, report)

    async def _first(
        self, job: Job, nonces: NonceAllocator, sighting: Sighting, report: StepReport
    ) -> None:
        """Signs and sends; a refusal by the contract holds the job, or drops it if it is final."""
        nonce = nonces.peek()
        try:
            sent = await self._signed(job, nonce, sighting)
            await self._store.add_transaction(job.id, sent)
        except LedgerRejected as error:
            report.trouble.append(error)
            if error.code in KINDS[job.kind].final:
                await self._store.drop(job.id, error.code)
            else:
                await self._hold(job, error.code)
            return
        nonces.take(nonce)
        await self._submit(sent, report)

    async def _again(self, job: Job, sighting: Sighting, report: StepReport) -> None:
        newest = sighting.in_flight(job)[-1]
        if self._clock() - newest.signed_at < self._policy.bump_after:
            await self._submit(newest, report)
            return
        fee = await asyncio.to_thread(self._ledger.fee)
        if fee <= newest.max_fee:
            await self._submit(newest, report)
            return
        await self._replace(job, newest.nonce, sighting, report, above_fee=newest.max_fee)

    async def _mend_gap(
        self, flying: Sequence[Job], nonces: NonceAllocator, sighting: Sighting, report: StepReport
    ) -> None:
        """A nonce that nobody holds blocks all above it: the highest job moves down into it.

        Its older transaction may still be mined later; the contracts take that as no change.
        """
        lowest = {job.id: min(sent.nonce for sent in sighting.in_flight(job)) for job in flying}
        for job in sorted(flying, key=lambda job: -lowest[job.id]):
            gap = nonces.peek()
            if lowest[job.id] < gap:
                return
            if await self._replace(job, gap, sighting, report):
                nonces.take(gap)

    async def _replace(
        self, job: Job, nonce: int, sighting: Sighting, report: StepReport, *, above_fee: int = 0
    ) -> bool:
        try:
            sent = await self._signed(job, nonce, sighting, above_fee=above_fee)
            await self._store.add_transaction(job.id, sent)
        except (LedgerRejected, OutboxConflict) as error:
            report.trouble.append(error)
            return False
        await self._submit(sent, report)
        return True

    async def _signed(
        self, job: Job, nonce: int, sighting: Sighting, *, above_fee: int = 0
    ) -> SentTransaction:
        call = KINDS[job.kind].call(self._ledger, job)
        signed = await asyncio.to_thread(
            self._ledger.sign, call, self._signer, nonce, above_fee=above_fee
        )
        return SentTransaction(
            hash=signed.hash,
            raw=signed.raw,
            sender=self._signer.address,
            nonce=signed.nonce,
            chain_id=self._ledger.chain_id,
            genesis=sighting.genesis,
            signed_at=self._clock(),
            max_fee=signed.max_fee,
        )

    async def _submit(self, sent: SentTransaction, report: StepReport) -> None:
        """A refusal changes nothing: the next step looks at nonce and receipt and goes by those."""
        try:
            await asyncio.to_thread(self._ledger.submit, sent.raw)
        except LedgerUnavailable:
            raise
        except DamdaError as error:
            report.trouble.append(error)
            return
        report.sent += 1

    async def _hold(self, job: Job, reason: str) -> None:
        await self._store.hold(job.id, until=self._clock() + self._policy.hold, reason=reason)
