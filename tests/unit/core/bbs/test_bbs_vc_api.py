"""bbs-2023 through the VC-API: issue, derive, verify."""

from typing import Any

import pytest
from support.vc_api_world import VcApiWorld, body

pytestmark = pytest.mark.peer

NAME = "/credentialSubject/name"


@pytest.fixture(scope="module")
def world() -> VcApiWorld:
    return VcApiWorld()


def issued(world: VcApiWorld) -> Any:
    subject = {"id": "did:example:subject", "name": "홍길동", "description": "hidden"}
    issuer = world.issuer("bbs-2023", "BLS12-381-G2")
    document = world.credential(issuer=issuer, credentialSubject=subject)
    answer = world.issue(document, options={"mandatoryPointers": ["/issuer"]})
    assert answer.status == 201, answer.body
    return answer.body["verifiableCredential"]


def derive(world: VcApiWorld, document: Any) -> Any:
    options = {"selectivePointers": [NAME]}
    return world.verifier().derive(body(verifiableCredential=document, options=options))


def test_what_is_issued_derives_and_verifies(world: VcApiWorld) -> None:
    base = issued(world)
    assert base["proof"]["cryptosuite"] == "bbs-2023"
    answer = derive(world, base)
    assert answer.status == 201
    shown = answer.body["verifiableCredential"]
    assert shown["credentialSubject"] == {"id": "did:example:subject", "name": "홍길동"}
    assert world.verify(shown).body["verified"] is True


def test_a_base_proof_or_a_changed_document_does_not(world: VcApiWorld) -> None:
    base = issued(world)
    assert world.verify(base).status == 400
    shown = derive(world, base).body["verifiableCredential"]
    changed = {**shown, "credentialSubject": {**shown["credentialSubject"], "name": "임꺽정"}}
    assert world.verify(changed).status == 400
    for document in (shown, {**base, "name": "one more"}):
        answer = derive(world, document)
        assert (answer.status, answer.body["code"]) in ((400, "invalid_proof"), (400, "malformed"))
        assert answer.body["ko"]
