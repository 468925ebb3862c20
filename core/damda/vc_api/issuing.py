"""``POST /credentials/issue``: the issuer that the credential names signs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..data_models import CONTEXT_V1
from ..document_members import malformed
from ..errors import DamdaError, MalformedInput
from ..issue import secure_credential
from ..keys import KeyKind, SoftwareSigner
from ..proofs import SELECTIVE_SUITES, ProofDraft
from ..protocols import Canonicalizer, Json
from .answer import Answer, refusal
from .body import IssueBody

DATA_INTEGRITY_CONTEXT = "https://w3id.org/security/data-integrity/v2"


@dataclass(frozen=True, slots=True)
class IssuingKey:
    """With which suite and key an issuer signs; the key itself is elsewhere."""

    cryptosuite: str
    verification_method: str
    kind: KeyKind = "Ed25519"


def draft_credential(
    body: IssueBody,
    *,
    issuers: Mapping[str, IssuingKey],
    created: datetime,
    canonicalizer: Canonicalizer,
    inline_contexts: bool = False,
) -> ProofDraft:
    """The draft of the proof by the issuer whose DID ``credential.issuer`` is.

    ``issuers`` are by DID. What is signed is checked as JSON-LD also where the suite signs JSON
    as it is: types and terms must be defined (VCDM 2.0, 4.5). A credential of data model 1.1 gets
    the context of its proof, if it has none (VC Data Integrity 1.0, 2.4.2). A suite that always
    shows all needs no mandatory pointers and ignores them. ``inline_contexts`` is as for
    `damda.issue.secure_credential`. Raises MalformedInput.
    """
    credential = body.credential
    key = issuers.get(_issuer_of(credential))
    if key is None:
        raise MalformedInput(
            "The credential's issuer is none of those that sign here.",
            ko="issuer가 여기서 서명할 수 있는 발급기관이 아닙니다.",
            code="unknown_issuer",
        )
    document = _with_proof_context(credential)
    draft = secure_credential(
        document,
        verification_method=key.verification_method,
        created=created,
        canonicalizer=canonicalizer,
        cryptosuite=key.cryptosuite,
        key_kind=key.kind,
        inline_contexts=inline_contexts,
        mandatory_pointers=body.mandatory_pointers if key.cryptosuite in SELECTIVE_SUITES else None,
    )
    if "-jcs-" in key.cryptosuite:
        canonicalizer.nquads(_without_direction(document))
    return draft


def issued(secured: Json) -> Answer:
    """201 with the credential."""
    return Answer(201, {"verifiableCredential": secured})


@dataclass(frozen=True, slots=True)
class MemoryIssuer:
    """A suite and the signer in memory that uses it."""

    cryptosuite: str
    signer: SoftwareSigner


def issue(
    raw: bytes,
    *,
    issuers: Mapping[str, MemoryIssuer],
    created: datetime,
    canonicalizer: Canonicalizer,
    inline_contexts: bool = False,
) -> Answer:
    """The answer to a body of ``/credentials/issue`` by one of ``issuers``, which are by DID.

    201, 400 or 413.
    """
    keys = {did: _key_of(issuer) for did, issuer in issuers.items()}
    try:
        body = IssueBody.parse(raw)
        draft = draft_credential(
            body,
            issuers=keys,
            created=created,
            canonicalizer=canonicalizer,
            inline_contexts=inline_contexts,
        )
        signer = issuers[_issuer_of(body.credential)].signer
        return issued(draft.attach(signer.sign(draft.signing_input)))
    except DamdaError as error:
        return refusal(error)


def _key_of(issuer: MemoryIssuer) -> IssuingKey:
    signer = issuer.signer
    return IssuingKey(issuer.cryptosuite, signer.verification_method, signer.public.kind)


def _issuer_of(credential: Json) -> str:
    issuer = credential.get("issuer")
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(named, str):
        raise malformed(
            "issuer must be the DID of an issuer, or an object with such an id",
            "issuer는 발급기관의 DID이거나 그런 id가 있는 객체여야 합니다",
        )
    return named


def _without_direction(value: Any) -> Any:
    """RDF has no place for ``@direction``; a suite that signs JSON as it is signs it too."""
    if isinstance(value, list):
        return [_without_direction(item) for item in value]
    if isinstance(value, dict):
        return {
            name: _without_direction(member)
            for name, member in value.items()
            if name != "@direction"
        }
    return value


def _with_proof_context(credential: Json) -> Json:
    contexts = credential.get("@context")
    if not isinstance(contexts, list) or not contexts or contexts[0] != CONTEXT_V1:
        return credential
    if DATA_INTEGRITY_CONTEXT in contexts:
        return credential
    return {**credential, "@context": [*contexts, DATA_INTEGRITY_CONTEXT]}
