"""A presentation in a file answers nobody's request; a credential may be judged without ledger."""

from __future__ import annotations

import pytest
from damda import evidence
from damda.errors import MalformedInput
from damda.verify import NOT_ASKED, Expected, Policy
from support.credential_world import AUDIENCE, NONCE, World, found


@pytest.fixture(scope="module")
def world() -> World:
    return World.create()


def test_what_was_not_asked_is_skipped_and_said(world):
    verdict = world.verdict(world.presented(), expected=Expected(NOT_ASKED, NOT_ASKED))
    assert verdict.verified
    assert found(verdict, "nonce") == [("skipped", "nonce_not_asked")]
    assert found(verdict, "audience") == [("skipped", "audience_not_asked")]


def test_one_may_be_asked_without_the_other(world):
    shown = world.presented()
    assert world.verdict(shown, expected=Expected(NONCE, NOT_ASKED)).verified
    refused = world.verdict(shown, expected=Expected("another", NOT_ASKED))
    assert [c.code for c in refused.reasons] == ["nonce_mismatch"]
    refused = world.verdict(shown, expected=Expected(NOT_ASKED, AUDIENCE + "/"))
    assert [c.code for c in refused.reasons] == ["audience_mismatch"]


@pytest.mark.parametrize("slip", [None, ""])
def test_a_forgotten_nonce_is_no_way_to_ask_nothing(slip):
    with pytest.raises(MalformedInput):
        Expected(slip, AUDIENCE)
    with pytest.raises(MalformedInput):
        Expected(NONCE, slip)


def test_without_a_ledger_its_checks_are_unknown_and_say_why(world):
    badge = world.issued()
    needs = evidence.needs_of(badge)
    proofs = {}
    gathered = evidence.gather(needs, fetch=world.web, ledger=None, anchor_proofs=proofs)
    strict = world.verdict(badge, gathered=gathered)
    assert found(strict, "accreditation") == [("unknown", "ledger_not_configured")]
    assert found(strict, "issuer_log") == [("unknown", "ledger_not_configured")]
    assert not strict.verified
    policy = Policy(fatal=frozenset({"proof", "validity", "status"}))
    assert world.verdict(badge, gathered=gathered, policy=policy).verified
