"""Presentations of somebody else's making: any type, no credential, without a proof."""

import pytest
from damda.verify import NOT_ASKED, Expected, Policy
from support.credential_world import AUDIENCE, NONCE, World, codes, found

V2 = "https://www.w3.org/ns/credentials/v2"
NOTHING_ASKED = Expected(nonce=NOT_ASKED, audience=NOT_ASKED)
FATAL = frozenset({"validity"})


def policy(unsigned="if_not_asked"):
    return Policy(fatal=FATAL, require_anchor="no", presentation_form="vcdm", unsigned=unsigned)


def unsigned(*credentials, **members):
    document = {"@context": [V2], "type": ["VerifiablePresentation"], **members}
    return document | ({"verifiableCredential": list(credentials)} if credentials else {})


def test_an_unsigned_presentation_is_taken_if_nothing_was_asked():
    world = World.create()
    verdict = world.verdict(unsigned(world.issued()), policy=policy(), expected=NOTHING_ASKED)
    assert verdict.verified, codes(verdict)
    assert found(verdict, "holder") == [("skipped", "presentation_unsigned")]
    assert found(verdict, "subject") == [("unknown", "not_checked")]


@pytest.mark.parametrize(
    "expected",
    [Expected(NONCE, NOT_ASKED), Expected(NOT_ASKED, AUDIENCE), Expected(NONCE, AUDIENCE)],
)
def test_an_unsigned_presentation_answers_no_challenge(expected):
    world = World.create()
    verdict = world.verdict(unsigned(world.issued()), policy=policy(), expected=expected)
    assert "holder_proof_invalid" in codes(verdict)
    accepted = world.verdict(unsigned(world.issued()), policy=policy("accept"), expected=expected)
    assert accepted.verified
    assert found(accepted, "nonce") == [("skipped", "nonce_not_asked")]


def test_the_credentials_of_an_unsigned_presentation_are_verified():
    world = World.create()
    broken = world.issued() | {"name": "other"}
    verdict = world.verdict(unsigned(broken), policy=policy(), expected=NOTHING_ASKED)
    assert "proof_invalid" in codes(verdict)


def test_by_default_an_unsigned_presentation_is_refused():
    world = World.create()
    verdict = world.verdict(unsigned(world.issued()), expected=NOTHING_ASKED)
    assert codes(verdict)[0] == "holder_proof_invalid"


@pytest.mark.parametrize("proof", [[], {}, "x"])
def test_a_proof_that_is_none_is_not_unsigned(proof):
    verdict = World.create().verdict(
        unsigned(proof=proof), policy=policy("accept"), expected=NOTHING_ASKED
    )
    assert not verdict.verified


def test_a_presentation_may_hold_no_credential():
    document = unsigned(type=["VerifiablePresentation", "urn:test:Own"], id="urn:uuid:1")
    verdict = World.create().verdict(document, policy=policy(), expected=NOTHING_ASKED)
    assert verdict.verified


@pytest.mark.parametrize(
    "members",
    [
        {"type": "VerifiableCredential"},
        {"type": ["VerifiablePresentation", "VerifiableCredential"]},
        {"type": "EnvelopedVerifiablePresentation"},
        {"@context": V2},
        {"@context": ["https://other.example/", V2]},
        {"@graph": []},
        {"id": "no url"},
        {"holder": "z6Mk"},
        {"verifiableCredential": []},
        {"verifiableCredential": ["eyJ"]},
        {"verifiableCredential": [{"@context": [V2], "type": []}]},
    ],
)
def test_other_forms_are_malformed(members):
    verdict = World.create().verdict(
        unsigned() | members, policy=policy("accept"), expected=NOTHING_ASKED
    )
    assert "malformed" in codes(verdict)
