"""Checking the proofs of a document: one, a set or a chain, each of which must hold.

VC Data Integrity 1.0, 4.5. A proof of a chain is over the document with the proofs it names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..errors import (
    DamdaError,
    DidUnresolvable,
    FetchFailed,
    LimitExceeded,
    MalformedInput,
    ProofInvalid,
)
from ..keys import PublicKey
from ..protocols import Canonicalizer, Json, JsonView
from .one_proof import KeyOf, ProofCheck, ProofFinding
from .proof_list import previous_proofs, proofs_of

type KeyFor = Callable[[str, str], PublicKey]
"""The key of a verification method (a DID URL) if it is listed for a purpose."""


@dataclass(frozen=True, slots=True)
class ProofOutcome:
    """What came of one proof: what it says if it holds (``finding``), or why it does not."""

    proof: Json
    finding: ProofFinding | None = None
    error: DamdaError | None = None


def check_proof(
    document: JsonView,
    *,
    expected_purpose: str,
    key_for: KeyFor,
    canonicalizer: Canonicalizer,
    now: datetime,
    as_holder: bool = False,
) -> ProofFinding:
    """What the one proof of ``document`` says, if it holds.

    ``key_for(verification_method, purpose)`` gives the key; its errors pass through.
    ``as_holder``: a proof for selective disclosure is the issuer's base proof, which a holder
    receives and nobody else accepts; else it is a derived one. Raises
    ProofInvalid (also for a document without proof, or with several) and MalformedInput.
    """
    if len(proofs_of(document)) > 1:
        raise ProofInvalid(
            "The document has several proofs; one is expected here.",
            ko="서명이 하나여야 하는데 여러 개 있습니다.",
        )
    (finding,) = check_proofs(
        document,
        expected_purpose=expected_purpose,
        key_for=key_for,
        canonicalizer=canonicalizer,
        now=now,
        as_holder=as_holder,
    )
    return finding


def check_proofs(
    document: JsonView,
    *,
    expected_purpose: str,
    key_for: KeyFor,
    canonicalizer: Canonicalizer,
    now: datetime,
    as_holder: bool = False,
) -> tuple[ProofFinding, ...]:
    """What the proofs of ``document`` say, in its order, if every one holds: one, a set, a chain.

    Raises like `check_proof`; the error's sentence says which of several proofs is the bad one.
    """
    outcomes = judge_proofs(
        document,
        expected_purpose=expected_purpose,
        key_of=lambda finding: key_for(finding.verification_method, expected_purpose),
        canonicalizer=canonicalizer,
        now=now,
        as_holder=as_holder,
    )
    if (error := first_error(outcomes)) is not None:
        raise error
    return tuple(outcome.finding for outcome in outcomes if outcome.finding is not None)


def judge_proofs(
    document: JsonView,
    *,
    expected_purpose: str,
    key_of: KeyOf,
    canonicalizer: Canonicalizer,
    now: datetime,
    as_holder: bool = False,
) -> tuple[ProofOutcome, ...]:
    """What came of each proof, in the document's order; all are looked at, unless one was too much.

    After a proof that asked for too much work, the others get its error: they are over the same
    document, and each would ask for as much.

    An outcome says nothing of the proofs that its own names as previous: the document is secured
    only if all hold. Raises ProofInvalid and MalformedInput if the proofs as a whole can't be
    read: none, too many, names that lead nowhere.
    """
    proofs = proofs_of(document)
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    check = ProofCheck(unsecured, expected_purpose, key_of, canonicalizer, now, as_holder)
    outcomes: list[ProofOutcome] = []
    for proof, previous in zip(proofs, previous_proofs(proofs), strict=True):
        last = outcomes[-1].error if outcomes else None
        if isinstance(last, LimitExceeded):
            outcomes.append(ProofOutcome(proof, error=last))
        else:
            outcomes.append(_outcome(check, proof, previous))
    return tuple(outcomes)


def _outcome(check: ProofCheck, proof: Json, previous: Sequence[Json]) -> ProofOutcome:
    try:
        return ProofOutcome(proof, check.finding(proof, previous))
    except DamdaError as error:
        return ProofOutcome(proof, error=error)


def first_error(outcomes: Sequence[ProofOutcome]) -> DamdaError | None:
    """Why the document is not secured, None if all holds: the first error of a proof.

    Of several proofs its sentence says which.
    """
    bad = (place for place, outcome in enumerate(outcomes) if outcome.error is not None)
    return error_at(outcomes, next(bad, None))


def error_at(outcomes: Sequence[ProofOutcome], place: int | None) -> DamdaError | None:
    """The error of the proof at ``place``; of several proofs its sentence says which."""
    error = None if place is None else outcomes[place].error
    if place is None or error is None or len(outcomes) == 1:
        return error
    number, count, proof = place + 1, len(outcomes), outcomes[place].proof
    shown = str(proof.get("id") or proof.get("verificationMethod"))[:200]
    kinds = (FetchFailed, DidUnresolvable, MalformedInput)
    kind = next((kind for kind in kinds if isinstance(error, kind)), ProofInvalid)
    return kind(
        f"Proof {number} of {count} ({shown}): {error.en}",
        ko=f"서명 {count}개 중 {number}번째({shown}): {error.ko}",
        code=error.code,
    )
