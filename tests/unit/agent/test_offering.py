"""Offers: accepted claims only, and what an operator may ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from damda.errors import ClaimsRefused, MalformedInput
from damda_agent.admin.offers import offer_request
from damda_agent.offering import OfferRequest
from damda_agent.refusals import RequestRefused
from damda_agent.store.tables import offers
from damda_issuers.catalog import Catalog
from sqlalchemy import func, select
from support.agent_world import CLAIMS, CONFIGURATION, SD_JWT, SD_JWT_CONFIGURATION


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


async def test_a_form_that_the_type_has_not_is_refused_and_nothing_is_stored(world):
    keis = world.agent.catalog.institutions["keis"]
    kind = keis.types["TrainingBadge"]
    less = replace(kind, forms=kind.forms[:1])
    catalog = Catalog({"keis": replace(keis, types={kind.id: less})})
    record = (await world.institution()).record
    with pytest.raises(MalformedInput) as refusal:
        await replace(world.agent.offers, catalog=catalog).create(
            record, OfferRequest("TrainingBadge", CLAIMS, None, None, "dc+sd-jwt")
        )
    assert refusal.value.code == "form_not_offered"
    assert "ldp_vc" in refusal.value.ko
    assert await stored(world) == 0


async def test_the_offer_names_the_configuration_of_its_form(world):
    for format_, id_ in (("ldp_vc", CONFIGURATION), (SD_JWT, SD_JWT_CONFIGURATION)):
        _, message = await world.wallet().read_offer(await world.offer(format=format_))
        assert message["credential_configuration_ids"] == [id_]


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
        ({"format": "jwt_vc_json"}, "format"),
        ({"format": None}, "format"),
        ({"format": ["dc+sd-jwt"]}, "format"),
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
            "format": "dc+sd-jwt",
        }
    )
    assert whole.format == "dc+sd-jwt"
    assert whole.tx_code.to_json() == {
        "input_mode": "text",
        "length": 8,
        "description": "가" * 300,
    }
    assert whole.lifetime == timedelta(seconds=60)
    simple = offer_request({"credential_type": "T", "claims": {}, "tx_code": True})
    assert simple.format == "ldp_vc"
    assert simple.tx_code.to_json() == {"input_mode": "numeric", "length": 6}
    for nothing in (None, False):
        assert (
            offer_request({"credential_type": "T", "claims": {}, "tx_code": nothing}).tx_code
            is None
        )
