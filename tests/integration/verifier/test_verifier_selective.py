"""SD-JWT VCs at the verifier, alone and beside a Data Integrity credential."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from damda.keys import SoftwareSigner
from damda.protocols import Json
from damda.sd_jwt import parse
from support.running_verifier import Story, reasons

pytestmark = pytest.mark.integration

PART = "training_badge_sd_jwt"
ASKED = ("trprName", "ncsCode")


def answered(story: Story, *names: str, text: str | None = None, **other: Any) -> Json:
    """The result of an answer to the employer that shows the claims ``names``."""
    exchange_id, asked = story.asked()
    text = text or story.selective.issue(story.wallet.signer.public)[0]
    shown = story.wallet.show(asked, text, *names, **other)
    assert story.wallet.send(asked, shown, query=PART).status_code == 200
    return story.result(exchange_id)


def test_two_claims_are_shown_and_verified(story: Story) -> None:
    result = answered(story, *ASKED)
    assert result["state"] == "verified", result["verdict"]
    checks = {check["id"]: check["code"] for check in result["verdict"]["checks"]}
    assert checks["holder"] == "holder_proof_valid"
    assert checks["schema"] == "schema_matches"
    assert checks["status"] == "status_valid"
    assert checks["requirement"] == "requirement_met"
    (presented,) = result["presented"]
    assert presented["format"] == "dc+sd-jwt"
    shown = {claim["label"]["en"]: claim["value"]["en"] for claim in presented["claims"]}
    assert shown == {
        "Course title": "클라우드 네이티브 백엔드 개발자 양성",
        "NCS codes": "20010202",
    }


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ((*ASKED, "attendanceRate"), "more is shown"),
        (("trprName",), "not what was asked"),
        ((), "not what was asked"),
    ],
)
def test_more_or_less_than_was_asked_is_refused(
    story: Story, names: tuple[str, ...], says: str
) -> None:
    result = answered(story, *names)
    assert result["state"] == "refused"
    assert "query_not_met" in reasons(result)
    (query,) = (c for c in result["verdict"]["checks"] if c["id"] == "query")
    assert says in query["en"]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"nonce": "another"}, "nonce_mismatch"),
        ({"audience": "decentralized_identifier:did:web:x.example"}, "audience_mismatch"),
        ({"signer": SoftwareSigner.create("Ed25519")}, "holder_proof_invalid"),
        ({"issued_at": datetime.now(UTC) + timedelta(hours=1)}, "holder_proof_invalid"),
    ],
)
def test_a_key_binding_for_something_else_is_refused(
    story: Story, other: dict[str, Any], code: str
) -> None:
    assert reasons(answered(story, *ASKED, **other)) == [code]


def test_without_key_binding_it_is_refused(story: Story) -> None:
    """RFC 9901, 7.3."""
    exchange_id, asked = story.asked()
    text, _ = story.selective.issue(story.wallet.signer.public)
    bare = parse(story.wallet.show(asked, text, *ASKED)).without_key_binding
    story.wallet.send(asked, bare, query=PART)
    assert "holder_proof_invalid" in reasons(story.result(exchange_id))


def test_revocation_is_noticed_at_the_recheck(story: Story) -> None:
    text, index = story.selective.issue(story.wallet.signer.public)
    exchange_id, asked = story.asked()
    story.wallet.send(asked, story.wallet.show(asked, text, *ASKED), query=PART)
    assert story.result(exchange_id)["state"] == "verified"
    story.selective.set_status(index, 1)
    story.clock.shift = timedelta(minutes=2)
    again = story.recheck(exchange_id)
    assert reasons(again) == ["revoked"]


def test_an_institution_without_accreditation_for_the_type_is_refused(story: Story) -> None:
    """Accredited for the badge's other form it is."""
    story.selective.accredit("TrainingBadge")
    result = answered(story, *ASKED)
    assert reasons(result) == ["issuer_not_accredited"]


def test_the_form_must_be_that_of_the_query(story: Story) -> None:
    exchange_id, asked = story.asked()
    text, _ = story.selective.issue(story.wallet.signer.public)
    story.wallet.send(asked, story.wallet.show(asked, text, *ASKED))
    assert "query_not_met" in reasons(story.result(exchange_id))
    exchange_id, asked = story.asked()
    badge, _ = story.issuer.issue(story.wallet.did)
    story.wallet.send(asked, story.wallet.present(asked, badge), query=PART)
    assert "query_not_met" in reasons(story.result(exchange_id))


@pytest.mark.parametrize("text", ["", "~", "a.b.c~", "x" * 70_000, "é~", "e30.e30.e30~W10~"])
def test_what_is_no_sd_jwt_is_refused(story: Story, text: str) -> None:
    exchange_id, asked = story.asked()
    assert story.wallet.send(asked, text, query=PART).status_code == 200
    result = story.result(exchange_id)
    assert result["state"] == "refused"
    assert result["presented"] == []


def test_one_answer_for_both_forms(story: Story) -> None:
    """One request, one credential of each form, one verdict."""
    exchange_id, asked = story.asked("academy")
    badge, _ = story.issuer.issue(story.wallet.did)
    text, _ = story.selective.issue(story.wallet.signer.public)
    token = {
        "training_badge": [story.wallet.present(asked, badge)],
        "course_level": [story.wallet.show(asked, text, "ncsLevel", "resultStatus")],
    }
    assert story.wallet.send_all(asked, token).status_code == 200
    result = story.result(exchange_id)
    assert result["state"] == "verified", result["verdict"]
    proofs = [c for c in result["verdict"]["checks"] if c["id"] == "proof"]
    assert [check["credential"] for check in proofs] == [0, 1]
    assert [c["evidence"]["query"] for c in proofs] == ["training_badge", "course_level"]
    page = httpx.get(f"{story.url}/verify/academy?lang=ko", follow_redirects=True).text
    assert "수료한 과정의 수준" in page
    whole, part = result["presented"]
    assert (whole["format"], part["format"]) == ("ldp_vc", "dc+sd-jwt")
    assert [claim["value"]["ko"] for claim in part["claims"]] == ["5수준", "수료"]


def test_half_of_a_mixed_answer_or_one_bad_half_is_refused(story: Story) -> None:
    text, _ = story.selective.issue(story.wallet.signer.public)
    exchange_id, asked = story.asked("academy")
    part = story.wallet.show(asked, text, "ncsLevel", "resultStatus")
    story.wallet.send(asked, part, query="course_level")
    assert "query_not_met" in reasons(story.result(exchange_id))
    exchange_id, asked = story.asked("academy")
    badge, index = story.issuer.issue(story.wallet.did)
    story.issuer.set_status("revocation", index, True)
    token = {
        "training_badge": [story.wallet.present(asked, badge)],
        "course_level": [story.wallet.show(asked, text, "ncsLevel", "resultStatus")],
    }
    story.wallet.send_all(asked, token)
    assert reasons(story.result(exchange_id)) == ["revoked"]
