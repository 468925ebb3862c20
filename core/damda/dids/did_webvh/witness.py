"""The approvals of witnesses, ``did-witness.json`` (did:webvh 1.0, "DID Witnesses")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ... import strict_json
from ...errors import MalformedInput, ProofInvalid
from ...protocols import JsonView
from .entry import check_own_proof
from .parameters import Witnesses
from .refusal import refused

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
    witnesses: frozenset[str],
    now: datetime,
) -> Approvals:
    """The approvals that hold. ``versions`` has the published versionIds with their numbers;
    proofs for others, by strangers, or that don't hold count for nothing.

    Raises DidUnresolvable for a file that can't be read.
    """
    approvals: dict[str, int] = {}
    methods = {f"{did}#{did.removeprefix('did:key:')}" for did in witnesses}
    for version_id, proof in _proofs(witness_proofs):
        number = versions.get(version_id)
        if number is None:
            continue
        signed: JsonView = {"versionId": version_id, "proof": proof}
        try:
            did = check_own_proof(signed, methods, now).partition("#")[0]
        except (MalformedInput, ProofInvalid):
            continue
        approvals[did] = max(number, approvals.get(did, 0))
    return approvals


def _proofs(witness_proofs: bytes | None) -> Iterator[tuple[str, Any]]:
    if witness_proofs is None:
        return
    try:
        records = strict_json.loads(witness_proofs)
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
