"""No single change of a signed document goes unnoticed, wherever it is made.

Verification fails, or a reader of the JSON (`support.mutations.reading`) sees the same as before
and so do the statements. Only what every policy demands decides (format, key, proof): no anchor,
no schema, no ledger helps.
"""

from typing import Any

import pytest
from damda import multibase
from damda.evidence import Evidence
from damda.keys import SoftwareSigner
from damda.present import build_presentation
from damda.proofs import CRYPTOSUITES, add_proof
from damda.proofs.suites import LEGACY_SUITES
from damda.verdict import Verdict
from damda.verify import Expected, Policy, verify_credential, verify_presentation
from hypothesis import given, settings
from hypothesis import strategies as st
from support.credential_world import AUDIENCE, CANONICALIZER, ISSUED, NONCE, NOW, SCHEMAS, World
from support.mutations import combined, mutations, reading, unnoticed
from support.open_badge import open_badge

type Json = dict[str, Any]

LEGACY = "Ed25519Signature2020"
LEGACY_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"
SUITES = [(name, kind) for name, suite in CRYPTOSUITES.items() for kind in suite.key_kinds]
SIGNERS = {kind: SoftwareSigner.create(kind) for kind in ("Ed25519", "P-256", "P-384")}
HOLDER = SoftwareSigner.create("P-256")
PROOF_ONLY = Policy(fatal=frozenset(), require_anchor="no")


def training_badge(issuer: str) -> Json:
    """As KEIS issues it: status entries, a schema, a context of its own."""
    badge = World.create().badge()
    badge["credentialSubject"]["id"] = HOLDER.did
    return badge | {"issuer": {**badge["issuer"], "id": issuer}}


def full_badge(issuer: str) -> Json:
    """Numbers, booleans, texts in languages, nodes within nodes, sets of several."""
    badge = open_badge(issuer, HOLDER.did)
    achievement = badge["credentialSubject"]["achievement"]
    achievement |= {
        "creditsAvailable": 3.5,
        "image": {"id": "https://keis.example/art.svg", "type": "Image", "caption": "그림"},
        "tag": ["python", "직업훈련"],
        "version": "1",
        "resultDescription": [
            {"id": "urn:uuid:3b0c6f1e-0000-4000-8000-000000000003", "type": ["ResultDescription"],
             "name": "성적", "resultType": "LetterGrade", "allowedValue": ["A", "B", "C"]},
        ],
    }  # fmt: skip
    badge["credentialSubject"] |= {
        "creditsEarned": 42.0,
        "identifier": [{"type": "IdentityObject", "hashed": False, "identityHash": "kim@example.org",
                        "identityType": "emailAddress"}],
    }  # fmt: skip
    return badge | {
        "name": [{"@value": "직업훈련 수료", "@language": "ko"}, {"@value": "Training", "@language": "en"}],
        "description": "수료를 증명합니다.",
        "validUntil": "2029-11-24T09:00:00+09:00",
        "evidence": [{"id": "https://keis.example/e/1", "type": ["Evidence"], "name": "출석"},
                     {"id": "https://keis.example/e/2", "type": ["Evidence"], "name": "작품"}],
    }  # fmt: skip


def least(issuer: str) -> Json:
    """What a credential must have and no more; its issuer is a text."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "credentialSubject": {"id": HOLDER.did},
    }


DOCUMENTS = {"least": least, "training badge": training_badge, "full badge": full_badge}


def signed(document: Json, suite: str, kind: str) -> Json:
    signer = SIGNERS[kind]
    if suite == LEGACY:
        return signed_as_before(document, signer)
    return add_proof(
        document,
        signer=signer,
        purpose="assertionMethod",
        created=ISSUED,
        canonicalizer=CANONICALIZER,
        cryptosuite=suite,
    )


def signed_as_before(document: Json, signer: SoftwareSigner) -> Json:
    """With the proof type that is only read here (Data Integrity EdDSA 1.0, 3.4)."""
    document = {**document, "@context": [*document["@context"], LEGACY_CONTEXT]}
    proof = {
        "type": LEGACY,
        "created": "2026-11-24T09:00:00Z",
        "verificationMethod": signer.verification_method,
        "proofPurpose": "assertionMethod",
    }
    config = {"@context": document["@context"], **proof}
    data = LEGACY_SUITES[LEGACY].signing_input(document, config, CANONICALIZER)
    return {**document, "proof": {**proof, "proofValue": multibase.encode(signer.sign(data))}}


def judged(document: Any) -> Verdict:
    return verify_credential(
        document,
        evidence=Evidence(),
        policy=PROOF_ONLY,
        canonicalizer=CANONICALIZER,
        schemas=SCHEMAS,
        now=NOW,
    )


def presented(document: Any) -> Verdict:
    return verify_presentation(
        document,
        expected=Expected(NONCE, AUDIENCE),
        evidence=Evidence(),
        policy=PROOF_ONLY,
        canonicalizer=CANONICALIZER,
        schemas=SCHEMAS,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("name", "suite"),
    [
        ("least", "eddsa-rdfc-2022"),
        ("training badge", "eddsa-rdfc-2022"),
        ("full badge", "eddsa-rdfc-2022"),
        ("full badge", "eddsa-jcs-2022"),
    ],
)
def test_every_change_at_every_place(name: str, suite: str) -> None:
    document = DOCUMENTS[name](SIGNERS["Ed25519"].did)
    assert unnoticed(signed(document, suite, "Ed25519"), lambda d: judged(d).verified) == []


@pytest.mark.parametrize(("suite", "kind"), [*SUITES[2:], (LEGACY, "Ed25519")])
def test_one_change_in_twenty_with_every_other_suite(suite: str, kind: str) -> None:
    document = full_badge(SIGNERS[kind].did)
    assert unnoticed(signed(document, suite, kind), lambda d: judged(d).verified, part=20) == []


def presentation() -> Json:
    badge = signed(training_badge(SIGNERS["Ed25519"].did), "eddsa-rdfc-2022", "Ed25519")
    return build_presentation(
        [badge],
        holder=HOLDER.did,
        signer=HOLDER,
        challenge=NONCE,
        domain=AUDIENCE,
        created=NOW,
        canonicalizer=CANONICALIZER,
    )


def test_every_change_at_every_place_of_a_presentation() -> None:
    assert unnoticed(presentation(), lambda d: presented(d).verified) == []


SIGNED = [signed(training_badge(SIGNERS[kind].did), suite, kind) for suite, kind in SUITES]


@given(st.sampled_from(SIGNED), st.integers(2, 4), st.data())
@settings(max_examples=25, deadline=None)
def test_several_changes_together(document: Json, count: int, data: st.DataObject) -> None:
    changed = combined(document, lambda n: data.draw(st.integers(0, n - 1)), count)
    if reading(changed) != reading(document):
        assert not judged(changed).verified


def test_what_means_the_same_is_let_be() -> None:
    """Else the rule above could be kept by refusing all."""
    document = signed(full_badge(SIGNERS["Ed25519"].did), "eddsa-rdfc-2022", "Ed25519")
    same = {"members backwards", "backwards", "written otherwise", "in an array"}
    kinds = (m for m in mutations(document) if m.kind in same)
    assert {m.kind for m in kinds if judged(m.document).verified} == same
