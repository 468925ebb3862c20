"""Adding a proof: drafted first, signed elsewhere, attached (VC Data Integrity 1.0, 4.2, 4.3)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .. import multibase
from ..errors import LimitExceeded, MalformedInput
from ..keys import ALGORITHMS, SIGNATURE_LENGTHS, Algorithm, KeyKind
from ..protocols import Canonicalizer, Entropy, Json, JsonView, Signer
from ..times import format_time
from .proof_list import MAX_PROOFS, previous_proofs, proofs_of
from .suites import (
    CRYPTOSUITE_OF,
    CRYPTOSUITES,
    SELECTIVE_SUITES,
    Cryptosuite,
    SelectiveSuite,
)

_KIND_OF: dict[Algorithm, KeyKind] = {name: kind for kind, name in ALGORITHMS.items()}


@dataclass(frozen=True, slots=True)
class ProofDraft:
    """A document and its proof, complete but for the signature over ``signing_input``.

    ``document`` has no proof; ``others`` are those that it had and keeps. ``value_of`` makes the
    ``proofValue`` of the signature.
    """

    signing_input: bytes
    document: Json
    proof: Json
    key_kind: KeyKind = "Ed25519"
    others: tuple[Json, ...] = ()
    value_of: Callable[[bytes], str] = multibase.encode

    def attach(self, signature: bytes) -> Json:
        """The secured document; ``signature`` is as `damda.protocols.Signer` gives it.

        It is not verified here. Raises MalformedInput if it has another length.
        """
        length = SIGNATURE_LENGTHS[self.key_kind]
        if len(signature) != length:
            raise MalformedInput(
                f"A signature of {length} bytes is needed.", ko=f"서명은 {length}바이트여야 합니다."
            )
        proof = {**self.proof, "proofValue": self.value_of(signature)}
        return {**self.document, "proof": [*self.others, proof] if self.others else proof}


def draft_proof(
    document: JsonView,
    *,
    cryptosuite: str,
    verification_method: str,
    purpose: str,
    created: datetime,
    canonicalizer: Canonicalizer,
    key_kind: KeyKind | None = None,
    challenge: str | None = None,
    domain: str | None = None,
    expires: datetime | None = None,
    proof_id: str | None = None,
    previous_proof: str | Sequence[str] | None = None,
    in_set: bool = False,
    mandatory_pointers: Sequence[str] | None = None,
    entropy: Entropy = secrets.token_bytes,
) -> ProofDraft:
    """The draft of a DataIntegrityProof on a document that has none yet, or beside those it has.

    ``key_kind`` is that of the key that will sign, by default the suite's first. ``in_set`` adds
    to the document's proofs, ``previous_proof`` (one id or several) to the chain behind them;
    ``proof_id``, a URL, lets a later proof name this one. Proofs that are kept are not verified.

    With a suite for selective disclosure the proof is a base proof, for the holder alone.
    ``mandatory_pointers`` (JSON Pointers) select what every derived proof shows, nothing if None;
    ``entropy`` makes its keys.

    Raises MalformedInput for a document that is secured already (without these two) or can't be
    canonicalized and for an unknown cryptosuite; ProofInvalid for ids that lead nowhere.
    """
    suite = _suite(cryptosuite, key_kind)
    kind = key_kind if key_kind is not None else suite.key_kinds[0]
    others = _others(document, in_set or previous_proof is not None)
    proof = {
        **({} if proof_id is None else {"id": proof_id}),
        "type": "DataIntegrityProof",
        "cryptosuite": cryptosuite,
        "created": format_time(created),
        "verificationMethod": verification_method,
        "proofPurpose": purpose,
        **_said(challenge=challenge, domain=domain, expires=expires),
        **_previous(previous_proof),
    }
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    config = {**_context_of(document), **proof}
    before = previous_proofs((*others, proof))[-1]
    if isinstance(suite, SelectiveSuite):
        if before:
            raise _no_chain(cryptosuite)
        base = suite.draft_base(
            unsecured,
            config,
            mandatory_pointers=mandatory_pointers or (),
            canonicalizer=canonicalizer,
            entropy=entropy,
        )
        return ProofDraft(base.signing_input, unsecured, proof, kind, others, base.value_of)
    if mandatory_pointers is not None:
        raise _shows_all(cryptosuite)
    signing_input = suite.signing_input(
        {**unsecured, "proof": list(before)} if before else unsecured, config, canonicalizer, kind
    )
    kept = config if suite.context_in_proof else proof
    return ProofDraft(signing_input, unsecured, kept, kind, others)


def _suite(name: str, key_kind: KeyKind | None) -> Cryptosuite | SelectiveSuite:
    suite = CRYPTOSUITES.get(name) or SELECTIVE_SUITES.get(name)
    if suite is None:
        raise MalformedInput(
            f"Unknown cryptosuite {name}.", ko=f"알 수 없는 서명 방식입니다: {name}"
        )
    if key_kind is not None and key_kind not in suite.key_kinds:
        raise MalformedInput(
            f"A key of {key_kind} can't sign with {name}.",
            ko=f"{key_kind} 키로는 {name} 서명을 할 수 없습니다.",
        )
    return suite


def _others(document: JsonView, wanted: bool) -> tuple[Json, ...]:
    if "proof" not in document:
        return ()
    if not wanted:
        raise MalformedInput("The document has a proof already.", ko="이미 서명된 문서입니다.")
    others = proofs_of(document)
    if len(others) >= MAX_PROOFS:
        raise LimitExceeded(
            f"The document has {MAX_PROOFS} proofs already.",
            ko=f"문서 하나에 서명은 {MAX_PROOFS}개까지 쓸 수 있습니다.",
        )
    return others


def _said(challenge: str | None, domain: str | None, expires: datetime | None) -> Json:
    said = {
        "expires": format_time(expires) if expires is not None else None,
        "challenge": challenge,
        "domain": domain,
    }
    return {name: value for name, value in said.items() if value is not None}


def _previous(named: str | Sequence[str] | None) -> Json:
    if named is None:
        return {}
    return {"previousProof": named if isinstance(named, str) else list(named)}


def _context_of(document: JsonView) -> Json:
    return {"@context": document["@context"]} if "@context" in document else {}


def _no_chain(cryptosuite: str) -> MalformedInput:
    return MalformedInput(
        f"A proof of {cryptosuite} can't stand on previous ones.",
        ko=f"{cryptosuite} 서명은 앞선 서명(previousProof)에 이어 붙일 수 없습니다.",
    )


def _shows_all(cryptosuite: str) -> MalformedInput:
    return MalformedInput(
        f"{cryptosuite} always shows all: mandatory pointers have no meaning for it.",
        ko=f"{cryptosuite} 서명은 전체를 보여 주므로 필수 항목(mandatoryPointers)을 쓸 수 없습니다.",
    )


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
    proof_id: str | None = None,
    previous_proof: str | Sequence[str] | None = None,
    in_set: bool = False,
    mandatory_pointers: Sequence[str] | None = None,
    entropy: Entropy = secrets.token_bytes,
) -> Json:
    """``document`` with a proof by ``signer``; the rest is as for `draft_proof`.

    Without ``cryptosuite`` the signer's algorithm decides (`CRYPTOSUITE_OF`). Raises
    MalformedInput, ProofInvalid.
    """
    suite = cryptosuite if cryptosuite is not None else CRYPTOSUITE_OF[signer.algorithm]
    draft = draft_proof(
        document,
        cryptosuite=suite,
        verification_method=signer.verification_method,
        purpose=purpose,
        created=created,
        canonicalizer=canonicalizer,
        key_kind=_KIND_OF[signer.algorithm],
        challenge=challenge,
        domain=domain,
        expires=expires,
        proof_id=proof_id,
        previous_proof=previous_proof,
        in_set=in_set,
        mandatory_pointers=mandatory_pointers,
        entropy=entropy,
    )
    return draft.attach(signer.sign(draft.signing_input))
