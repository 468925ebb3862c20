"""Approving an entry as its witness (did:webvh 1.0, "Witnessing a DID Version Update")."""

from __future__ import annotations

import json
from datetime import datetime

from ...keys import PublicKey
from ...proofs.attach import ProofDraft
from ...protocols import Json
from .draft import draft_log_proof
from .log import entries_but_for_witnesses
from .parameters import active_witnesses
from .refusal import refused
from .witness import proofs_in, signed_approval


def draft_approval(log: bytes, *, witness: PublicKey, created: datetime) -> ProofDraft:
    """The approval of the newest entry, complete but for the witness's signature.

    Everything of the log is checked but the approvals, which are yet to come. Raises
    DidUnresolvable if it doesn't hold or has no such witness now.
    """
    last = entries_but_for_witnesses(log, created)[-1]
    active = active_witnesses(last.before, last.after)
    if active is None or f"did:key:{witness.multikey}" not in active.ids:
        raise refused("This key is no witness of the newest entry.")
    version_id = last.entry.version_id
    signed = signed_approval(version_id)
    return draft_log_proof({"versionId": version_id}, signed, witness, created)


def with_approval(witness_proofs: bytes | None, approval: Json) -> bytes:
    """``did-witness.json`` with one more approval: what `draft_approval` made, signed.

    An older one by the same witness stays, as the entries that it is for may still be the
    published ones. Raises DidUnresolvable for a file that can't be read.
    """
    records: dict[str, list[Json]] = {}
    for version_id, proof in proofs_in(witness_proofs):
        records.setdefault(version_id, []).append(proof)
    proof = approval["proof"]
    others = [
        one
        for one in records.get(approval["versionId"], [])
        if not isinstance(one, dict) or one.get("verificationMethod") != proof["verificationMethod"]
    ]
    records[approval["versionId"]] = [*others, proof]
    listed = [{"versionId": name, "proof": proofs} for name, proofs in records.items()]
    return json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"
