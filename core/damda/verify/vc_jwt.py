"""A credential as a JWT (``vc+jwt``, VC-JOSE-COSE 3.1.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ..credentials import CredentialView
from ..evidence import Evidence
from ..protocols import Canonicalizer
from ..schema_check import SchemaSet
from ..vc_jose import VcJwt, check_vc_jwt
from ..verdict import Verdict
from .anchor import anchor_asked
from .credential_checks import Secured, credential_checks, holder_not_asked
from .document import held_in
from .document_schema import document_schema
from .finding import DocumentSetting, Finding
from .issuer_key import IssuerKey, listed_key, moment_of
from .jose_proof import jose_proof
from .policy import Policy
from .status_list import statuses


def verify_vc_jwt(
    text: str,
    *,
    evidence: Evidence,
    policy: Policy,
    canonicalizer: Canonicalizer,
    schemas: SchemaSet,
    now: datetime,
) -> Verdict:
    """The verdict on one credential by itself; who presents it is not asked.

    ``now`` is aware; ``canonicalizer`` is for status lists with Data Integrity proofs. What can't
    be read gives a verdict with a failed ``format``.
    """
    setting = DocumentSetting(evidence, policy, now, canonicalizer, schemas)
    checks = credential_checks(
        lambda: read_vc_jwt(text, setting), setting, subject=holder_not_asked
    )
    return Verdict(tuple(checks))


@dataclass(frozen=True, slots=True)
class VcJwtCredential:
    """A `damda.verify.credential_checks.Secured`."""

    read: VcJwt
    setting: DocumentSetting

    @property
    def view(self) -> CredentialView:
        return self.read.view

    @property
    def digest(self) -> str | None:
        return self.read.digest.hex() if anchor_asked(self.setting) else None

    def schema(self) -> Finding:
        return document_schema(self.view, self.setting)

    def issuer_key(self) -> IssuerKey:
        as_of = moment_of(self.read.token.issued_at, self.view, self.setting)
        return listed_key(self.view, self.read.verification_method, as_of, self.setting)

    def proof(self, key: IssuerKey) -> Finding:
        now, leeway = self.setting.now, self.setting.policy.leeway
        return jose_proof(key, partial(self.read.token.check_signature, now=now, leeway=leeway))

    def statuses(self) -> tuple[Finding, ...]:
        return statuses(self.view, self.setting)

    def held(self) -> list[Callable[[], Secured]]:
        return held_in(self.view, self.setting)


def read_vc_jwt(text: str, setting: DocumentSetting) -> VcJwtCredential:
    """Raises DamdaError for what can't be read."""
    return VcJwtCredential(check_vc_jwt(text), setting)
