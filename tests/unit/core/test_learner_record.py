"""CLR 2.0: the record's own proof, and that of each credential it holds."""

from typing import Any

import pytest
from damda.credentials import check_credential
from damda.errors import MalformedInput
from damda.learner_record import MAX_CREDENTIALS
from damda.proofs import add_proof
from support.credential_world import CANONICALIZER, ISSUED, World

CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ONE = "urn:uuid:3b0c6f1e-0000-4000-8000-000000000002"
TWO = "urn:uuid:3b0c6f1e-0000-4000-8000-000000000003"
WORLD = World.create()
COLLEGE = World.create(domain="college.example:keis")
WORLD.web.pages |= COLLEGE.web.pages | WORLD.web.pages
WORLD.ledger.records |= COLLEGE.ledger.records


def achievement(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "type": ["Achievement"],
        "name": "Course",
        "description": "A course.",
        "criteria": {"narrative": "Passed."},
    }


def record(*held: dict[str, Any], **subject: Any) -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2", CLR, OPEN_BADGES],
        "id": "urn:uuid:3b0c6f1e-0000-4000-8000-00000000000f",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "학습이력",
        "issuer": {"id": WORLD.issuer.did, "type": ["Profile"], "name": "한국고용정보원"},
        "validFrom": "2026-11-24T09:00:00Z",
        "credentialSubject": {
            "id": WORLD.holder.did,
            "type": ["ClrSubject"],
            "verifiableCredential": list(held),
            **subject,
        },
    }


def signed(document: dict[str, Any]) -> dict[str, Any]:
    return add_proof(
        document,
        signer=WORLD.issuer,
        cryptosuite="eddsa-rdfc-2022",
        created=ISSUED,
        purpose="assertionMethod",
        canonicalizer=CANONICALIZER,
    )


BADGE = WORLD.issued()
OTHER = COLLEGE.issued(id="urn:uuid:3b0c6f1e-0000-4000-8000-000000000009", credentialStatus=None)


def outcomes(verdict: Any, place: int | None, name: str) -> list[str]:
    return [c.outcome for c in verdict.checks if (c.credential, c.id) == (place, name)]


def test_each_credential_inside_is_verified_by_its_own_proof():
    verdict = WORLD.verdict(signed(record(BADGE, OTHER)))
    for place in (None, 0, 1):
        assert outcomes(verdict, place, "proof") == ["passed"]
        assert outcomes(verdict, place, "issuer_log") == ["passed"]
    issuers = [c.evidence["issuer"] for c in verdict.checks if c.id == "format"]
    assert issuers == [WORLD.issuer.did, WORLD.issuer.did, COLLEGE.issuer.did]
    # The record's own type needs an accreditation of its own.
    assert outcomes(verdict, None, "accreditation") == ["failed"]
    assert outcomes(verdict, 0, "accreditation") == ["passed"]


def test_one_that_was_changed_before_the_record_was_signed_is_found():
    forged = BADGE | {"name": {"@value": "박사", "@language": "ko"}}
    verdict = WORLD.verdict(signed(record(OTHER, forged)))
    assert outcomes(verdict, None, "proof") == outcomes(verdict, 0, "proof") == ["passed"]
    assert outcomes(verdict, 1, "proof") == ["failed"]
    assert not verdict.verified


def test_one_without_a_proof_or_without_a_form_is_found():
    unsigned = {name: value for name, value in OTHER.items() if name != "proof"}
    verdict = WORLD.verdict(signed(record(unsigned)))
    assert outcomes(verdict, 0, "proof") == ["failed"]
    timeless = {name: value for name, value in OTHER.items() if name != "validFrom"}
    verdict = WORLD.verdict(signed(record(timeless)))
    assert outcomes(verdict, 0, "format") == ["failed"]


def test_a_revoked_one_inside_counts():
    from support.credential_world import LIST_URL

    world = World.create()
    badge = world.issued()
    world.publish(LIST_URL, "revocation", 5)
    document = record(badge) | {"issuer": {"id": world.issuer.did, "type": ["Profile"]}}
    whole = add_proof(
        document,
        signer=world.issuer,
        cryptosuite="eddsa-rdfc-2022",
        created=ISSUED,
        purpose="assertionMethod",
        canonicalizer=CANONICALIZER,
    )
    verdict = world.verdict(whole)
    assert [c.code for c in verdict.checks if c.credential == 0 and c.code == "revoked"]


def test_associations_join_what_the_record_holds():
    joined = {"type": "Association", "associationType": "isParentOf", "sourceId": ONE}
    document = record(
        BADGE, achievement=[achievement(TWO)], association=[joined | {"targetId": TWO}]
    )
    check_credential(document)
    inner = joined | {"targetId": BADGE["id"]}
    check_credential(record(BADGE, association=[inner]))
    for wrong in ({"targetId": "urn:uuid:else"}, {"targetId": []}, {"sourceId": 7}):
        with pytest.raises(MalformedInput, match="names nothing that the record holds"):
            check_credential(record(BADGE, association=[inner | wrong]))
    with pytest.raises(MalformedInput, match="must be an Association"):
        check_credential(record(BADGE, association=[inner | {"type": "Link"}]))


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (record(), "must hold credentials"),
        (record("eyJh.eyJi.c2ln"), "must hold credentials"),
        (record(*[BADGE] * (MAX_CREDENTIALS + 1)), "more than"),
        (record(record(BADGE) | {"id": "urn:uuid:other"}), "inside another"),
        (record(BADGE, type=["AchievementSubject"]), "ClrSubject"),
        ({k: v for k, v in record(BADGE).items() if k != "name"}, "name"),
        ({k: v for k, v in record(BADGE).items() if k != "validFrom"}, "validFrom"),
        (record(BADGE) | {"issuer": {"id": "did:example:x", "type": ["Person"]}}, "Profile"),
        (record(BADGE) | {"@context": BADGE["@context"]}, "CLR 2.0"),
    ],
)
def test_what_is_no_learner_record(document, said):
    with pytest.raises(MalformedInput, match=said):
        check_credential(document)


def test_only_whole_credentials_bring_a_context_along():
    document = record(BADGE)
    document["credentialSubject"]["achievement"] = [
        achievement(ONE) | {"@context": BADGE["@context"]}
    ]
    with pytest.raises(MalformedInput, match="below the top"):
        check_credential(document)
    no_credential = {name: value for name, value in BADGE.items() if name != "type"}
    with pytest.raises(MalformedInput, match="below the top"):
        check_credential(record(no_credential))
