"""A presentation: who presents, for whom, in answer to what, and every credential inside."""

import copy
from datetime import timedelta

import pytest
from damda.errors import MalformedInput
from damda.keys import SoftwareSigner
from damda.proofs import add_proof
from damda.verify import CHECK_IDS, Expected, Policy
from support.credential_world import (
    AUDIENCE,
    CANONICALIZER,
    NONCE,
    NOW,
    World,
    codes,
    found,
)


@pytest.fixture(scope="module")
def world():
    return World.create()


@pytest.fixture(scope="module")
def presentation(world):
    return world.presented()


@pytest.fixture
def edited(presentation):
    return copy.deepcopy(presentation)


def signed(world, document, **options):
    """``document`` presented anew, whatever it is; the wallet's own checks left out."""
    document = {name: value for name, value in document.items() if name != "proof"}
    named = {"signer": world.holder, "purpose": "authentication", "created": NOW}
    named |= {"canonicalizer": CANONICALIZER, "challenge": NONCE, "domain": AUDIENCE}
    return add_proof(document, **(named | options))


@pytest.mark.parametrize(("kind", "method"), [("P-256", "key"), ("Ed25519", "jwk")])
def test_everything_holds(kind, method):
    world = World.create()
    world.holder = SoftwareSigner.create(kind, did_method=method)
    verdict = world.verdict(world.presented())
    assert codes(verdict) == []
    assert verdict.verified
    assert all(check.outcome == "passed" for check in verdict.checks)


def test_checks_come_in_their_order(world, presentation):
    badge = presentation["verifiableCredential"][0]
    verdict = world.verdict(world.presented(badge, badge))
    once = ["format", *CHECK_IDS[4:-1], "status", "anchor"]
    assert [c.id for c in verdict.checks] == [*CHECK_IDS[:4], *once, *once]
    assert [c.credential for c in verdict.checks] == [None] * 4 + [0] * 11 + [1] * 11
    assert all(c.en and c.ko and c.to_json()["evidence"] is not None for c in verdict.checks)


def test_another_nonce(world, presentation):
    verdict = world.verdict(presentation, expected=Expected("n-0S6_WzA2Mj-7qY", AUDIENCE))
    assert codes(verdict) == ["nonce_mismatch"]


def test_another_audience(world, presentation):
    verdict = world.verdict(presentation, expected=Expected(NONCE, AUDIENCE + "/"))
    assert codes(verdict) == ["audience_mismatch"]


@pytest.mark.parametrize("missing", ["challenge", "domain"])
def test_proof_without_nonce_or_audience(world, edited, missing):
    document = signed(world, edited, **{missing: None})
    code = {"challenge": "nonce_mismatch", "domain": "audience_mismatch"}[missing]
    assert codes(world.verdict(document)) == [code]


def test_nothing_expected_is_no_expectation():
    for expected in [("", AUDIENCE), (NONCE, "")]:
        with pytest.raises(MalformedInput):
            Expected(*expected)


def test_half_a_character_in_the_nonce(world, edited):
    edited["proof"]["challenge"] = "\ud800"
    assert codes(world.verdict(edited))[0] == "holder_proof_invalid"


@pytest.mark.parametrize(("member", "value"), [("challenge", "other"), ("domain", "other")])
def test_changed_proof_answers_nothing(world, edited, member, value):
    edited["proof"][member] = value
    verdict = world.verdict(edited)
    assert codes(verdict)[:3] == ["holder_proof_invalid", "not_checked", "not_checked"]


def test_thief_with_a_key_of_their_own(world, edited):
    thief = SoftwareSigner.create("P-256")
    edited["holder"] = thief.did
    verdict = world.verdict(signed(world, edited, signer=thief))
    assert codes(verdict) == ["holder_not_subject"]


def test_thief_in_the_name_of_the_holder(world, edited):
    verdict = world.verdict(signed(world, edited, signer=SoftwareSigner.create("P-256")))
    assert codes(verdict)[0] == "holder_proof_invalid"
    assert found(verdict, "subject") == [("unknown", "not_checked")]


