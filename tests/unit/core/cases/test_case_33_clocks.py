"""Case 33: two clocks may be a minute apart, by one setting; more is told as a wrong clock."""

from datetime import timedelta

import pytest
from damda.times import LEEWAY
from support.credential_world import LIST_URL, NOW, World, codes, found

SECOND = timedelta(seconds=1)


@pytest.fixture
def world() -> World:
    return World.create()


@pytest.mark.parametrize("ahead", [2 * SECOND, 50 * SECOND, LEEWAY])
def test_a_proof_made_a_moment_ahead(world: World, ahead: timedelta) -> None:
    assert world.verdict(world.presented(created=NOW + ahead)).verified
    badge = world.signed(world.badge(), created=NOW + ahead)
    assert found(world.verdict(badge), "proof") == [("passed", "proof_valid")]


def test_a_proof_made_ten_minutes_ahead_and_the_clock(world: World) -> None:
    verdict = world.verdict(world.presented(created=NOW + 600 * SECOND))
    assert codes(verdict)[0] == "holder_proof_invalid"
    assert "clock" in verdict.reasons[0].en
    assert "시계" in verdict.reasons[0].ko


def test_a_proof_two_hours_old_is_as_fresh_as_its_nonce(world: World) -> None:
    assert world.verdict(world.presented(created=NOW - timedelta(hours=2))).verified


def test_a_credential_that_begins_in_a_second(world: World) -> None:
    assert world.verdict(world.issued(validFrom=(NOW + SECOND).isoformat())).verified


@pytest.mark.parametrize(("ended", "known"), [(3 * SECOND, True), (3600 * SECOND, False)])
def test_a_list_that_lived_fifteen_seconds(world: World, ended: timedelta, known: bool) -> None:
    badge = world.issued()
    world.publish(LIST_URL, "revocation", until=NOW - ended)
    outcome = found(world.verdict(badge), "status")[0]
    assert outcome == (("passed", "not_revoked") if known else ("unknown", "status_unavailable"))
