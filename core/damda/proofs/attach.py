"""Adding a proof: drafted first, signed elsewhere, attached (VC Data Integrity 1.0, 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .. import multibase
from ..errors import MalformedInput
from ..protocols import Canonicalizer, Json, JsonView, Signer
from ..times import format_time
from .suites import CRYPTOSUITE_OF, CRYPTOSUITES


@dataclass(frozen=True, slots=True)
class ProofDraft:
    """A document and its proof, complete but for the signature over ``signing_input``."""

    signing_input: bytes
    document: Json
    proof: Json

    def attach(self, signature: bytes) -> Json:
        """The secured document. ``signature`` is 64 bytes, as `damda.protocols.Signer` gives it.

        It is not verified here. Raises MalformedInput if it has another length.
        """
        if len(signature) != 64:
            raise MalformedInput(
                "A signature of 64 bytes is needed.", ko="서명은 64바이트여야 합니다."
            )
        proof = {**self.proof, "proofValue": multibase.encode(signature)}
        return {**self.document, "proof": proof}


def draft_proof(
    document: JsonView,
    *,
    cryptosuite: str,
    verification_method: str,
    purpose: str,
    created: datetime,
    canonicalizer: Canonicalizer,
    challenge: str | None = None,
    domain: str | None = None,
    expires: datetime | None = None,
) -> ProofDraft:
    """The draft of a DataIntegrityProof on a document that has none yet.

    Raises MalformedInput for a document that is secured already or can't be canonicalized, and
    for an unknown cryptosuite.
    """
    if "proof" in document:
        raise MalformedInput("The document has a proof already.", ko="이미 서명된 문서입니다.")
    if cryptosuite not in CRYPTOSUITES:
        raise MalformedInput(
            f"Unknown cryptosuite {cryptosuite}.", ko=f"알 수 없는 서명 방식입니다: {cryptosuite}"
        )
    optional = {
        "expires": format_time(expires) if expires is not None else None,
        "challenge": challenge,
        "domain": domain,
    }
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": cryptosuite,
        "created": format_time(created),
        "verificationMethod": verification_method,
        "proofPurpose": purpose,
        **{name: value for name, value in optional.items() if value is not None},
    }
    config = {**_context_of(document), **proof}
    if cryptosuite == "eddsa-jcs-2022":
        # Data Integrity EdDSA 1.0, 3.3.1: the context is part of the proof itself.
        proof = config
    signing_input = CRYPTOSUITES[cryptosuite].signing_input(document, config, canonicalizer)
    return ProofDraft(signing_input, dict(document), proof)


def _context_of(document: JsonView) -> Json:
    return {"@context": document["@context"]} if "@context" in document else {}


def add_proof(
    document: JsonView,
    *,
    signer: Signer,
    purpose: str,
    created: datetime,
    canonicalizer: Canonicalizer,
    cryptosuite: str | None = None,
    challenge: str | None = None,
    domain: str | None = None,
    expires: datetime | None = None,
) -> Json:
    """``document`` with a proof by ``signer``. Without ``cryptosuite`` the signer's algorithm
    decides (`CRYPTOSUITE_OF`). Raises MalformedInput."""
    suite = cryptosuite if cryptosuite is not None else CRYPTOSUITE_OF[signer.algorithm]
    draft = draft_proof(
        document,
        cryptosuite=suite,
        verification_method=signer.verification_method,
        purpose=purpose,
        created=created,
        canonicalizer=canonicalizer,
        challenge=challenge,
        domain=domain,
        expires=expires,
    )
    return draft.attach(signer.sign(draft.signing_input))