def test_holder_may_be_left_to_the_proof(world, edited):
    del edited["holder"]
    assert world.verdict(signed(world, edited)).verified


def test_holders_key_must_be_for_authentication(world, edited):
    verdict = world.verdict(signed(world, edited, purpose="assertionMethod"))
    assert codes(verdict)[0] == "holder_proof_invalid"


@pytest.mark.parametrize(
    ("proof", "code"),
    [
        (None, "malformed"),
        (..., "holder_proof_invalid"),
        ([], "holder_proof_invalid"),
        ({}, "holder_proof_invalid"),
        ("proof", "holder_proof_invalid"),
    ],
)
def test_not_signed(world, edited, proof, code):
    edited = {k: v for k, v in (edited | {"proof": proof}).items() if v is not ...}
    assert codes(world.verdict(edited))[0] == code


def test_every_credential_must_hold(world, edited):
    good = edited["verifiableCredential"][0]
    bad = copy.deepcopy(good)
    bad["issuer"]["name"] = "다른 기관"
    verdict = world.verdict(signed(world, {**edited, "verifiableCredential": [good, bad]}))
    assert {(c.credential, c.code) for c in verdict.reasons} == {
        (1, "proof_invalid"),
        (1, "anchor_invalid"),
    }


def test_subject_must_be_one(world):
    badge = world.badge()
    other = {**badge["credentialSubject"], "id": "did:key:z6MkOther"}
    document = world.issued(credentialSubject=[badge["credentialSubject"], other])
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": world.holder.did,
        "verifiableCredential": [document],
    }
    assert codes(world.verdict(signed(world, presentation))) == ["holder_not_subject"]


@pytest.mark.parametrize(
    "members",
    [
        {"verifiableCredential": []},
        {"verifiableCredential": ["eyJhbGciOiJFUzI1NiJ9.e30.c2ln"]},
        {"verifiableCredential": ...},
        {"verifiableCredential": [{}] * 101},
        {"type": ["VerifiablePresentation", "Other"]},
        {"type": ...},
        {"memo": "x"},
        {"@context": ["https://other.example/"]},
        {"holder": 7},
        {"holder": {"id": "did:key:z6Mk", "name": "x"}},
        {"id": "3b0c6f1e"},
        {"id": "urn:uuid:3b0c6f1e-0000-4000-8000-000000000001"},
    ],
)
def test_malformed_presentations(world, edited, members):
    document = {k: v for k, v in (edited | members).items() if v is not ...}
    verdict = world.verdict(document)
    assert codes(verdict) == ["malformed"]
    assert [c.id for c in verdict.checks] == ["format"]


def test_credential_inside_that_is_malformed(world, edited):
    edited["verifiableCredential"][0]["id"] = "3b0c6f1e-0000-4000-8000-000000000001"
    verdict = world.verdict(edited)
    assert ("failed", "malformed") in found(verdict, "format")
    assert not verdict.verified


def test_clocks_a_little_apart(world, edited):
    soon, far = (signed(world, edited, created=NOW + timedelta(seconds=s)) for s in (2, 600))
    assert world.verdict(soon).verified
    verdict = world.verdict(far)
    assert codes(verdict)[0] == "holder_proof_invalid"
    reason = verdict.reasons[0]
    assert "clock" in reason.en
    assert "시계" in reason.ko
    # Freshness rests on the nonce (cases.md 33).
    assert world.verdict(signed(world, edited, created=NOW - timedelta(hours=2))).verified


def test_no_policy_switches_off_what_proves(world, edited):
    edited["proof"]["challenge"] = "other"
    edited["verifiableCredential"][0]["issuer"]["name"] = "x"
    lenient = Policy(fatal=frozenset(), require_anchor="no")
    reasons = {c.id for c in world.verdict(edited, policy=lenient).reasons}
    assert reasons == {"holder", "nonce", "audience", "proof"}


def test_policy_knows_the_checks():
    with pytest.raises(MalformedInput):
        Policy(fatal=frozenset({"proofs"}))
