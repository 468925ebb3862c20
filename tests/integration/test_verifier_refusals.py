"""Every bad presentation of issue 3 is refused, each with its own code (and cases 11 and 33)."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from damda.protocols import Accreditation
from damda.times import format_time
from support.running_verifier import Story, reasons, running_story
from support.verifier_story import TestWallet

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with running_story(tmp_path_factory.mktemp("verifier")) as story:
        yield story


@pytest.fixture
def story(running: Story) -> Iterator[Story]:
    """The story with everything sound again afterwards."""
    yield running
    running.clock.shift = timedelta()
    running.issuer.reset()


def answer(story: Story, badge: dict[str, Any], **other: Any) -> tuple[str, dict[str, Any]]:
    exchange_id, asked = story.asked()
    response = story.wallet.send(asked, story.wallet.present(asked, badge, **other))
    assert response.status_code == 200, response.text
    result = story.result(exchange_id)
    assert response.json()["state"] == result["state"]
    assert {r["code"] for r in response.json()["reasons"]} == set(reasons(result))
    return exchange_id, result


def refused(story: Story, badge: dict[str, Any], **other: Any) -> list[str]:
    _, result = answer(story, badge, **other)
    assert result["state"] == "refused", result["verdict"]
    assert all(check["en"] and check["ko"] for check in result["verdict"]["checks"])
    return reasons(result)


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


@pytest.mark.parametrize(
    ("purpose", "code"), [("revocation", "revoked"), ("suspension", "suspended")]
)
def test_status(story: Story, purpose: str, code: str) -> None:
    badge, index = story.issuer.issue(story.wallet.did)
    story.issuer.set_status(purpose, index, True)
    assert refused(story, badge) == [code]


def test_the_neighbours_status_does_not_matter(story: Story) -> None:
    badge, index = story.issuer.issue(story.wallet.did)
    story.issuer.set_status("revocation", index + 1, True)
    story.issuer.set_status("revocation", index - 1, True)
    assert answer(story, badge)[1]["state"] == "verified"


def test_recheck_sees_a_later_revocation(story: Story) -> None:
    """The story's end: the same presentation is refused with the reason."""
    badge, index = story.issuer.issue(story.wallet.did)
    exchange_id, result = answer(story, badge)
    assert result["state"] == "verified"
    story.issuer.set_status("revocation", index, True)
    again = story.recheck(exchange_id)
    assert (again["state"], reasons(again)) == ("refused", ["revoked"])
    story.issuer.set_status("revocation", index, False)
    assert story.recheck(exchange_id)["state"] == "verified"


def test_recheck_hours_later_still_takes_the_old_signature(story: Story) -> None:
    """Case 33: freshness rests on the nonce, not on the date of the holder's signature."""
    badge, _ = story.issuer.issue(story.wallet.did)
    hours_ago = datetime.now(UTC) - timedelta(hours=3)
    exchange_id, result = answer(story, badge, created=hours_ago)
    assert result["state"] == "verified"
    assert story.recheck(exchange_id)["state"] == "verified"


def test_status_that_can_not_be_had_is_neither_yes_nor_no(story: Story) -> None:
    """Case 11: a third state, fatal by default, with its reason."""
    badge, _ = story.issuer.issue(story.wallet.did)
    story.issuer.withdraw("revocation")
    _, result = answer(story, badge)
    assert reasons(result) == ["status_unavailable"]
    (check,) = [c for c in result["verdict"]["checks"] if c["code"] == "status_unavailable"]
    assert check["outcome"] == "unknown"


def test_a_status_list_of_another_issuer(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    story.host.pages["/keis/status/revocation"] = story.host.pages["/other/status/revocation"]
    assert refused(story, badge) == ["status_unavailable"]


@pytest.mark.parametrize("page", [b"<!doctype html><title>503</title>", b"", b"{}", b"[" * 9000])
def test_a_status_list_that_is_none(story: Story, page: bytes) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    story.host.pages["/keis/status/revocation"] = page
    assert refused(story, badge) == ["status_unavailable"]


def test_a_status_list_that_has_ended(story: Story) -> None:
    """Case 33: three seconds are within the leeway, an hour is not (case 11)."""
    badge, _ = story.issuer.issue(story.wallet.did)
    story.issuer.publish("revocation", ended=timedelta(seconds=3))
    assert answer(story, badge)[1]["state"] == "verified"
    story.issuer.publish("revocation", ended=timedelta(hours=1))
    assert refused(story, badge) == ["status_unavailable"]


def test_expired_and_not_yet_valid(story: Story) -> None:
    now = datetime.now(UTC)
    period = {
        "validFrom": format_time(now - timedelta(days=9)),
        "validUntil": format_time(now - timedelta(days=1)),
    }
    old, _ = story.issuer.issue(story.wallet.did, **period)
    assert refused(story, old) == ["expired"]
    new, _ = story.issuer.issue(story.wallet.did, validFrom=format_time(now + timedelta(days=1)))
    assert "not_yet_valid" in refused(story, new)


def test_two_seconds_between_clocks_do_not_matter(story: Story) -> None:
    """Case 33."""
    soon = datetime.now(UTC) + timedelta(seconds=2)
    badge, _ = story.issuer.issue(story.wallet.did, validFrom=format_time(soon))
    assert answer(story, badge, created=soon)[1]["state"] == "verified"


def test_a_far_clock_is_refused_and_says_so(story: Story) -> None:
    """Case 33: the message says that the phone's clock may be wrong."""
    badge, _ = story.issuer.issue(story.wallet.did)
    ahead = datetime.now(UTC) + timedelta(minutes=10)
    _, result = answer(story, badge, created=ahead)
    assert reasons(result) == ["holder_proof_invalid"]
    (check,) = [c for c in result["verdict"]["checks"] if c["code"] == "holder_proof_invalid"]
    assert "clock" in check["en"]
    assert "시계" in check["ko"] or "시각" in check["ko"]


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
