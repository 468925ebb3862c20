"""Case 33, of a key binding: ``iat`` within the one leeway, and beyond it a word about the clock."""

from datetime import timedelta

import pytest
from damda.errors import ProofInvalid
from damda.sd_jwt import parse, present
from damda.times import LEEWAY
from support.sd_jwt_world import HOLDER, NOW, VERIFIER, checked, issued

SECOND = timedelta(seconds=1)
TEXT = issued()


def made(when: timedelta) -> str:
    return present(parse(TEXT), paths=[], signer=HOLDER, issued_at=NOW + when, **VERIFIER)


@pytest.mark.parametrize("ahead", [2 * SECOND, 50 * SECOND, LEEWAY])
def test_a_phone_that_is_a_little_ahead(ahead: timedelta) -> None:
    assert checked(made(ahead)).issued_at == NOW + ahead


@pytest.mark.parametrize("ahead", [LEEWAY + SECOND, 600 * SECOND])
def test_a_phone_that_is_far_ahead(ahead: timedelta) -> None:
    with pytest.raises(ProofInvalid) as caught:
        checked(made(ahead))
    assert "clock" in caught.value.en
    assert "시계" in caught.value.ko


def test_two_hours_ago() -> None:
    """Freshness rests on the nonce; whoever sets an age is told of the clock too."""
    ago = made(timedelta(hours=-2))
    checked(ago)
    with pytest.raises(ProofInvalid, match="clock"):
        checked(ago, max_age=timedelta(hours=1))
    checked(made(-timedelta(hours=1) - LEEWAY), max_age=timedelta(hours=1))
