"""A log entry before its signature, which may be made elsewhere (in a key store, say)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from ...canonical.jcs import jcs
from ...errors import MalformedInput
from ...keys import PublicKey
from ...proofs.attach import ProofDraft
from ...protocols import Json, JsonView
from ...times import format_time
from ..document import split_did_url
from .hashes import CanonicalEntry
from .log_proof import FIXED


@dataclass(frozen=True, slots=True)
class LogDraft:
    """A log entry, complete but for the signature of the update key over ``signing_input``."""

    did: str
    proof_draft: ProofDraft

    @property
    def entry(self) -> Json:
        """The entry without proof; its ``versionId`` is final."""
        return self.proof_draft.document

    @property
    def signing_input(self) -> bytes:
        return self.proof_draft.signing_input

    def attach(self, signature: bytes) -> bytes:
        """The entry as one JSON line with its line feed, to append to the log.

        Raises MalformedInput if the signature is not 64 bytes.
        """
        signed = self.proof_draft.attach(signature)
        line = {**signed, "proof": [signed["proof"]]}
        return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def draft_entry(
    entry: JsonView, number: int, predecessor: str, update_key: PublicKey, created: datetime
) -> LogDraft:
    """The draft of an entry that is complete but for ``versionId`` and proof."""
    canonical = CanonicalEntry.of(entry)
    version_id = f"{number}-{canonical.hash_after(predecessor)}"
    whole = {**entry, "versionId": version_id}
    signed = canonical.with_version(version_id)
    return LogDraft(entry["state"]["id"], draft_log_proof(whole, signed, update_key, created))


def draft_log_proof(
    document: Json, canonical: bytes, key: PublicKey, created: datetime
) -> ProofDraft:
    """A proof by the did:key of ``key``, as `log_proof.check_log_proof` reads it.

    ``canonical`` is the document's canonical form. Raises MalformedInput for another kind of key.
    """
    if key.kind != "Ed25519":
        raise MalformedInput(
            "A key that signs for a log is Ed25519.", ko="DID 이력의 키는 Ed25519여야 합니다."
        )
    proof = {
        **FIXED,
        "created": format_time(created),
        "verificationMethod": f"did:key:{key.multikey}#{key.multikey}",
    }
    signing_input = sha256(jcs(proof)).digest() + sha256(canonical).digest()
    return ProofDraft(signing_input, document, proof)


def key_members(did: str, keys: Mapping[str, PublicKey]) -> Json:
    """The document's members for its keys, each listed for assertion and authentication.

    Raises MalformedInput for a key's name that is no fragment.
    """
    for fragment in keys:
        split_did_url(f"did:example:a#{fragment}")
    ids = [f"{did}#{fragment}" for fragment in keys]
    methods = [
        {"id": id_, "type": "Multikey", "controller": did, "publicKeyMultibase": key.multikey}
        for id_, key in zip(ids, keys.values(), strict=True)
    ]
    return {"verificationMethod": methods, "authentication": ids, "assertionMethod": ids}


def service_members(did: str, services: Sequence[JsonView]) -> list[Json]:
    """The services, with an id such as ``#whois`` written out."""
    return [
        {**service, "id": did + service["id"]}
        if str(service.get("id", "")).startswith("#")
        else dict(service)
        for service in services
    ]
