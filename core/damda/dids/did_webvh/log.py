"""Reading a log: every entry is verified, whatever version is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ...errors import MalformedInput
from .address import parse_did
from .entry import LogEntry, check_entry, parse_entry
from .hashes import scid_of
from .log_proof import Ed25519Keys
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
class VerifiedEntry:
    """An entry that holds, and the parameters in force before and after it."""

    entry: LogEntry
    before: Parameters | None
    after: Parameters


def verified_entries(
    log: bytes, now: datetime, witness_proofs: bytes | None = None
) -> list[VerifiedEntry]:
    """All entries of a log that holds; at least one. Raises DidUnresolvable."""
    keys = Ed25519Keys()
    verified = _read(log, keys, now)
    # "Verifying Witness Proofs During Resolution": only after everything else holds.
    _check_witnessed(verified, keys, witness_proofs, now)
    return verified


def entries_but_for_witnesses(log: bytes, now: datetime) -> list[VerifiedEntry]:
    """As `verified_entries`, for whoever is yet to collect the approvals. Raises DidUnresolvable."""
    return _read(log, Ed25519Keys(), now)


def _read(log: bytes, keys: Ed25519Keys, now: datetime) -> list[VerifiedEntry]:
    verified: list[VerifiedEntry] = []
    for line in _lines(log):
        previous = verified[-1] if verified else None
        verified.append(_verified(parse_entry(line), previous, keys, now))
    return verified


def _check_witnessed(
    verified: list[VerifiedEntry], keys: Ed25519Keys, witness_proofs: bytes | None, now: datetime
) -> None:
    needed = {
        v.entry.number: witnesses
        for v in verified
        if (witnesses := active_witnesses(v.before, v.after)) is not None
    }
    if needed:
        versions = {v.entry.version_id: v.entry.number for v in verified}
        dids = dict.fromkeys(did for witnesses in needed.values() for did in witnesses.ids)
        methods = keys.methods(tuple(did.removeprefix("did:key:") for did in dids))
        check_witnesses(needed, approvals_of(witness_proofs, versions, methods, now))


def _verified(
    entry: LogEntry, previous: VerifiedEntry | None, keys: Ed25519Keys, now: datetime
) -> VerifiedEntry:
    before = previous.after if previous else None
    if before is None:
        after = first_parameters(entry.parameters, keys)
    elif before.deactivated:
        raise refused("An entry follows the deactivation.")
    else:
        after = next_parameters(before, entry.parameters, keys)
    methods = keys.methods(active_keys(before, after))
    check_entry(entry, previous.entry if previous else None, after.scid, methods, now)
    if previous is None:
        _check_first_id(entry, after.scid)
    else:
        _check_id(entry, previous)
    return VerifiedEntry(entry, before, after)


def _check_first_id(entry: LogEntry, scid: str) -> None:
    try:
        expected = scid_of(entry.raw, scid)
    except MalformedInput as error:
        raise refused("The first entry has no SCID.") from error
    if expected != scid:
        raise refused("The SCID is not the hash of the first entry.")
    if parse_did(entry.state.get("id")).scid != scid:
        raise refused("The document's id has another SCID.")


def _check_id(entry: LogEntry, previous: VerifiedEntry) -> None:
    did, former = entry.state.get("id"), previous.entry.state["id"]
    if did == former:
        return
    if parse_did(did).scid != previous.after.scid:
        raise refused("The document's id has another SCID.")
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
