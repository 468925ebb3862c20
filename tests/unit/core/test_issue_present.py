"""Issuing refuses what no verifier would take; presenting too."""

import pytest
from damda.errors import MalformedInput
from damda.keys import SoftwareSigner
from support.credential_world import CANONICALIZER, ISSUED, World


@pytest.fixture(scope="module")
def world():
    return World.create()


def test_issued_credential_is_the_document_and_a_proof(world):
    document = world.badge()
    secured = world.signed(document)
    proof = secured.pop("proof")
    assert secured == document
    assert proof["proofPurpose"] == "assertionMethod"
    assert proof["verificationMethod"] == world.issuer.verification_method
    assert proof["created"] == "2026-11-24T09:00:00Z"


@pytest.mark.parametrize(
    "members",
    [
        {"id": "3b0c6f1e-0000-4000-8000-000000000001"},
        {"memo": "an undefined term"},
        {"validFrom": "2026-11-24"},
        {"@context": ["https://www.w3.org/ns/credentials/v2", "https://unknown.example/v1"]},
        {"issuer": "did:key:z6MkOther"},
        {"proof": {"type": "DataIntegrityProof"}},
    ],
)
def test_issuing_refuses(world, members):
    with pytest.raises(MalformedInput):
        world.signed(world.badge(**members))


def test_presentation_holds_what_was_received(world):
    badge = world.issued()
    presentation = world.presented(badge, badge)
    assert presentation["verifiableCredential"] == [badge, badge]
    assert presentation["holder"] == world.holder.did
    assert presentation["proof"]["proofPurpose"] == "authentication"


def test_presenting_refuses(world):
    other = SoftwareSigner.create("Ed25519")
    badge = world.issued()
    options = {"challenge": "n", "domain": "d", "created": ISSUED, "canonicalizer": CANONICALIZER}
    for changes, credentials in [
        ({"signer": other}, [badge]),
        ({"signer": other, "holder": other.did}, [badge]),
        ({}, [badge] * 101),
        ({}, [{**badge, "id": "x"}]),
    ]:
        with pytest.raises(MalformedInput):
            world.presented(*credentials, **(options | changes))


def test_nothing_can_not_be_presented(world):
    from damda.present import build_presentation

    with pytest.raises(MalformedInput):
        build_presentation(
            [], holder=world.holder.did, signer=world.holder, challenge="n", domain="d",
            created=ISSUED, canonicalizer=CANONICALIZER,
        )  # fmt: skip
