"""Case 33 for SD-JWT VCs: clocks a minute apart, presentations that are too old, kept ones."""

from datetime import timedelta

import pytest
from damda.verify import NOT_ASKED, Expected
from support.credential_world import NOW, codes, found
from support.sd_jwt_vc_world import SdJwtWorld

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def sd() -> SdJwtWorld:
    return SdJwtWorld()


@pytest.fixture(scope="module")
def text(sd: SdJwtWorld) -> str:
    return sd.issued()


@pytest.mark.parametrize("ahead", [2 * SECOND, 50 * SECOND, -50 * SECOND, -0.9 * HOUR])
def test_a_key_binding_nearly_of_now(sd: SdJwtWorld, text: str, ahead: timedelta) -> None:
    assert sd.verdict(sd.presented(text, issued_at=NOW + ahead)).verified


@pytest.mark.parametrize("ahead", [600 * SECOND, -2 * HOUR])
def test_a_key_binding_of_another_time(sd: SdJwtWorld, text: str, ahead: timedelta) -> None:
    verdict = sd.verdict(sd.presented(text, issued_at=NOW + ahead))
    assert codes(verdict)[0] == "holder_proof_invalid"
    assert "clock" in verdict.reasons[0].en
    assert "시계" in verdict.reasons[0].ko


def test_one_that_answers_nobody_may_be_old(sd: SdJwtWorld, text: str) -> None:
    shown = sd.presented(text, issued_at=NOW - 20 * HOUR)
    assert sd.verdict(shown, expected=Expected(NOT_ASKED, NOT_ASKED)).verified


def test_its_age_is_taken_when_it_came_in(sd: SdJwtWorld, text: str) -> None:
    shown, later = sd.presented(text), NOW + 5 * HOUR
    sd.publish(until=later + HOUR)
    kept = sd.world.gathered(shown)
    sd.publish()
    assert not sd.verdict(shown, now=later, evidence=kept).verified
    assert sd.verdict(shown, now=later, evidence=kept, presented_at=NOW).verified


def test_a_credential_that_begins_in_a_second(sd: SdJwtWorld) -> None:
    text = sd.issued(valid_from=NOW + SECOND, issued_at=NOW + SECOND)
    assert sd.verdict(sd.presented(text)).verified


@pytest.mark.parametrize(("ended", "known"), [(3 * SECOND, True), (HOUR, False)])
def test_a_list_that_has_ended(text: str, ended: timedelta, known: bool) -> None:
    sd = SdJwtWorld()
    shown = sd.presented()
    sd.publish(until=NOW - ended)
    outcome = found(sd.verdict(shown), "status")
    assert outcome == [("passed", "status_valid") if known else ("unknown", "status_unavailable")]
