"""POST /credentials/derive, and the mandatory pointers of /credentials/issue."""

from typing import Any

import pytest
from damda.proofs.ecdsa_sd_2023 import BaseValue
from support.vc_api_world import VcApiWorld, body

NAME = "/credentialSubject/name"
STATUS = {
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": "https://keis.example/status/1",
}


@pytest.fixture(scope="module")
def world() -> VcApiWorld:
    return VcApiWorld()


def credential(world: VcApiWorld, **members: Any) -> dict[str, Any]:
    subject = {"id": "did:example:subject", "name": "홍길동", "description": "hidden"}
    issuer = world.issuer("ecdsa-sd-2023", "P-256")
    return world.credential(issuer=issuer, credentialSubject=subject, **members)


def issued(world: VcApiWorld, pointers: Any = ("/issuer",), **members: Any) -> dict[str, Any]:
    answer = world.issue(credential(world, **members), options={"mandatoryPointers": pointers})
    assert answer.status == 201, answer.body
    secured: dict[str, Any] = answer.body["verifiableCredential"]
    return secured


def derive(world: VcApiWorld, document: Any, *pointers: Any) -> Any:
    options = {"selectivePointers": list(pointers)}
    return world.verifier().derive(body(verifiableCredential=document, options=options))


def test_what_is_issued_derives_and_verifies(world: VcApiWorld) -> None:
    base = issued(world)
    answer = derive(world, base, NAME)
    assert (answer.status, answer.body.keys()) == (201, {"verifiableCredential"})
    shown = answer.body["verifiableCredential"]
    assert shown["credentialSubject"] == {"id": "did:example:subject", "name": "홍길동"}
    assert world.verify(shown).body["verified"] is True
    changed = {**shown, "credentialSubject": {**shown["credentialSubject"], "name": "임꺽정"}}
    assert world.verify(changed).status == 400


def test_mandatory_pointers_are_kept_and_none_are_none(world: VcApiWorld) -> None:
    for pointers in (["/issuer", NAME], []):
        proof = issued(world, pointers)["proof"]
        assert BaseValue.parse(proof["proofValue"]).mandatory_pointers == pointers
    answer = world.issue(credential(world))
    proof = answer.body["verifiableCredential"]["proof"]
    assert BaseValue.parse(proof["proofValue"]).mandatory_pointers == []


def test_a_suite_that_shows_all_ignores_mandatory_pointers(world: VcApiWorld) -> None:
    answer = world.issue(world.credential(), options={"mandatoryPointers": ["/issuer"]})
    assert answer.status == 201
    assert world.verify(answer.body["verifiableCredential"]).status == 200


def test_a_base_proof_does_not_verify(world: VcApiWorld) -> None:
    answer = world.verify(issued(world))
    assert answer.status == 400
    assert answer.body["type"].endswith("#CRYPTOGRAPHIC_SECURITY_ERROR")


def test_what_limits_a_credential_can_not_be_hidden(world: VcApiWorld) -> None:
    for member in ({"credentialStatus": STATUS}, {"validUntil": "2030-01-01T00:00:00Z"}):
        (name,) = member
        answer = world.issue(
            credential(world, **member), options={"mandatoryPointers": ["/issuer"]}
        )
        assert (answer.status, answer.body["code"]) == (400, "malformed")
        assert f"/{name}" in answer.body["en"]
        shown = derive(world, issued(world, ["/issuer", f"/{name}"], **member), NAME)
        assert shown.body["verifiableCredential"][name] == member[name]


@pytest.mark.parametrize("pointers", ["/issuer", {"a": 1}, 7, [7], [None], [["/issuer"]]])
def test_pointers_that_are_no_list_of_texts(world: VcApiWorld, pointers: Any) -> None:
    answer = world.issue(credential(world), options={"mandatoryPointers": pointers})
    assert (answer.status, answer.body["code"]) == (400, "malformed_body")
    raw = body(verifiableCredential=issued(world), options={"selectivePointers": pointers})
    answer = world.verifier().derive(raw)
    assert (answer.status, answer.body["code"]) == (400, "malformed_body")


@pytest.mark.parametrize("pointer", ["/nowhere", "issuer", "", "/~", "/credentialSubject/0"])
def test_pointers_that_lead_nowhere(world: VcApiWorld, pointer: str) -> None:
    answer = world.issue(credential(world), options={"mandatoryPointers": [pointer]})
    assert (answer.status, answer.body["code"]) == (400, "malformed")
    answer = derive(world, issued(world), pointer)
    assert (answer.status, answer.body["code"]) == (400, "malformed")
    assert answer.media_type == "application/problem+json"
    assert answer.body["ko"]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"verifiableCredential": []}', b"\xff"])
def test_a_body_that_is_none(world: VcApiWorld, raw: bytes) -> None:
    answer = world.verifier().derive(raw)
    assert (answer.status, answer.body["code"]) == (400, "malformed_body")


def test_a_body_that_is_too_large(world: VcApiWorld) -> None:
    assert world.verifier().derive(b" " * 1_048_577).status == 413


def test_what_can_not_be_derived_from(world: VcApiWorld) -> None:
    base = issued(world)
    shown = derive(world, base, NAME).body["verifiableCredential"]
    unsigned = {name: value for name, value in base.items() if name != "proof"}
    whole = world.issued()
    for document in (shown, unsigned, whole, {**base, "name": "one more"}):
        answer = derive(world, document, NAME)
        assert answer.status == 400
        assert answer.body["code"] in ("invalid_proof", "malformed")
