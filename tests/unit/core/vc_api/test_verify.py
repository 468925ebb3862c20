"""POST /credentials/verify and /presentations/verify: what is demanded, and how it is told."""

import json
from datetime import timedelta

import pytest
from damda import status
from damda.proofs import add_proof
from damda.vc_jose import draft_vc_jwt, enveloped_credential
from support.credential_world import CANONICALIZER, NOW
from support.vc_api_world import V2, VcApiWorld, problem_types

LIST_URL = "https://lists.example/1"


@pytest.fixture
def world():
    return VcApiWorld()


def publish(world, *revoked, issuer=None, **members):
    """A status list by the world's issuer, for revocation."""
    bits = status.new_list()
    for index in revoked:
        bits = status.with_bit(bits, index, True)
    document = status.status_list_credential(
        id=LIST_URL,
        issuer=issuer or world.issuer(),
        purpose="revocation",
        bits=bits,
        valid_from=NOW - timedelta(days=1),
        valid_until=None,
    )
    answer = world.issue(document | members)

    world.web.pages[LIST_URL] = json.dumps(answer.body["verifiableCredential"]).encode()


def listed(world, index=5):
    return world.issued(credentialStatus=status.status_entry(LIST_URL, index, "revocation"))


def signed(world, presentation, *, challenge="c", domain="d"):
    signer = world.issuers[world.issuer()].signer
    return add_proof(
        presentation,
        signer=signer,
        purpose="authentication",
        created=NOW,
        canonicalizer=CANONICALIZER,
        challenge=challenge,
        domain=domain,
    )


def presentation(*credentials, **members):
    document = {"@context": [V2], "type": ["VerifiablePresentation"], **members}
    return document | ({"verifiableCredential": list(credentials)} if credentials else {})


def test_a_good_credential(world):
    secured = world.issued()
    answer = world.verify(secured)
    assert (answer.status, answer.media_type) == (200, "application/json")
    assert answer.body["verified"] is True
    assert answer.body["problemDetails"] == answer.body["errors"] == answer.body["warnings"] == []
    assert {c["id"]: c["outcome"] for c in answer.body["checks"]}["proof"] == "passed"
    assert "credential" not in answer.body
    returned = world.verify(secured, {"returnCredential": True})
    assert returned.body["credential"] == secured


def test_nobody_need_be_accredited_or_anchored(world):
    checks = {c["id"]: c for c in world.verify(world.issued()).body["checks"]}
    assert checks["accreditation"]["outcome"] == "unknown"
    assert not checks["accreditation"]["fatal"]
    assert not checks["schema"]["fatal"]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"validUntil": "2026-11-25T08:00:00Z"}, "expired"),
        ({"validFrom": "2026-11-25T10:00:00Z"}, "not_yet_valid"),
    ],
)
def test_dates_are_told_as_out_of_range(world, members, code):
    answer = world.verify(world.issued(**members))
    assert (answer.status, answer.body["code"]) == (400, code)
    assert answer.body["type"] == "https://www.w3.org/TR/vc-data-model#RANGE_ERROR"
    assert answer.body["verified"] is False


def test_a_revoked_credential(world):
    publish(world, 5)
    answer = world.verify(listed(world))
    assert (answer.status, problem_types(answer)) == (400, ["revoked"])
    assert world.verify(listed(world, 4)).status == 200


def test_a_list_that_cannot_be_had_is_not_a_revocation(world):
    answer = world.verify(listed(world))
    assert answer.status == 400
    assert answer.body["code"] == "status_unavailable"
    assert answer.body["type"] == (
        "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR"
    )


@pytest.mark.parametrize("content", [b"<html>", b"{}"])
def test_a_list_that_cannot_be_read(world, content):
    world.web.pages[LIST_URL] = content
    assert problem_types(world.verify(listed(world))) == ["STATUS_VERIFICATION_ERROR"]


def test_a_list_by_somebody_else(world):
    publish(world, issuer=world.issuer("ecdsa-rdfc-2019", "P-256"))
    assert problem_types(world.verify(listed(world))) == ["STATUS_VERIFICATION_ERROR"]


