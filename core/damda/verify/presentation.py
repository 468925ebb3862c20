"""All checks of a presentation: the holder's proof first, then each credential."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from hmac import compare_digest

from ..credentials import CredentialView
from ..dids import split_did_url
from ..errors import DamdaError, FetchFailed, ProofInvalid
from ..evidence import Evidence
from ..keys import PublicKey
from ..presentation_shape import check_any_presentation, check_presentation
from ..proofs import ProofFinding, check_proof
from ..protocols import Canonicalizer, Json, JsonView
from ..schema_check import SchemaSet
from ..verdict import Check, Verdict
from .credential import credential_checks
from .finding import Finding, Setting, failed, passed, skipped, unknown
from .issuer_key import key_of, proof_evidence, proof_of
from .policy import NOT_ASKED, Expected, NotAsked, Policy


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
    if "proof" not in document and _may_be_unsigned(expected, policy):
        holder, proof, finding = named or "", None, skipped("presentation_unsigned")
        expected = Expected(nonce=NOT_ASKED, audience=NOT_ASKED)
    else:
        holder, proof, finding = _holder(document, named, setting)
    yield finding.check("holder", policy)
    yield _said("nonce", proof, expected.nonce).check("nonce", policy)
    yield _said("audience", proof, expected.audience).check("audience", policy)
    subject = partial(_subject, holder if proof is not None else None)
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
) -> tuple[str, ProofFinding | None, Finding]:
    """Who presents: the DID of the proof's key, which must be the ``holder`` if one is named.

    The proof, if it holds, and the finding. Without a DID the holder is a text that is no DID.
    """
    holder = named or ""
    try:
        holder = split_did_url(proof_of(document).get("verificationMethod"))[0]
        if named is not None and named != holder:
            raise ProofInvalid(
                "The signer is another than the holder that is named.",
                ko="서명한 사람이 문서에 적힌 holder와 다릅니다.",
            )
        proof = _checked_proof(document, holder, setting)
    except FetchFailed as error:
        return holder, None, unknown("holder_proof_invalid", error, holder=holder[:500])
    except DamdaError as error:
        return holder, None, failed("holder_proof_invalid", error, holder=holder[:500])
    evidence: Json = {"holder": holder, **proof_evidence(proof)}
    return holder, proof, passed("holder_proof_valid", **evidence)


def _checked_proof(document: JsonView, holder: str, setting: Setting) -> ProofFinding:
    def key_for(verification_method: str, purpose: str) -> PublicKey:
        return key_of(holder, verification_method, purpose, setting, setting.now)[0]

    return check_proof(
        document,
        expected_purpose="authentication",
        key_for=key_for,
        canonicalizer=setting.canonicalizer,
        now=setting.now,
    )


_SAID = {
    "nonce": ("challenge", "nonce_matches", "nonce_mismatch", "nonce_not_asked"),
    "audience": ("domain", "audience_matches", "audience_mismatch", "audience_not_asked"),
}


def _said(check_id: str, proof: ProofFinding | None, expected: str | NotAsked) -> Finding:
    """Whether the proof says what was asked with; unknown of a proof that does not hold."""
    member, matches, mismatch, not_asked = _SAID[check_id]
    if expected is NOT_ASKED:
        return skipped(not_asked)
    if proof is None:
        return unknown("not_checked")
    said = proof.challenge if member == "challenge" else proof.domain
    if said is not None and compare_digest(_bytes(said), _bytes(expected)):
        return passed(matches)
    return failed(mismatch)


def _bytes(text: str) -> bytes:
    # Whatever the text: half a character must not end in a UnicodeError.
    return text.encode("utf-8", "surrogatepass")
