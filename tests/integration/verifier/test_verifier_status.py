"""Status lists, dates and clocks: refused with its own code, and never a guess (cases 11, 33)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from damda.times import format_time
from support.running_verifier import Story, answer, reasons, refused

pytestmark = pytest.mark.integration


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
