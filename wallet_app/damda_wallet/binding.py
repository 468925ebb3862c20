"""How a new card's key is made and named, so that the issuer can bind the credential to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from damda.keys import KeyKind, SoftwareSigner
from damda.openid.issuer_metadata import CredentialConfiguration
from damda.protocols import Entropy

from .errors import Refused

type ProofBinding = Literal["did", "jwk"]

KINDS: dict[str, KeyKind] = {"EdDSA": "Ed25519", "ES256": "P-256"}

BINDINGS: dict[str, tuple[Literal["key", "jwk"], ProofBinding]] = {
    "did:key": ("key", "did"),
    "did:jwk": ("jwk", "did"),
    "jwk": ("jwk", "jwk"),
}
"""By binding method (OpenID4VCI 1.0, 12.2.4), the best first: our DID method, the proof's form."""


@dataclass(frozen=True, slots=True)
class Binding:
    kind: KeyKind
    did_method: Literal["key", "jwk"]
    proof: ProofBinding

    def new_signer(self, entropy: Entropy) -> SoftwareSigner:
        return SoftwareSigner.create(self.kind, did_method=self.did_method, entropy=entropy)


def binding_for(configuration: CredentialConfiguration, preferred: KeyKind) -> Binding:
    """The ``preferred`` kind of key if the issuer takes it. Raises Refused ("binding_unsupported").

    An issuer that says nothing takes anything.
    """
    named = configuration.raw.get("cryptographic_binding_methods_supported") or ["did:key"]
    method = next((each for each in BINDINGS if each in named), None)
    algorithms = configuration.proof_algorithms or tuple(KINDS)
    kinds = [KINDS[each] for each in algorithms if each in KINDS]
    if method is None or not kinds:
        raise Refused(
            "The issuer binds credentials in a way this wallet can't: its keys are Ed25519 and "
            "P-256, named by did:key, did:jwk or jwk.",
            ko="이 지갑이 지원하지 않는 키 방식만 받는 발급기관입니다.",
            code="binding_unsupported",
        )
    return Binding(preferred if preferred in kinds else kinds[0], *BINDINGS[method])