def test_slow_lists_end_the_reading(world):
    """After the time for fetching nothing more is asked for."""

    class Slow:
        asked = 0

        def get(self, url, *, accept, limit):
            Slow.asked += 1
            world.now += timedelta(seconds=15)
            return b"{}"

    world.web = Slow()
    entries = [status.status_entry(f"https://lists.example/{n}", 1, "revocation") for n in range(4)]
    answer = world.verify(world.issued(credentialStatus=entries))
    assert Slow.asked == 2
    assert problem_types(answer).count("STATUS_RETRIEVAL_ERROR") == 2


def test_the_issuer_must_have_signed(world):
    secured = world.issued()
    other = world.issuer("ecdsa-rdfc-2019", "P-256")
    answer = world.verify(secured | {"issuer": other})
    assert answer.status == 400
    assert not answer.body["verified"]


def test_several_problems_are_all_listed(world):
    answer = world.verify(world.issued(validUntil="2026-11-25T08:00:00Z") | {"name": "x"})
    assert "RANGE_ERROR" in problem_types(answer)
    assert "CRYPTOGRAPHIC_SECURITY_ERROR" in problem_types(answer)
    assert answer.body["errors"] == answer.body["problemDetails"]


def test_a_signed_presentation(world):
    document = signed(world, presentation(world.issued(), world.issued(id="urn:uuid:2")))
    asked = {"challenge": "c", "domain": "d"}
    answer = world.verify_presentation(document, asked | {"returnPresentation": True})
    assert (answer.status, answer.body["verified"]) == (200, True)
    assert answer.body["verifiablePresentation"] == document
    assert world.verify_presentation(document).status == 200


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"challenge": "other", "domain": "d"}, "INVALID_CHALLENGE_ERROR"),
        ({"challenge": "c", "domain": "other"}, "INVALID_DOMAIN_ERROR"),
    ],
)
def test_the_challenge_and_the_domain_are_those_that_were_asked(world, asked, problem):
    answer = world.verify_presentation(signed(world, presentation(world.issued())), asked)
    assert (answer.status, problem_types(answer)) == (400, [problem])


def test_an_unsigned_presentation(world):
    document = presentation(world.issued())
    answer = world.verify_presentation(document)
    assert (answer.status, answer.body["verified"]) == (200, True)
    assert [each["code"] for each in answer.body["warnings"]] == ["presentation_unsigned"]
    assert world.verify_presentation(document, {"challenge": "c"}).status == 400
    assert world.verify_presentation(document, {"challenge": "c"}, unsigned="accept").status == 200


def test_a_presentation_of_nothing(world):
    assert world.verify_presentation(presentation()).status == 200
    document = signed(world, presentation())
    assert world.verify_presentation(document, {"challenge": "c", "domain": "d"}).status == 200


def test_every_credential_of_a_presentation_must_hold(world):
    broken = world.issued() | {"name": "x"}
    answer = world.verify_presentation(presentation(world.issued(), broken))
    assert answer.status == 400
    assert {c["credential"] for c in answer.body["checks"] if c["id"] == "proof"} == {0, 1}


@pytest.mark.parametrize(
    "document",
    [
        {"type": ["NonconformingDocument"]},
        {
            "@context": [V2],
            "type": "EnvelopedVerifiablePresentation",
            "id": "data:application/vp+jwt,x",
        },
        {"@context": [V2], "type": "VerifiablePresentation", "verifiableCredential": ["eyJ.eyJ.x"]},
    ],
)
def test_what_is_not_supported_is_malformed(world, document):
    answer = world.verify_presentation(document)
    assert (answer.status, problem_types(answer)) == (400, ["MALFORMED_VALUE_ERROR"])
    assert world.verify(document).status == 400


def test_a_credential_in_an_envelope(world):
    signer = world.issuers[world.issuer()].signer
    document = {n: v for n, v in world.credential().items() if n != "proof"}
    draft = draft_vc_jwt(
        document | {"issuer": signer.did},
        verification_method=signer.verification_method,
        algorithm=signer.algorithm,
        issued_at=NOW,
    )
    envelope = enveloped_credential(draft.attach(signer.sign(draft.signing_input)))
    assert world.verify(envelope).status == 200
    forged = enveloped_credential(draft.attach(bytes(64)))
    assert world.verify(forged).status == 400
