"""A presentation as JSON with Data Integrity proofs: the holder's first, then each credential."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from ..errors import DamdaError, FetchFailed, ProofInvalid
from ..evidence import Evidence
from ..keys import PublicKey
from ..proofs import ProofFinding, ProofOutcome, error_at, judge_proofs, proofs_of
from ..protocols import Canonicalizer, Json, JsonView
from ..schema_check import SchemaSet
from ..vc_jose import ENVELOPED_PRESENTATION, is_enveloped, token_of
from ..verdict import Check, Verdict
from .credential import read_credential
from .credential_checks import credential_checks
from .finding import DocumentSetting, failed, passed, skipped, unknown
from .holder import UNASKED, Holder, holder_checks, may_be_unsigned
from .issuer_key import did_of
from .policy import Expected, Policy
from .presented import holder_is_subject, reader_of
from .signers import proofs_evidence, signer_key, worst
from .vp_jwt import vp_jwt_checks


def verify_presentation(
    document: JsonView,
    *,
    expected: Expected,
    evidence: Evidence,
    policy: Policy,
    canonicalizer: Canonicalizer,
    schemas: SchemaSet,
    now: datetime,
) -> Verdict:
    """The verdict on a presentation and every credential in it.

    ``now`` is aware. The proof's ``challenge`` must be the nonce and its ``domain`` the audience
    (OpenID4VP 1.0, B.1.3.2). Input that can't be read gives a verdict with a failed ``format``.
    """
    setting = DocumentSetting(evidence, policy, now, canonicalizer, schemas)
    if is_enveloped(document, ENVELOPED_PRESENTATION):
        return Verdict(tuple(_enveloped(document, expected, setting)))
    return Verdict(tuple(_checks(document, expected, setting)))


def _enveloped(document: JsonView, expected: Expected, setting: DocumentSetting) -> Iterator[Check]:
    try:
        token = token_of(document, ENVELOPED_PRESENTATION)
    except DamdaError as error:
        yield failed("malformed", error).check("format", setting.policy)
        return
    yield from vp_jwt_checks(token, expected, setting)


def _checks(document: JsonView, expected: Expected, setting: DocumentSetting) -> Iterator[Check]:
    policy = setting.policy
    try:
        named, credentials = reader_of(policy)(document)
    except DamdaError as error:
        yield failed("malformed", error).check("format", policy)
        return
    yield passed("format_valid", credentials=len(credentials)).check("format", policy)
    if "proof" not in document and may_be_unsigned(expected, policy):
        holder = Holder(named or "", skipped("presentation_unsigned"))
        expected = UNASKED
    else:
        holder = _holder(document, named, setting)
    yield from holder_checks(holder, expected, policy)
    subject = partial(holder_is_subject, holder)
    for index, credential in enumerate(credentials):
        yield from credential_checks(
            partial(read_credential, credential, setting), setting, subject=subject, index=index
        )


def _holder(document: JsonView, named: str | None, setting: DocumentSetting) -> Holder:
    """Who presents: the ``holder`` that is named and signed, or else the one who signed.

    Without a DID the holder is a text that is no DID.
    """
    holder = named or ""
    try:
        proof = _holder_proof(proofs_of(document), named)
        holder = did_of(proof) or holder
        outcomes = _outcomes(document, setting)
    except DamdaError as error:
        return Holder(holder, failed("holder_proof_invalid", error, holder=holder[:500]))
    evidence: Json = {"holder": holder[:500], **proofs_evidence(outcomes, proof)}
    place = worst(outcomes)
    if place is None:
        said = [outcome.finding for outcome in outcomes if outcome.finding is not None]
        answers = tuple((finding.challenge, finding.domain) for finding in said)
        return Holder(holder, passed("holder_proof_valid", **evidence), answers)
    told = unknown if isinstance(outcomes[place].error, FetchFailed) else failed
    return Holder(holder, told("holder_proof_invalid", error_at(outcomes, place), **evidence))


def _holder_proof(proofs: tuple[Json, ...], named: str | None) -> Json:
    """The first proof of the holder. Several signers, and no holder named, leave open who it is."""
    signers = [did_of(proof) for proof in proofs]
    if named is None and len(set(signers)) > 1:
        raise ProofInvalid(
            "Several have signed, and no holder is named.",
            ko="여러 사람이 서명했는데 제시자(holder)가 적혀 있지 않습니다.",
        )
    if named is not None and named not in signers:
        raise ProofInvalid(
            "The signer is another than the holder that is named.",
            ko="서명한 사람이 문서에 적힌 holder와 다릅니다.",
        )
    return proofs[0] if named is None else proofs[signers.index(named)]


def _outcomes(document: JsonView, setting: DocumentSetting) -> tuple[ProofOutcome, ...]:
    def key_for(finding: ProofFinding) -> PublicKey:
        return signer_key(finding.verification_method, "authentication", setting, setting.now)

    return judge_proofs(
        document,
        expected_purpose="authentication",
        key_of=key_for,
        canonicalizer=setting.canonicalizer,
        now=setting.now,
    )
