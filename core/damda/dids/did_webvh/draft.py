"""A log entry before its signature, which may be made elsewhere (in a key store, say)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ...keys import PublicKey
from ...proofs.attach import ProofDraft, draft_proof
from ...protocols import Json, JsonView
from ..document import split_did_url
from .entry import NoJsonLd
from .hashes import entry_hash


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
    version_id = f"{number}-{entry_hash(entry, predecessor)}"
    multikey = update_key.multikey
    proof_draft = draft_proof(
        {**entry, "versionId": version_id},
        cryptosuite="eddsa-jcs-2022",
        verification_method=f"did:key:{multikey}#{multikey}",
        purpose="assertionMethod",
        created=created,
        canonicalizer=NoJsonLd(),
    )
    return LogDraft(entry["state"]["id"], proof_draft)


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
