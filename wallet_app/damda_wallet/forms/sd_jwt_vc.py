"""SD-JWT VC: of what can be disclosed, only what is asked for is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from damda import evidence
from damda.errors import DamdaError
from damda.evidence import Evidence, Needs
from damda.keys import SoftwareSigner
from damda.openid.dc_sd_jwt import held_to_show
from damda.openid.dcql import Held, Place, claim_values
from damda.openid.issuer_metadata import CredentialConfiguration
from damda.protocols import Json, JsonView
from damda.sd_jwt import present
from damda.sd_jwt_vc import SdJwtVcView, check_sd_jwt_vc
from damda.sd_jwt_vc.type_chain import resolve_type
from damda.verdict import Verdict
from damda.verify import Policy, verify_sd_jwt_credential

from ..labels import ClaimWords, LabelledPath, labelled_paths, one_line
from ..views import Label
from .form import Credential, CredentialFacts, Purpose, Tools

SD_JWT_WORDS = ClaimWords(
    built_in={
        ("iss",): Label("Issuer's identifier", "발급기관 식별자"),
        ("sub",): Label("My identifier for this card", "이 카드의 내 식별자"),
        ("iat",): Label("Issued", "발급 시각"),
        ("nbf",): Label("Valid from", "유효 시작"),
        ("exp",): Label("Valid until", "유효 기한"),
        ("jti",): Label("Credential number", "증명서 번호"),
    },
    # Signed machinery: it goes along always, and says nothing of the person.
    machinery=frozenset({"vct", "vct#integrity", "aka_vcts", "cnf", "status"}),
    nested_machinery=frozenset(),
    times=frozenset({("iat",), ("nbf",), ("exp",)}),
)


@dataclass(frozen=True, slots=True)
class SdJwtVc:
    """The `Form`."""

    words: ClaimWords = SD_JWT_WORDS

    def offered_types(self, configuration: CredentialConfiguration) -> tuple[str, ...]:
        """OpenID4VCI 1.0, A.3.2."""
        vct = configuration.raw.get("vct")
        return (vct,) if isinstance(vct, str) and vct else ()

    def received(self, value: Any, answer: str) -> str | None:
        return value if isinstance(value, str) else None

    def read(self, text: str) -> Credential:
        return SdJwtVcCredential(text, check_sd_jwt_vc(text))


@dataclass(frozen=True, slots=True)
class SdJwtVcCredential:
    """The `Credential`."""

    text: str
    view: SdJwtVcView

    @property
    def claims(self) -> JsonView:
        return self.view.claims

    @property
    def facts(self) -> CredentialFacts:
        view, jti = self.view, self.view.claims.get("jti")
        return CredentialFacts(
            issuer=view.issuer,
            issuer_name=None,
            types=view.types,
            credential_id=jti if isinstance(jti, str) else None,
            valid_from=view.valid_from,
            valid_until=view.valid_until,
            has_status=view.status_reference is not None or bool(view.unread_status),
        )

    def title(self, labels: Sequence[LabelledPath]) -> str:
        """The first claim that the issuer has words for, if it is a text."""
        values = claim_values(self.view.claims, labels[0][0]) if labels else ()
        return one_line(values[0]) if values else ""

    def labels_in(self, evidence: Evidence) -> tuple[LabelledPath, ...]:
        """Of its type's metadata, if ``vct#integrity`` binds it (draft-ietf-oauth-sd-jwt-vc, 5)."""
        if self.view.vct_integrity is None:
            return ()
        try:
            metadata = resolve_type(self.view.vct, self.view.vct_integrity, evidence.type_metadata)
        except DamdaError:
            return ()
        described = [
            {
                "path": list(claim.path),
                "display": [{"name": d.label, "locale": d.locale} for d in claim.display],
            }
            for claim in metadata.claims
            if claim.display
        ]
        return labelled_paths(described)

    @property
    def identity(self) -> str:
        return self.view.digest.hex()

    @property
    def digest(self) -> bytes:
        return self.view.digest

    @property
    def needs(self) -> Needs:
        return evidence.needs_of(self.text)

    def is_bound_to(self, signer: SoftwareSigner) -> bool:
        """By ``cnf``; a ``sub``, where there is one, is the issuer's name for the holder."""
        return self.view.holder_key == signer.public

    def query_types(self, tools: Tools) -> frozenset[str]:
        return frozenset(self.view.types)

    def for_query(self, card_id: str, types: frozenset[str]) -> Held:
        return held_to_show(self.view, card_id)

    def verdict(
        self, evidence: Evidence, *, policy: Policy, tools: Tools, now: datetime
    ) -> Verdict:
        return verify_sd_jwt_credential(self.text, evidence=evidence, policy=policy, now=now)

    def present(
        self, shown: frozenset[Place], *, signer: SoftwareSigner, purpose: Purpose, tools: Tools
    ) -> Json | str:
        """OpenID4VP 1.0, B.3.6."""
        return present(
            self.view.sd_jwt,
            paths=shown,
            signer=signer,
            audience=purpose.audience,
            nonce=purpose.nonce,
            issued_at=purpose.at,
        )
