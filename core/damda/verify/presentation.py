"""All checks of a presentation: the holder's proof first, then each credential."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from hmac import compare_digest

from ..credentials import CredentialView
from ..errors import DamdaError, FetchFailed, ProofInvalid
from ..evidence import Evidence
from ..keys import PublicKey
from ..presentation_shape import check_any_presentation, check_presentation
from ..proofs import ProofFinding, ProofOutcome, error_at, judge_proofs, proofs_of
from ..protocols import Canonicalizer, Json, JsonView
from ..schema_check import SchemaSet
from ..verdict import Check, Verdict
from .credential import credential_checks
from .finding import Finding, Setting, failed, passed, skipped, unknown
from .issuer_key import did_of
from .policy import NOT_ASKED, Expected, NotAsked, Policy
from .signers import proofs_evidence, signer_key, worst


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
    setting = Setting(evidence, policy, canonicalizer, schemas, now)
    return Verdict(tuple(_checks(document, expected, setting)))


def _checks(document: JsonView, expected: Expected, setting: Setting) -> Iterator[Check]:
    policy = setting.policy
    read: Callable[[JsonView], tuple[str | None, list[Json]]] = check_presentation
    if policy.presentation_form == "vcdm":
        read = partial(check_any_presentation, inline_contexts=policy.inline_contexts)
    try:
        named, credentials = read(document)
    except DamdaError as error:
        yield failed("malformed", error).check("format", policy)
        return
    yield passed("format_valid", credentials=len(credentials)).check("format", policy)
    proofs: tuple[ProofFinding, ...] = ()
    if "proof" not in document and _may_be_unsigned(expected, policy):
        holder, finding = named or "", skipped("presentation_unsigned")
        expected = Expected(nonce=NOT_ASKED, audience=NOT_ASKED)
    else:
        holder, proofs, finding = _holder(document, named, setting)
    yield finding.check("holder", policy)
    yield _said("nonce", proofs, expected.nonce).check("nonce", policy)
    yield _said("audience", proofs, expected.audience).check("audience", policy)
    subject = partial(_subject, holder if proofs else None)
    for index, credential in enumerate(credentials):
        yield from credential_checks(credential, setting, subject=subject, index=index)


def _may_be_unsigned(expected: Expected, policy: Policy) -> bool:
    asked = expected != Expected(nonce=NOT_ASKED, audience=NOT_ASKED)
    return policy.unsigned == "accept" or (policy.unsigned == "if_not_asked" and not asked)


def _subject(holder: str | None, view: CredentialView) -> Finding:
    """Whether the proven holder is the subject; ``holder`` is None if nothing was proven."""
    if holder is None:
        return unknown("not_checked")
    if view.subject_id != holder:
        return failed("holder_not_subject", holder=holder[:500])
    return passed("holder_is_subject", holder=holder[:500])


def _holder(
    document: JsonView, named: str | None, setting: Setting
) -> tuple[str, tuple[ProofFinding, ...], Finding]:
    """Who presents: the ``holder`` that is named and signed, or else the one who signed.

    The proofs, if all hold, and the finding. Without a DID the holder is a text that is no DID.
    """
    holder = named or ""
    try:
        proof = _holder_proof(proofs_of(document), named)
        holder = did_of(proof) or holder
        outcomes = _outcomes(document, setting)
    except DamdaError as error:
        return holder, (), failed("holder_proof_invalid", error, holder=holder[:500])
    evidence: Json = {"holder": holder[:500], **proofs_evidence(outcomes, proof)}
    place = worst(outcomes)
    if place is None:
        said = tuple(outcome.finding for outcome in outcomes if outcome.finding is not None)
        return holder, said, passed("holder_proof_valid", **evidence)
    told = unknown if isinstance(outcomes[place].error, FetchFailed) else failed
    return holder, (), told("holder_proof_invalid", error_at(outcomes, place), **evidence)


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


def _outcomes(document: JsonView, setting: Setting) -> tuple[ProofOutcome, ...]:
    def key_for(finding: ProofFinding) -> PublicKey:
        return signer_key(finding.verification_method, "authentication", setting, setting.now)

    return judge_proofs(
        document,
        expected_purpose="authentication",
        key_of=key_for,
        canonicalizer=setting.canonicalizer,
        now=setting.now,
    )


_SAID = {
    "nonce": ("challenge", "nonce_matches", "nonce_mismatch", "nonce_not_asked"),
    "audience": ("domain", "audience_matches", "audience_mismatch", "audience_not_asked"),
}


def _said(check_id: str, proofs: tuple[ProofFinding, ...], expected: str | NotAsked) -> Finding:
    """Whether each proof says what was asked with; unknown if the proofs do not hold."""
    member, matches, mismatch, not_asked = _SAID[check_id]
    if expected is NOT_ASKED:
        return skipped(not_asked)
    if not proofs:
        return unknown("not_checked")
    said = [proof.challenge if member == "challenge" else proof.domain for proof in proofs]
    if all(text is not None and compare_digest(_bytes(text), _bytes(expected)) for text in said):
        return passed(matches)
    return failed(mismatch)


def _bytes(text: str) -> bytes:
    # Whatever the text: half a character must not end in a UnicodeError.
    return text.encode("utf-8", "surrogatepass")
