"""The approvals of witnesses, ``did-witness.json`` (did:webvh 1.0, "DID Witnesses")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ... import strict_json
from ...canonical.jcs import jcs
from ...errors import MalformedInput, ProofInvalid
from ...keys import PublicKey
from .log_proof import check_log_proof
from .refusal import refused
from .witness_list import Witnesses

MAX_WITNESS_BYTES = 1_048_576
_MAX_PROOFS = 1_000

type Approvals = Mapping[str, int]
"""Witness DID to the number of the newest published entry that it approved."""


def check_witnesses(needed: Mapping[int, Witnesses], approvals: Approvals) -> None:
    """Whether enough witnesses approved each entry, by number. Raises DidUnresolvable."""
    for number, witnesses in needed.items():
        # Who approves an entry approves all before it.
        count = sum(1 for did in witnesses.ids if approvals.get(did, 0) >= number)
        if count < witnesses.threshold:
            raise refused(
                f"Entry {number} was approved by {count} witnesses of {witnesses.threshold}."
            )


def approvals_of(
    witness_proofs: bytes | None,
    versions: Mapping[str, int],
    methods: Mapping[str, PublicKey],
    now: datetime,
) -> Approvals:
    """The approvals that hold. ``versions`` has the published versionIds with their numbers,
    ``methods`` the witnesses' keys; proofs for others, by strangers, or that don't hold count for
    nothing.

    Raises DidUnresolvable for a file that can't be read.
    """
    approvals: dict[str, int] = {}
    for version_id, proof in proofs_in(witness_proofs):
        number = versions.get(version_id)
        if number is None:
            continue
        try:
            method = check_log_proof(proof, signed_approval(version_id), methods, now)
        except (MalformedInput, ProofInvalid):
            continue
        did = method.partition("#")[0]
        approvals[did] = max(number, approvals.get(did, 0))
    return approvals


def signed_approval(version_id: str) -> bytes:
    """The canonical form of what a witness signs."""
    return jcs({"versionId": version_id})


def proofs_in(witness_proofs: bytes | None) -> Iterator[tuple[str, Any]]:
    """The versionId and the proof of each approval of the file, as they stand; no file has none.

    Raises DidUnresolvable for a file of another form.
    """
    if witness_proofs is None:
        return
    try:
        records = strict_json.loads(witness_proofs, max_bytes=MAX_WITNESS_BYTES)
    except MalformedInput as error:
        raise refused(f"The witness file can't be read: {error.en}") from error
    count = 0
    for record in records if isinstance(records, list) else ():
        version_id = record.get("versionId") if isinstance(record, dict) else None
        proofs = record.get("proof") if isinstance(record, dict) else None
        if not isinstance(version_id, str) or not isinstance(proofs, list):
            raise refused("The witness file is not of the specification's form.")
        for proof in proofs:
            count += 1
            if count > _MAX_PROOFS:
                raise refused(f"The witness file has more than {_MAX_PROOFS} proofs.")
            yield version_id, proof


def names_witnesses(log: bytes) -> bool:
    """Whether a log that is not read yet may need its ``did-witness.json``.

    A log that hides the word behind escapes has no approvals then, and does not hold.
    """
    return b'"witnesses"' in log
