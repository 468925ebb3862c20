"""POST /credentials/issue: who signs, what is signed, what is refused."""

import pytest
from support.vc_api_world import SUITES, V1, V2, VcApiWorld, body

DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"


@pytest.fixture(scope="module")
def world():
    return VcApiWorld()


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_every_suite_and_kind_of_key_issues_what_verifies(world, suite, kind):
    did = world.issuer(suite, kind)
    secured = world.issued(issuer={"id": did, "name": "Test"})
    assert secured["proof"]["cryptosuite"] == suite
    assert secured["proof"]["verificationMethod"].startswith(f"{did}#")
    answer = world.verify(secured)
    assert (answer.status, answer.body["verified"], answer.body["errors"]) == (200, True, [])


@pytest.mark.parametrize(("suite", "kind"), SUITES)
def test_a_change_after_issuing_is_noticed(world, suite, kind):
    secured = world.issued(issuer=world.issuer(suite, kind), name="Diploma")
    answer = world.verify(secured | {"name": "Doctorate"})
    assert (answer.status, answer.body["verified"]) == (400, False)
    assert answer.body["type"].endswith("#CRYPTOGRAPHIC_SECURITY_ERROR")
    assert answer.media_type == "application/problem+json"


def test_the_answer_holds_the_credential_and_nothing_else(world):
    answer = world.issue(world.credential(id="urn:uuid:1"), options={"unknown": [None]})
    assert answer.status == 201
    assert answer.media_type == "application/json"
    assert answer.body.keys() == {"verifiableCredential"}
    assert {k: v for k, v in answer.body["verifiableCredential"].items() if k != "proof"} == (
        world.credential(id="urn:uuid:1")
    )


@pytest.mark.parametrize("issuer", ["did:key:z6MkOther", "", "x", {"id": "did:example:x"}])
def test_a_stranger_is_told_so(world, issuer):
    answer = world.issue(world.credential(issuer=issuer))
    assert (answer.status, answer.body["code"]) == (400, "unknown_issuer")


@pytest.mark.parametrize("issuer", [None, 7, [], {}, {"id": 7}, {"name": "x"}])
def test_an_issuer_that_names_nobody(world, issuer):
    document = world.credential() | {"issuer": issuer}
    answer = world.issue(document)
    assert (answer.status, answer.body["code"]) == (400, "malformed")


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
@pytest.mark.parametrize(
    "members",
    [
        {"memo": "undefined term"},
        {"type": ["VerifiableCredential", "Unmapped"]},
        {"id": "3b0c6f1e-0000-4000-8000-000000000001"},
        {"credentialSubject": {}},
        {"validFrom": "Sat 25 Feb 2023"},
        {"@context": [V2, "https://unknown.example/v1"]},
        {"@context": [V2, {"memo": "urn:x:memo"}]},
        {"proof": {"type": "DataIntegrityProof"}},
    ],
)
def test_what_no_reader_would_read_alike_is_not_signed(world, suite, members):
    answer = world.issue(world.credential(issuer=world.issuer(suite)) | members)
    assert answer.status == 400
    assert answer.body["status"] == 400
    assert all(answer.body[name] for name in ("type", "title", "detail", "code", "en", "ko"))


def test_the_direction_of_a_text_is_signed_where_json_is_signed(world):
    name = {"@value": "شهادة", "@language": "ar", "@direction": "rtl"}
    secured = world.issued(issuer=world.issuer("eddsa-jcs-2022"), name=name)
    secured["name"]["@direction"] = "ltr"
    assert world.verify(secured).status == 400
    refused = world.issue(world.credential(name=name))
    assert refused.status == 400
    assert "@direction" in refused.body["en"]


def test_data_model_1_1_gets_the_context_of_its_proof(world):
    old = {"@context": [V1], "issuanceDate": "2026-11-24T09:00:00Z"}
    secured = world.issued(**old)
    assert secured["@context"] == [V1, DATA_INTEGRITY]
    assert world.verify(secured).status == 200
    again = world.issued(**old | {"@context": [V1, DATA_INTEGRITY]})
    assert again["@context"] == [V1, DATA_INTEGRITY]


def test_data_model_1_1_needs_its_date(world):
    assert world.issue(world.credential(**{"@context": [V1]})).status == 400


def test_a_body_too_large_is_another_status(world):
    answer = world.issue_raw(body(credential={"memo": "x" * 1_048_576}))
    assert (answer.status, answer.body["code"]) == (413, "body_too_large")
