"""What became of the open jobs' transactions, and which nonces are free: pure, from one look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .outbox import Job, SentTransaction
from .writer import Nonces, Receipt


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look at the chain: who looks, which chain it is, its nonces, and the receipts by hash.

    The nonces were read before the receipts: a nonce that is used up and no receipt of ours means
    that something else used it.
    """

    sender: str
    genesis: bytes
    nonces: Nonces
    receipts: Mapping[bytes, Receipt]

    def live(self, job: Job) -> list[SentTransaction]:
        """The transactions made for this chain, newest last."""
        return [sent for sent in job.transactions if sent.genesis == self.genesis]

    def success(self, job: Job) -> Receipt | None:
        """The receipt of a transaction of the job that was mined and succeeded."""
        receipts = (self.receipts.get(sent.hash) for sent in self.live(job))
        return next((receipt for receipt in receipts if receipt and receipt.succeeded), None)

    def reverted(self, job: Job) -> bool:
        """Whether the job's newest transaction was mined and failed."""
        live = self.live(job)
        receipt = self.receipts.get(live[-1].hash) if live else None
        return receipt is not None and not receipt.succeeded

    def in_flight(self, job: Job) -> list[SentTransaction]:
        """The transactions that can still be mined, newest last."""
        return [
            sent
            for sent in self.live(job)
            if sent.sender == self.sender
            and sent.nonce >= self.nonces.mined
            and sent.hash not in self.receipts
        ]


class NonceAllocator:
    """The one place where nonces are given out: the lowest that neither a job nor the pool holds."""

    def __init__(self, sighting: Sighting, jobs: Sequence[Job]) -> None:
        self._taken = {sent.nonce for job in jobs for sent in sighting.in_flight(job)}
        self._next = sighting.nonces.pending

    def peek(self) -> int:
        while self._next in self._taken:
            self._next += 1
        return self._next

    def take(self, nonce: int) -> None:
        """Call after the transaction is stored: a failed signature must not leave a gap."""
        self._taken.add(nonce)
