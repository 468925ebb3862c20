"""The wallet's engine and the verifier service, each as it runs: they understand each other."""

from __future__ import annotations

import pytest
from support.engine_wallet import engine_wallet
from support.running_verifier import reasons, running_story
from support.wallet_parties import OfferingIssuer, WebParty

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    with running_story(tmp_path_factory.mktemp("verifier")) as running:
        yield running


@pytest.fixture
def issuer(story):
    with WebParty() as web:
        yield OfferingIssuer(web, story.ledger)


@pytest.fixture
def wallet(tmp_path, story, issuer):
    made = engine_wallet(tmp_path, story.ledger)
    made.accept(made.read(issuer.link()))
    yield made
    made.close()


def test_a_badge_is_accepted_with_its_inclusion_proof_and_refused_once_revoked(
    story, issuer, wallet
):
    document, index = issuer.issued[0]
    issuer.anchor(document)
    wallet.refresh()
    created = story.request()
    view = wallet.read(created["authorization_uri"])
    assert view.verifier.name.ko
    assert view.purpose is not None
    result = wallet.present(view)
    shown = story.result(created["id"])
    assert (result.accepted, reasons(shown)) == (True, [])
    anchors = [c for c in shown["verdict"]["checks"] if c["id"] == "anchor"]
    assert [c["code"] for c in anchors] == ["anchored"]
    issuer.keis.set_status("revocation", index, True)
    again = story.request()
    refused = wallet.present(wallet.read(again["authorization_uri"]))
    assert not refused.accepted
    assert "revoked" in reasons(story.result(again["id"]))
    assert any("취소" in reason.ko or "폐지" in reason.ko for reason in refused.reasons)


def test_a_no_arrives_and_a_used_request_is_not_answered_twice(story, wallet):
    created = story.request()
    view = wallet.read(created["authorization_uri"])
    assert not wallet.decline(view).accepted
    assert story.result(created["id"])["state"] == "declined"
    second = wallet.present(view)
    assert not second.accepted
    assert second.reasons
