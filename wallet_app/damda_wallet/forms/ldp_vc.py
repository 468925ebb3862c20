"""Credentials as JSON-LD with Data Integrity proofs: shown whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from damda import evidence, strict_json
from damda.canonical.jcs import jcs
from damda.credentials import CredentialView, anchor_digest, check_credential
from damda.evidence import Evidence, Needs
from damda.keys import SoftwareSigner
from damda.openid.dcql import Held, Place
from damda.openid.issuer_metadata import CredentialConfiguration
from damda.openid.ldp_vc import expanded_types
from damda.present import build_presentation
from damda.protocols import Json, JsonView
from damda.verdict import Verdict
from damda.verify import Policy, verify_credential

from ..json_slice import json_slice
from ..labels import VCDM_WORDS, ClaimWords, LabelledPath, one_line
from .form import Credential, CredentialFacts, Purpose, Tools

FORMAT = "ldp_vc"


@dataclass(frozen=True, slots=True)
class LdpVc:
    """The `Form`."""

    words: ClaimWords = VCDM_WORDS

    def offered_types(self, configuration: CredentialConfiguration) -> tuple[str, ...]:
        """OpenID4VCI 1.0, A.1.2.2."""
        definition = configuration.raw.get("credential_definition")
        types = definition.get("type") if isinstance(definition, dict) else None
        return tuple(each for each in types or () if isinstance(each, str))

    def received(self, value: Any, answer: str) -> str | None:
        if not isinstance(value, dict):
            return None
        return json_slice(answer, ("credentials", 0, "credential"))

    def read(self, text: str) -> Credential:
        return LdpVcCredential(text, check_credential(strict_json.loads_object(text)))


@dataclass(frozen=True, slots=True)
class LdpVcCredential:
    """The `Credential`."""

    text: str
    view: CredentialView

    @property
    def claims(self) -> JsonView:
        return self.view.document

    @property
    def facts(self) -> CredentialFacts:
        view = self.view
        return CredentialFacts(
            issuer=view.issuer,
            issuer_name=view.issuer_name,
            types=view.types,
            credential_id=view.id,
            valid_from=view.valid_from,
            valid_until=view.valid_until,
            has_status=bool(view.status_entries or view.unread_status),
        )

    def title(self, labels: Sequence[LabelledPath]) -> str:
        """The name in `credentialSubject.achievement` (Open Badges 3.0, B.1.1)."""
        value: Any = self.view.document
        for name in ("credentialSubject", "achievement", "name"):
            value = value.get(name) if isinstance(value, dict) else None
        return one_line(value)

    def labels_in(self, evidence: Evidence) -> tuple[LabelledPath, ...]:
        return ()

    @property
    def identity(self) -> str:
        """Of the same JSON (JCS, RFC 8785) but for its proofs."""
        document = self.view.document
        unsigned = {name: member for name, member in document.items() if name != "proof"}
        return hashlib.sha256(jcs(unsigned)).hexdigest()

    @property
    def digest(self) -> bytes:
        return anchor_digest(self.view.document)

    @property
    def needs(self) -> Needs:
        return evidence.needs_of(self.view.document)

    def is_bound_to(self, signer: SoftwareSigner) -> bool:
        return self.view.subject_id == signer.did

    def query_types(self, tools: Tools) -> frozenset[str]:
        return expanded_types(self.view.document, tools.canonicalizer)

    def for_query(self, card_id: str, types: frozenset[str]) -> Held:
        return Held(card_id, FORMAT, self.view.document, types)

    def verdict(
        self, evidence: Evidence, *, policy: Policy, tools: Tools, now: datetime
    ) -> Verdict:
        return verify_credential(
            self.view.document,
            evidence=evidence,
            policy=policy,
            canonicalizer=tools.canonicalizer,
            schemas=tools.schemas,
            now=now,
        )

    def present(
        self, shown: frozenset[Place], *, signer: SoftwareSigner, purpose: Purpose, tools: Tools
    ) -> Json | str:
        """OpenID4VP 1.0, B.1.3.2."""
        return build_presentation(
            [self.view.document],
            holder=signer.did,
            signer=signer,
            challenge=purpose.nonce,
            domain=purpose.audience,
            created=purpose.at,
            canonicalizer=tools.canonicalizer,
        )
