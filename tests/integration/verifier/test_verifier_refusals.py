"""Every bad presentation of issue 3 is refused, each with its own code (and cases 11 and 33)."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from damda.credentials import credential_digest_id
from damda.inclusion import anchor_proof_to_json
from damda.protocols import Accreditation, AnchorFinding, AnchorProof
from support.running_verifier import Story, answer, reasons, refused
from support.verifier_story import TestWallet

pytestmark = pytest.mark.integration


def test_a_sound_badge_is_verified(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    _, result = answer(story, badge)
    assert result["state"] == "verified", result["verdict"]
    ids = [check["id"] for check in result["verdict"]["checks"]]
    for expected in ("holder", "nonce", "audience", "proof", "subject", "status", "requirement"):
        assert expected in ids


def test_tampered_credential(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    badge["credentialSubject"]["attendanceRate"] = 100
    assert "proof_invalid" in refused(story, badge)


def test_tampered_presentation(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    other, _ = story.issuer.issue(story.wallet.did)
    exchange_id, asked = story.asked()
    presentation = story.wallet.present(asked, badge)
    presentation["verifiableCredential"] = [other]
    story.wallet.send(asked, presentation)
    assert reasons(story.result(exchange_id)) == ["holder_proof_invalid"]


def test_wrong_holder(story: Story) -> None:
    somebody = TestWallet(story.wallet._canonicalizer)
    badge, _ = story.issuer.issue(somebody.did)
    assert refused(story, badge) == ["holder_not_subject"]


def test_wrong_nonce(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    assert refused(story, badge, challenge="A" * 43) == ["nonce_mismatch"]


def test_wrong_audience(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    other = "decentralized_identifier:did:web:other.example"
    assert refused(story, badge, domain=other) == ["audience_mismatch"]


def test_an_old_presentation_does_not_answer_a_new_request(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    _, first = story.asked()
    presentation = story.wallet.present(first, badge)
    assert story.wallet.send(first, presentation).json()["state"] == "verified"
    exchange_id, second = story.asked()
    story.wallet.send(second, presentation)
    assert reasons(story.result(exchange_id)) == ["nonce_mismatch"]


def test_replayed_presentation(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    exchange_id, asked = story.asked()
    presentation = story.wallet.present(asked, badge)
    story.wallet.send(asked, presentation)
    before = story.result(exchange_id)
    again = story.wallet.send(asked, presentation)
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    assert story.result(exchange_id) == before


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (None, "issuer_unknown"),
        ({"status": "suspended"}, "issuer_suspended"),
        ({"accreditations": ()}, "issuer_not_accredited"),
        (
            {
                "accreditations": (
                    Accreditation("OtherBadge", datetime(2020, 1, 1, tzinfo=UTC), None),
                )
            },
            "issuer_not_accredited",
        ),
        ({"log_version": 2}, "issuer_log_rolled_back"),
    ],
)
def test_what_the_ledger_says_of_the_issuer(
    story: Story, record: dict[str, Any] | None, code: str
) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    if record is None:
        story.ledger.records.clear()
    else:
        story.issuer.accredit(**record)
    assert code in refused(story, badge)


def test_accreditation_that_began_after_the_issuance(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    late = Accreditation("TrainingBadge", datetime.now(UTC) - timedelta(minutes=5), None)
    story.issuer.accredit(accreditations=(late,))
    assert refused(story, badge) == ["issuer_not_accredited"]


def test_another_field_of_training(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did, claims={"ncsCode": "15010101"})
    assert refused(story, badge) == ["requirement_not_met"]


def test_another_type_of_credential(story: Story) -> None:
    badge, _ = story.issuer.issue(
        story.wallet.did, type=["VerifiableCredential", "OpenBadgeCredential"]
    )
    assert "query_not_met" in refused(story, badge)


def test_an_answer_to_another_query(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    exchange_id, asked = story.asked()
    story.wallet.send(asked, story.wallet.present(asked, badge), query="other")
    assert "query_not_met" in reasons(story.result(exchange_id))


def test_no_issuer_log_no_trust(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    log = story.host.pages.pop("/keis/did.jsonl")
    try:
        assert "issuer_key_unavailable" in refused(story, badge)
    finally:
        story.host.pages["/keis/did.jsonl"] = log


def test_an_edit_of_a_document_leaves_the_original_alone(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    kept = copy.deepcopy(badge)
    answer(story, badge)
    assert badge == kept


@pytest.mark.parametrize(
    ("finding", "state", "codes"),
    [
        (AnchorFinding("anchored", datetime(2026, 1, 1, tzinfo=UTC), 7), "verified", []),
        (AnchorFinding("not_included"), "refused", ["anchor_invalid"]),
        (AnchorFinding("root_unknown"), "refused", ["anchor_invalid"]),
    ],
)
def test_an_inclusion_proof_that_is_given_must_hold(
    story: Story, finding: AnchorFinding, state: str, codes: list[str]
) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    digest = credential_digest_id(badge)
    story.ledger.anchored[bytes.fromhex(digest)] = finding
    word = bytes(32)
    proof = AnchorProof(31337, "0x" + "33" * 20, story.issuer.did, word, (), word, word, 7)
    proofs = json.dumps({digest: anchor_proof_to_json(proof)})
    exchange_id, asked = story.asked()
    story.wallet.send(asked, story.wallet.present(asked, badge), anchor_proofs=proofs)
    result = story.result(exchange_id)
    assert (result["state"], reasons(result)) == (state, codes)
    assert story.recheck(exchange_id)["state"] == state, "the proof is kept for rechecks"
