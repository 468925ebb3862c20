"""Issuers with keys in memory and a verifier of the VC-API, all on the credential world."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from damda.keys import SoftwareSigner
from damda.proofs import CRYPTOSUITES
from damda.vc_api import FOREIGN_POLICY, Answer, MemoryIssuer, VcApiVerifier, issue

from .credential_world import CANONICALIZER, NOW, SCHEMAS, Web

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"

SUITES = [(name, kind) for name, suite in CRYPTOSUITES.items() for kind in suite.key_kinds]


def body(**members: Any) -> bytes:
    return json.dumps(members, ensure_ascii=False).encode()


@dataclass
class VcApiWorld:
    """``web`` is what the verifier reads; ``now`` is its time."""

    web: Web = field(default_factory=Web)
    now: datetime = NOW
    issuers: dict[str, MemoryIssuer] = field(default_factory=dict)

    def issuer(self, suite: str = "eddsa-rdfc-2022", kind: Any = "Ed25519") -> str:
        """The DID of an issuer that signs with a suite and kind of key, made when first asked."""
        for did, known in self.issuers.items():
            if (known.cryptosuite, known.signer.public.kind) == (suite, kind):
                return did
        made = MemoryIssuer(suite, SoftwareSigner.create(kind))
        self.issuers[made.signer.did] = made
        return made.signer.did

    def credential(self, **members: Any) -> dict[str, Any]:
        """The least credential; a member given as None is left out."""
        document = {
            "@context": [V2],
            "type": ["VerifiableCredential"],
            "issuer": self.issuer(),
            "credentialSubject": {"id": "did:example:subject"},
        } | members
        return {name: value for name, value in document.items() if value is not None}

    def issue(self, credential: Any, **members: Any) -> Answer:
        return self.issue_raw(body(credential=credential, **members))

    def issue_raw(self, raw: bytes) -> Answer:
        return issue(raw, issuers=self.issuers, created=self.now, canonicalizer=CANONICALIZER)

    def issued(self, **members: Any) -> dict[str, Any]:
        """A credential that was issued."""
        answer = self.issue(self.credential(**members))
        assert answer.status == 201, answer.body
        secured: dict[str, Any] = answer.body["verifiableCredential"]
        return secured

    def verifier(self, **policy: Any) -> VcApiVerifier:
        return VcApiVerifier(
            self.web,
            CANONICALIZER,
            SCHEMAS,
            lambda: self.now,
            replace(FOREIGN_POLICY, **policy),
        )

    def verify(self, credential: Any, options: Mapping[str, Any] | None = None) -> Answer:
        return self.verifier().credential(
            body(verifiableCredential=credential, options=dict(options or {}))
        )

    def verify_presentation(
        self, presentation: Any, options: Mapping[str, Any] | None = None, **policy: Any
    ) -> Answer:
        return self.verifier(**policy).presentation(
            body(verifiablePresentation=presentation, options=dict(options or {}))
        )


def problem_types(answer: Answer) -> list[str]:
    """The fragment or the last part of each problem's type."""
    return [
        each["type"].rpartition("#")[2].rpartition("/")[2] for each in answer.body["problemDetails"]
    ]
