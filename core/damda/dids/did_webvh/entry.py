"""One log entry: its form, its hash and its proof (did:webvh 1.0, "Read (Resolve)")."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from ... import strict_json
from ...errors import MalformedInput, ProofInvalid
from ...keys import PublicKey
from ...proofs.check import check_proof
from ...protocols import Json, JsonView, RdfcHash
from ...times import LEEWAY, parse_time
from .hashes import entry_hash
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


class NoJsonLd:
    """A `damda.protocols.Canonicalizer` where only JCS is in use."""

    def nquads(self, document: JsonView, *, hash_name: RdfcHash = "sha256") -> NoReturn:
        raise MalformedInput("JSON-LD is not in use here.", ko="여기서는 JSON-LD를 쓰지 않습니다.")


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
    entry: LogEntry, before: LogEntry | None, scid: str, keys: Collection[str], now: datetime
) -> None:
    """Number, hash, time and proof of an entry that ``keys`` may sign. Raises DidUnresolvable."""
    if entry.number != (before.number + 1 if before else 1):
        raise refused("The entries are not numbered 1, 2, 3.")
    if before is not None and entry.time <= before.time:
        raise refused("An entry is not later than the one before.")
    if entry.time > now + LEEWAY:
        raise refused("An entry is from the future.")
    try:
        if entry_hash(entry.raw, before.version_id if before else scid) != entry.hash:
            raise refused("An entry's hash is not that of its content.")
        check_own_proof(entry.raw, {f"did:key:{key}#{key}" for key in keys}, now)
    except (MalformedInput, ProofInvalid) as error:
        raise refused(f"The proof of entry {entry.number} does not hold. {error.en}") from error


def check_own_proof(document: JsonView, methods: Collection[str], now: datetime) -> str:
    """The verification method, one of ``methods`` (did:key URLs), that signed ``document``.

    Raises ProofInvalid, MalformedInput.
    """

    def key_for(verification_method: str, _purpose: str) -> PublicKey:
        if verification_method not in methods:
            raise ProofInvalid("The key may not sign this.", ko="이 키로는 서명할 수 없습니다.")
        return PublicKey.from_multikey(verification_method.partition("#")[2])

    finding = check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=key_for,
        canonicalizer=NoJsonLd(),
        now=now,
    )
    if finding.cryptosuite != "eddsa-jcs-2022":
        raise ProofInvalid("The cryptosuite is not eddsa-jcs-2022.", ko="서명 방식이 다릅니다.")
    return finding.verification_method
