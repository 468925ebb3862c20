"""Everybody who signed: every proof must hold, each by a key under its own DID.

Who signs beside the issuer (or the holder) adds nothing to what is trusted: accreditation, status
and the rest are the issuer's alone, and the verdict lists all signers. But a document with a
signature that does not hold, or whose signer can't be established, is refused: nobody can say then
what the others agreed to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ..credentials import CredentialView
from ..dids import split_did_url
from ..errors import DamdaError, ExtraMissing, FetchFailed, MalformedInput
from ..keys import PublicKey
from ..proofs import ProofFinding, ProofOutcome, error_at, first_error, judge_proofs
from ..protocols import Json
from ..times import format_time
from .finding import DocumentSetting, Finding, Setting, failed, passed, unknown
from .issuer_key import IssuerKey, key_of, moment_of


class CredentialProofs:
    """The proofs of a credential: the issuer's, and those beside it."""

    def __init__(self, view: CredentialView, issuer: IssuerKey, setting: DocumentSetting) -> None:
        self._view = view
        self._issuer = issuer
        self._setting = setting
        self._unavailable: list[DamdaError] = []

    def findings(self) -> tuple[ProofFinding, ...]:
        """What the proofs say if all hold. Raises the issuer's error if there is no key of it,
        ProofInvalid, MalformedInput, FetchFailed, DidUnresolvable."""
        outcomes = self._outcomes()
        if (error := first_error(outcomes)) is not None:
            raise error
        return tuple(outcome.finding for outcome in outcomes if outcome.finding is not None)

    def finding(self) -> Finding:
        """The finding of the credential's check ``proof``."""
        if self._view.document.get("proof") in (None, []):
            return failed("credential_unsigned")
        try:
            outcomes = self._outcomes()
        except DamdaError as error:
            return failed(_code_of(error), error)
        evidence = proofs_evidence(outcomes, self._issuer.proof)
        if all(outcome.error is None for outcome in outcomes):
            code = "proof_valid" if len(outcomes) == 1 else "proof_set_valid"
            return passed(code, **evidence)
        place = worst(outcomes, besides=self._issuer.error)
        if place is None:
            return unknown("not_checked")
        return self._told(outcomes[place].error, error_at(outcomes, place), evidence)

    def _told(self, why: DamdaError | None, named: DamdaError | None, evidence: Json) -> Finding:
        if any(why is unavailable for unavailable in self._unavailable):
            told = unknown if isinstance(why, FetchFailed) else failed
            return told("signer_key_unavailable", named, **evidence)
        if isinstance(why, ExtraMissing):
            return unknown("not_checked", named, **evidence)
        return failed(_code_of(why), named, **evidence)

    def _outcomes(self) -> tuple[ProofOutcome, ...]:
        return judge_proofs(
            self._view.document,
            expected_purpose="assertionMethod",
            key_of=self._key_of,
            canonicalizer=self._setting.canonicalizer,
            now=self._setting.now,
        )

    def _key_of(self, finding: ProofFinding) -> PublicKey:
        method = finding.verification_method
        as_of = moment_of(finding.created, self._view, self._setting)
        key = self._issuer.listed(method, as_of)
        if key is not None:
            return key
        try:
            return signer_key(method, "assertionMethod", self._setting, as_of)
        except DamdaError as error:
            self._unavailable.append(error)
            raise


def signer_key(method: str, purpose: str, setting: Setting, as_of: datetime) -> PublicKey:
    """The key of ``method`` as its own DID listed it. Raises like `key_of`."""
    return key_of(split_did_url(method)[0], method, purpose, setting, as_of)[0]


def worst(outcomes: Sequence[ProofOutcome], besides: DamdaError | None = None) -> int | None:
    """The place of the proof to tell of: the first that does not hold, before one whose key could
    not be had. None if none failed but with the very error ``besides``."""
    bad = [
        place
        for place, outcome in enumerate(outcomes)
        if outcome.error is not None and outcome.error is not besides
    ]
    certain = [place for place in bad if not isinstance(outcomes[place].error, FetchFailed)]
    return next(iter(certain or bad), None)


def _code_of(error: DamdaError | None) -> str:
    return "malformed" if isinstance(error, MalformedInput) else "proof_invalid"


def proofs_evidence(outcomes: Sequence[ProofOutcome], first: Json | None) -> Json:
    """What the proofs say, for the verdict: the one that counts, and of several a list of all.

    ``first`` is the proof that counts, the issuer's or the holder's.
    """
    chosen = [o.finding for o in outcomes if o.proof is first and o.finding is not None]
    evidence = _said(chosen[0]) if chosen else {}
    if len(outcomes) > 1:
        evidence["proofs"] = [_listed(outcome) for outcome in outcomes]
    return evidence


def _listed(outcome: ProofOutcome) -> Json:
    finding = outcome.finding
    if finding is None:
        method = str(outcome.proof.get("verificationMethod"))[:500]
        return {"verificationMethod": method, "holds": False}
    named = {} if finding.id is None else {"id": finding.id[:500]}
    before = [name[:500] for name in finding.previous]
    chain = {"previousProof": before} if before else {}
    return {**named, **_said(finding), **chain, "holds": True}


def _said(finding: ProofFinding) -> Json:
    made = {} if finding.created is None else {"created": format_time(finding.created)}
    return {
        "cryptosuite": finding.cryptosuite,
        "verificationMethod": finding.verification_method[:500],
        **made,
    }
