"""One log entry: its form, its hash and its proof (did:webvh 1.0, "Read (Resolve)")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ... import strict_json
from ...errors import MalformedInput, ProofInvalid
from ...keys import PublicKey
from ...protocols import Json
from ...times import LEEWAY, parse_time
from .hashes import CanonicalEntry
from .log_proof import check_log_proof, proofs_of_entry
from .refusal import refused

MAX_ENTRY_BYTES = 262_144
_NAMES = {"versionId", "versionTime", "parameters", "state", "proof"}
_VERSION_ID = re.compile(r"([1-9][0-9]{0,6})-([1-9A-HJ-NP-Za-km-z]{46})", re.ASCII)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry whose form was checked; nothing of it is verified yet."""

    raw: Json
    version_id: str
    number: int
    hash: str
    time: datetime
    parameters: Json
    state: Json


def parse_entry(line: bytes) -> LogEntry:
    """The entry of one line of the log. Raises DidUnresolvable."""
    try:
        raw = strict_json.loads_object(line, max_bytes=MAX_ENTRY_BYTES)
        time = parse_time(raw.get("versionTime"))
    except MalformedInput as error:
        raise refused(f"A log entry can't be read: {error.en}") from error
    if raw.keys() != _NAMES:
        raise refused("A log entry has other members than the five of the specification.")
    version = raw["versionId"]
    match = _VERSION_ID.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        raise refused("A versionId is no number, dash and hash.")
    if not raw["versionTime"].endswith(("Z", "+00:00")):
        raise refused("A versionTime is not in UTC.")
    if not isinstance(raw["parameters"], dict) or not isinstance(raw["state"], dict):
        raise refused("parameters and state must be JSON objects.")
    return LogEntry(raw, match[0], int(match[1]), match[2], time, raw["parameters"], raw["state"])


def check_entry(
    entry: LogEntry,
    before: LogEntry | None,
    scid: str,
    methods: Mapping[str, PublicKey],
    now: datetime,
) -> None:
    """Number, hash, time and proofs of an entry that the keys of ``methods`` may sign.

    Of several proofs every one must hold. Raises DidUnresolvable.
    """
    if entry.number != (before.number + 1 if before else 1):
        raise refused("The entries are not numbered 1, 2, 3.")
    if before is not None and entry.time <= before.time:
        raise refused("An entry is not later than the one before.")
    if entry.time > now + LEEWAY:
        raise refused("An entry is from the future.")
    try:
        canonical = CanonicalEntry.of(entry.raw)
        if canonical.hash_after(before.version_id if before else scid) != entry.hash:
            raise refused("An entry's hash is not that of its content.")
        signed = canonical.with_version(entry.version_id)
        for proof in proofs_of_entry(entry.raw["proof"]):
            check_log_proof(proof, signed, methods, now)
    except (MalformedInput, ProofInvalid) as error:
        raise refused(f"The proof of entry {entry.number} does not hold. {error.en}") from error
