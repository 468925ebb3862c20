"""Looking again: answers are kept with their time, and what can't be had is never an answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from damda.credentials import anchor_digest
from damda.errors import LedgerUnavailable
from damda.keys import SoftwareSigner
from damda.proofs import add_proof
from damda.protocols import AnchorFinding
from damda_wallet.terminal import status_text
from support.engine_wallet import engine_wallet
from support.wallet_parties import CANONICALIZER, Reply

pytest_plugins = ["support.wallet_fixtures"]
pytestmark = pytest.mark.integration


def status(wallet):
    (seen,) = wallet.refresh().cards
    assert wallet.cards()[0] == seen.after
    return seen.after.status


def anchor(wallet):
    (seen,) = wallet.refresh().cards
    return seen.after.anchor


def test_revocation_suspension_and_reinstatement_are_seen(holder, issuer):
    _, index = issuer.issued[0]
    assert status(holder).outcome == "valid"
    issuer.keis.set_status("suspension", index, True)
    (seen,) = holder.refresh().cards
    assert (seen.changed, seen.after.status.outcome) == (True, "suspended")
    issuer.keis.set_status("suspension", index, False)
    assert status(holder).outcome == "valid"
    issuer.keis.set_status("suspension", index, True)
    issuer.keis.set_status("revocation", index, True)
    assert status(holder).outcome == "revoked"


def expired_list(issuer) -> bytes:
    document = json.loads(issuer.web.pages["/keis/status/revocation"])
    past = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    unsigned = {k: v for k, v in document.items() if k != "proof"}
    return json.dumps(
        issuer.keis.secure({**unsigned, "validFrom": past, "validUntil": past})
    ).encode()


def list_by_another(issuer) -> bytes:
    document = json.loads(issuer.web.pages["/keis/status/revocation"])
    stranger = SoftwareSigner.create("Ed25519")
    unsigned = {k: v for k, v in document.items() if k != "proof"}
    signed = add_proof(
        {**unsigned, "issuer": stranger.did},
        signer=stranger,
        purpose="assertionMethod",
        created=datetime.now(UTC),
        canonicalizer=CANONICALIZER,
    )
    return json.dumps(signed).encode()


BROKEN = {
    "404": lambda issuer: Reply(404),
    "503": lambda issuer: Reply(503),
    "html": lambda issuer: Reply(200, b"<html>soon</html>"),
    "expired": lambda issuer: Reply(200, expired_list(issuer)),
    "another issuer": lambda issuer: Reply(200, list_by_another(issuer)),
    "huge": lambda issuer: Reply(200, b" " * 3_000_000),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_status_that_can_not_be_checked_is_a_third_state(holder, issuer, fault):
    reply = BROKEN[fault](issuer)
    issuer.web.routes["GET", "/keis/status/revocation"] = lambda _: reply
    first = status(holder)
    assert (first.outcome, first.could_be_checked) == ("unchecked", False)
    assert first.failed_at is not None
    assert first.failure is not None
    assert first.failure.ko != first.failure.en
    del issuer.web.routes["GET", "/keis/status/revocation"]
    good = status(holder)
    assert (good.outcome, good.could_be_checked) == ("valid", True)
    issuer.web.routes["GET", "/keis/status/revocation"] = lambda _: reply
    later = status(holder)
    assert (later.outcome, later.checked_at) == ("valid", good.checked_at)
    assert not later.could_be_checked
    assert "확인할 수 없음" in status_text(later, "ko")
    assert not status_text(later, "ko").startswith("유효")


def test_a_revocation_that_was_read_outlives_an_outage(holder, issuer):
    _, index = issuer.issued[0]
    issuer.keis.set_status("revocation", index, True)
    assert status(holder).outcome == "revoked"
    issuer.keis.withdraw("revocation")
    assert status(holder).outcome == "revoked"


def test_a_revocation_counts_even_if_the_other_list_is_gone(holder, issuer):
    _, index = issuer.issued[0]
    issuer.keis.set_status("revocation", index, True)
    issuer.keis.withdraw("suspension")
    assert status(holder).outcome == "revoked"


def test_half_an_answer_is_not_a_clean_bill(holder, issuer):
    issuer.keis.withdraw("suspension")
    assert status(holder).outcome == "unchecked"


def test_each_list_is_fetched_once_for_all_cards(holder, issuer):
    for _ in range(3):
        holder.accept(holder.read(issuer.link()))
    issuer.web.calls.clear()
    assert len(holder.refresh().cards) == 4
    assert issuer.web.paths("GET").count("/keis/status/revocation") == 1


def test_a_card_removed_meanwhile_does_not_come_back(holder, issuer):
    card = holder.cards()[0]

    def remove_then_404(_):
        if holder.cards():
            holder.remove(card.id)
        return Reply(404)

    issuer.web.routes["GET", "/keis/status/revocation"] = remove_then_404
    assert holder.refresh().cards == ()
    assert holder.cards() == []


# --- anchors ---------------------------------------------------------------------------------


def test_an_anchor_is_taken_once_it_is_there_and_kept(holder, issuer):
    first = anchor(holder)
    assert first.outcome == "none"
    assert first.failure is not None
    issuer.anchor(issuer.issued[0][0])
    taken = anchor(holder)
    assert (taken.outcome, taken.block_number, taken.failure) == ("anchored", 7, None)
    issuer.web.calls.clear()
    assert anchor(holder).outcome == "anchored"
    assert not any("/anchors/" in path for path in issuer.web.paths("GET"))


def test_what_waits_at_the_issuer_is_pending_and_no_failure(holder, issuer):
    digest = anchor_digest(issuer.issued[0][0]).hex()
    issuer.web.routes["GET", f"/keis/anchors/{digest}"] = lambda _call: Reply(
        202, {"state": "pending"}
    )
    report = anchor(holder)
    assert (report.outcome, report.failure) == ("pending", None)


def test_without_a_ledger_the_proof_is_kept_but_called_no_more_than_it_is(tmp_path, issuer):
    alone = engine_wallet(tmp_path, None)
    alone.accept(alone.read(issuer.link()))
    issuer.anchor(issuer.issued[0][0])
    assert anchor(alone).outcome == "included"
    alone.close()


def test_a_proof_for_another_credential_is_not_taken(holder, issuer):
    holder.accept(holder.read(issuer.link()))
    one, other = (document for document, _ in issuer.issued)
    issuer.anchor(one)
    path = f"/keis/anchors/{anchor_digest(other).hex()}"
    issuer.web.pages[path] = issuer.web.pages[f"/keis/anchors/{anchor_digest(one).hex()}"]
    outcomes = {each.after.anchor.outcome for each in holder.refresh().cards}
    assert outcomes == {"anchored", "none"}


def test_even_without_a_ledger_the_path_must_lead_from_this_credential(tmp_path, issuer):
    alone = engine_wallet(tmp_path, None)
    alone.accept(alone.read(issuer.link()))
    document = issuer.issued[0][0]
    issuer.anchor({**document, "name": "another"})
    (page,) = [body for path, body in issuer.web.pages.items() if "/anchors/" in path]
    issuer.web.pages[f"/keis/anchors/{anchor_digest(document).hex()}"] = page
    report = anchor(alone)
    alone.close()
    assert report.outcome == "none"
    assert report.failure is not None


def test_an_anchor_made_by_somebody_else_is_not_taken(holder, issuer):
    issuer.anchor(issuer.issued[0][0], issuer="did:webvh:QmX:other.example")
    report = anchor(holder)
    assert report.outcome == "none"
    assert report.failure is not None


@pytest.mark.parametrize("finding", ["root_unknown", "not_included", "other_ledger"])
def test_a_root_that_the_ledger_does_not_know_is_not_taken(holder, issuer, ledger, finding):
    document = issuer.issued[0][0]
    issuer.anchor(document)
    ledger.anchored[anchor_digest(document)] = AnchorFinding(finding)
    report = anchor(holder)
    assert report.outcome == "none"
    assert report.failure is not None


class StubbornLedger:
    """A ledger that knows one proof, or is down."""

    def __init__(self, proof=None) -> None:
        self.proof = proof

    def issuer_record(self, did, credential_types):
        return None

    def anchor_finding(self, digest, proof):
        if self.proof is None:
            raise LedgerUnavailable("The ledger is down.", ko="원장 정지")
        return AnchorFinding("anchored" if proof == self.proof else "root_unknown")


def test_a_ledger_that_is_down_takes_nothing_away(holder, issuer, tmp_path):
    issuer.anchor(issuer.issued[0][0])
    good = anchor(holder)
    holder.close()
    again = engine_wallet(tmp_path, StubbornLedger())
    later = anchor(again)
    again.close()
    assert (later.outcome, later.checked_at) == ("anchored", good.checked_at)
    assert later.failure is not None
    assert later.failure.ko == "원장 정지"


def test_a_proof_that_the_ledger_lost_is_replaced_by_the_new_one(
    holder, issuer, verifier, tmp_path
):
    document = issuer.issued[0][0]
    lost = issuer.anchor(document)
    assert anchor(holder).outcome == "anchored"
    holder.close()
    fresh = issuer.anchor(document)
    again = engine_wallet(tmp_path, StubbornLedger(fresh))
    assert anchor(again).outcome == "anchored"
    again.present(again.read(verifier.link()))
    again.close()
    assert list(verifier.answers[0].anchor_proofs.values()) == [fresh] != [lost]
