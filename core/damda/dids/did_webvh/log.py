"""Reading a log: every entry is verified, whatever version is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ...errors import MalformedInput
from ...protocols import Json
from .address import parse_did
from .entry import LogEntry, check_entry, parse_entry
from .hashes import scid_of, version_digest
from .parameters import (
    Parameters,
    active_keys,
    active_witnesses,
    first_parameters,
    next_parameters,
)
from .refusal import refused
from .witness import approvals_of, check_witnesses

MAX_LOG_BYTES = 4_194_304
MAX_ENTRIES = 1_000


@dataclass(frozen=True, slots=True)
class WebvhState:
    """The DID at one log entry, and the digests of the whole log.

    ``version_digests`` has SHA-256 of each versionId, oldest first; ``head_digest`` is the last.
    ``deactivated`` is of this entry.
    """

    document: Json
    version_id: str
    version_number: int
    version_time: datetime
    version_digests: tuple[bytes, ...]
    deactivated: bool

    @property
    def head_digest(self) -> bytes:
        """SHA-256 of the versionId of the log's newest entry, whatever version this is."""
        return self.version_digests[-1]


@dataclass(frozen=True, slots=True)
class VerifiedEntry:
    """An entry that holds, and the parameters in force before and after it."""

    entry: LogEntry
    before: Parameters | None
    after: Parameters


def resolve_log(
    did: str,
    log: bytes,
    *,
    now: datetime,
    version_time: datetime | None = None,
    witness_proofs: bytes | None = None,
) -> WebvhState:
    """The state of ``did`` at the last entry, or at the last one not after ``version_time``.

    ``witness_proofs`` is ``did-witness.json``; a log with witnesses does not hold without. Raises
    DidUnresolvable if anything in the log doesn't hold, or the DID was not there yet.
    """
    address = parse_did(did)
    entries = verified_entries(log, now, witness_proofs)
    if entries[0].after.scid != address.scid:
        raise refused("The log is of another DID.")
    if all(verified.entry.state["id"] != did for verified in entries):
        raise refused("The log never had this DID.")
    asked = [v for v in entries if version_time is None or v.entry.time <= version_time]
    if not asked:
        raise refused("The DID was not there yet at that time.")
    chosen = asked[-1]
    return WebvhState(
        document=chosen.entry.state,
        version_id=chosen.entry.version_id,
        version_number=chosen.entry.number,
        version_time=chosen.entry.time,
        version_digests=tuple(version_digest(v.entry.version_id) for v in entries),
        deactivated=chosen.after.deactivated,
    )


def verified_entries(
    log: bytes, now: datetime, witness_proofs: bytes | None = None
) -> list[VerifiedEntry]:
    """All entries of a log that holds; at least one. Raises DidUnresolvable."""
    verified: list[VerifiedEntry] = []
    for line in _lines(log):
        verified.append(_verified(parse_entry(line), verified[-1] if verified else None, now))
    needed = {
        v.entry.number: witnesses
        for v in verified
        if (witnesses := active_witnesses(v.before, v.after)) is not None
    }
    if needed:
        versions = {v.entry.version_id: v.entry.number for v in verified}
        known = frozenset[str]().union(*(witnesses.ids for witnesses in needed.values()))
        check_witnesses(needed, approvals_of(witness_proofs, versions, known, now))
    return verified


def _verified(entry: LogEntry, previous: VerifiedEntry | None, now: datetime) -> VerifiedEntry:
    before = previous.after if previous else None
    if before is not None and before.deactivated:
        raise refused("An entry follows the deactivation.")
    after = (
        next_parameters(before, entry.parameters) if before else first_parameters(entry.parameters)
    )
    check_entry(
        entry, previous.entry if previous else None, after.scid, active_keys(before, after), now
    )
    if previous is None:
        _check_scid(entry, after.scid)
    _check_id(entry, previous)
    return VerifiedEntry(entry, before, after)


def _check_scid(entry: LogEntry, scid: str) -> None:
    try:
        expected = scid_of(entry.raw, scid)
    except MalformedInput as error:
        raise refused("The first entry has no SCID.") from error
    if expected != scid:
        raise refused("The SCID is not the hash of the first entry.")


def _check_id(entry: LogEntry, previous: VerifiedEntry | None) -> None:
    did = entry.state.get("id")
    address = parse_did(did)
    if previous is None:
        if address.scid != entry.parameters["scid"]:
            raise refused("The document's id has another SCID.")
        return
    former = previous.entry.state["id"]
    if address.scid != previous.after.scid:
        raise refused("The document's id has another SCID.")
    if did != former:
        known_as = entry.state.get("alsoKnownAs")
        if not previous.after.portable:
            raise refused("The DID was moved and is not portable.")
        if not isinstance(known_as, list) or former not in known_as:
            raise refused("A moved DID does not name the former one.")


def _lines(log: bytes) -> Iterator[bytes]:
    if len(log) > MAX_LOG_BYTES:
        raise refused(f"The log is longer than {MAX_LOG_BYTES} bytes.")
    lines = log.removesuffix(b"\n").split(b"\n")
    if len(lines) > MAX_ENTRIES:
        raise refused(f"The log has more than {MAX_ENTRIES} entries.")
    yield from lines
