"""What a job can say on the ledger: a literal table from kind to its call, check and last words.

A new kind is one row here and one method pair in `writer.LedgerWriter`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from .hexes import bytes32_from, int_from
from .outbox import Job, JobKind
from .writer import Call, LedgerWriter


@dataclass(frozen=True, slots=True)
class Kind:
    """``call`` builds the contract call; ``holds`` tells whether the contract's state agrees.

    ``final`` are the refusals that no waiting can cure: the job is dropped.
    """

    call: Callable[[LedgerWriter, Job], Call]
    holds: Callable[[LedgerWriter, Job], bool]
    final: frozenset[str]


def root_of(job: Job) -> bytes:
    """The batch's Merkle root. Raises MalformedInput."""
    return bytes32_from(job.payload["root"])


def log_head_job(*, id: str, issuer: str, head: bytes, version: int, created_at: datetime) -> Job:
    """A job that publishes the newest head (32 bytes) and version number of an issuer's DID log."""
    return Job(
        id=id,
        kind="log_head",
        issuer=issuer,
        payload={"head": "0x" + head.hex(), "version": version},
        created_at=created_at,
    )


def anchor_job(*, id: str, issuer: str, root: bytes, created_at: datetime) -> Job:
    """A job that anchors a batch's Merkle root (32 bytes)."""
    return Job(
        id=id,
        kind="anchor_root",
        issuer=issuer,
        payload={"root": "0x" + root.hex()},
        created_at=created_at,
    )


def _anchor_call(ledger: LedgerWriter, job: Job) -> Call:
    return ledger.anchor_call(job.issuer, root_of(job))


def _anchor_holds(ledger: LedgerWriter, job: Job) -> bool:
    record = ledger.root_record(root_of(job))
    return record is not None and record.issuer_hash == ledger.issuer_hash(job.issuer)


def _log_head_call(ledger: LedgerWriter, job: Job) -> Call:
    head, version = bytes32_from(job.payload["head"]), int_from(job.payload["version"])
    return ledger.log_head_call(job.issuer, head, version)


def _log_head_holds(ledger: LedgerWriter, job: Job) -> bool:
    """A later head also counts: it could only be set after this one, or instead of it."""
    now = ledger.issuer_log_head(job.issuer)
    return now is not None and now.version >= int_from(job.payload["version"])


KINDS: dict[JobKind, Kind] = {
    "anchor_root": Kind(_anchor_call, _anchor_holds, frozenset({"root_of_another_issuer"})),
    "log_head": Kind(_log_head_call, _log_head_holds, frozenset({"stale_log_version"})),
}
