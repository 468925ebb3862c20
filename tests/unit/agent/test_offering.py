"""Offers: accepted claims only, and what an operator may ask for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from damda.errors import ClaimsRefused, MalformedInput
from damda_agent.admin.offers import offer_request
from damda_agent.offering import OfferRequest
from damda_agent.refusals import RequestRefused
from damda_agent.store.tables import offers
from sqlalchemy import func, select
from support.agent_world import CLAIMS


async def stored(world) -> int:
    async with world.agent.database.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(offers))).scalar_one()


async def test_refused_claims_name_each_field_and_nothing_is_stored(world):
    with pytest.raises(ClaimsRefused) as refusal:
        await world.offer(attendanceRate=79, trainEnd="2026-01-01", ncsCode="1", extra=1)
    problems = {problem.field: problem for problem in refusal.value.problems}
    assert {"attendanceRate", "trainEnd", "ncsCode", "extra"} <= problems.keys()
    assert all(p.code and p.en and p.ko for p in problems.values())
    assert await stored(world) == 0


async def test_an_unknown_type_is_refused_and_nothing_is_stored(world):
    record = (await world.institution()).record
    with pytest.raises(MalformedInput) as refusal:
        await world.agent.offers.create(record, OfferRequest("Nope", CLAIMS, None, None))
    assert refusal.value.code == "unknown_type"
    assert await stored(world) == 0


async def test_an_offer_tells_its_state(world):
    record = (await world.institution()).record
    offer = await world.offer()

    async def state():
        found = await world.agent.offers.read(record, offer.record.id)
        return found.state, found.credential is not None

    assert await state() == ("offered", False)
    wallet = world.wallet()
    await wallet.redeem(await wallet.code(offer))
    assert await state() == ("redeemed", False)
    await wallet.ask()
    assert await state() == ("issued", True)


async def test_the_link_is_short_enough_for_a_code(world):
    assert len((await world.offer()).uri) < 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"credential_type": None}, "credential_type"),
        ({"credential_type": ""}, "credential_type"),
        ({"credential_type": 7}, "credential_type"),
        ({"claims": None}, "claims"),
        ({"claims": []}, "claims"),
        ({"tx_code": "123456"}, "tx_code"),
        ({"tx_code": {"digits": 6}}, "tx_code"),
        ({"tx_code": {"input_mode": "voice"}}, "tx_code.input_mode"),
        ({"tx_code": {"length": 3}}, "tx_code.length"),
        ({"tx_code": {"length": True}}, "tx_code.length"),
        ({"tx_code": {"length": 17}}, "tx_code.length"),
        ({"tx_code": {"description": "가" * 301}}, "tx_code.description"),
        ({"tx_code": {"description": ""}}, "tx_code.description"),
        ({"expires_in": 0}, "expires_in"),
        ({"expires_in": "60"}, "expires_in"),
        ({"expires_in": True}, "expires_in"),
        ({"expires_in": 10**9}, "expires_in"),
    ],
)
def test_a_wrong_member_is_named(changes, field):
    with pytest.raises(RequestRefused) as refusal:
        offer_request({"credential_type": "TrainingBadge", "claims": {}, **changes})
    assert (refusal.value.field, refusal.value.http_status) == (field, 400)
    assert field in refusal.value.en
    assert field in refusal.value.ko


def test_what_may_be_asked_for():
    whole = offer_request(
        {
            "credential_type": "TrainingBadge",
            "claims": {"a": 1},
            "tx_code": {"input_mode": "text", "length": 8, "description": "가" * 300},
            "expires_in": 60,
        }
    )
    assert whole.tx_code.to_json() == {
        "input_mode": "text",
        "length": 8,
        "description": "가" * 300,
    }
    assert whole.lifetime == timedelta(seconds=60)
    simple = offer_request({"credential_type": "T", "claims": {}, "tx_code": True})
    assert simple.tx_code.to_json() == {"input_mode": "numeric", "length": 6}
    for nothing in (None, False):
        assert (
            offer_request({"credential_type": "T", "claims": {}, "tx_code": nothing}).tx_code
            is None
        )
