"""Codes count once, for a time, with the right transaction code (OpenID4VCI 1.0, 6.3)."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import FormData
from damda.openid.offer import PRE_AUTHORIZED_GRANT, TxCodePrompt
from damda_agent.public.try_bound import MAX_FAILURES


async def test_the_answer_is_a_bearer_token_that_nobody_may_keep(world):
    wallet = world.wallet()
    form = FormData({"grant_type": PRE_AUTHORIZED_GRANT})
    form.add_field("pre-authorized_code", await wallet.code(await world.offer()))
    status, body, headers = await wallet.post("token", data=form)
    assert status == 200
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    assert len(body["access_token"]) == 43
    assert headers["Cache-Control"] == "no-store"


async def test_a_code_counts_once(either_world):
    world = either_world
    wallet = world.wallet()
    offer = await world.offer()
    code = await wallet.code(offer)
    tries = await asyncio.gather(*(wallet.redeem(code) for _ in range(5)))
    assert sorted(status for status, _ in tries) == [200, 400, 400, 400, 400]
    assert {body.get("error") for status, body in tries if status != 200} == {"invalid_grant"}
    assert (await wallet.read_offer(offer))[0] == 410
    found = await world.agent.offers.read((await world.institution()).record, offer.record.id)
    assert found.state == "redeemed"


async def test_an_expired_offer_is_refused(world):
    wallet = world.wallet()
    offer = await world.offer(lifetime=timedelta(minutes=10))
    code = await wallet.code(offer)
    world.clock.pass_(minutes=10)
    status, body = await wallet.redeem(code)
    assert (status, body["error"]) == (400, "invalid_grant")
    assert "expired" in body["en"]
    status, body = await wallet.read_offer(offer)
    assert (status, body["code"]) == (410, "offer_expired")


@pytest.mark.parametrize("slug", ["other", "keis"])
async def test_a_code_is_for_its_issuer(world, slug):
    await world.institution("other")
    code = await world.wallet().code(await world.offer("keis"))
    status, body = await world.wallet(slug).redeem(code if slug == "other" else "x" * 43)
    assert (status, body["error"]) == (400, "invalid_grant")


async def test_a_token_is_for_its_issuer_and_for_its_time(world):
    await world.institution("other")
    wallet = world.wallet()
    await wallet.redeem(await wallet.code(await world.offer()))
    stranger = world.wallet("other")
    stranger.token_text = wallet.token_text
    assert (await stranger.ask())[0] == 401
    world.clock.pass_(hours=1)
    status, body = await wallet.ask()
    assert (status, body["error"]) == (401, "invalid_token")


async def test_five_wrong_transaction_codes_lock_the_offer(either_world):
    world = either_world
    wallet = world.wallet()
    offer = await world.offer(tx_code=TxCodePrompt("numeric", 6, "문자로 받은 6자리 코드"))
    code = await wallet.code(offer)
    wrong = "000000" if offer.tx_code != "000000" else "000001"
    for left in (4, 3, 2, 1):
        status, body = await wallet.redeem(code, wrong)
        assert (status, body["error"]) == (400, "invalid_grant")
        assert f"{left} tries" in body["en"]
        assert f"{left}번" in body["ko"]
    assert "locked" in (await wallet.redeem(code, wrong))[1]["en"]
    status, body = await wallet.redeem(code, offer.tx_code)
    assert (status, body["error"]) == (400, "invalid_grant"), "the right one comes too late"
    assert (await wallet.read_offer(offer))[1]["code"] == "offer_locked"


async def test_wrong_codes_at_once_are_all_counted(either_world):
    world = either_world
    wallet = world.wallet()
    offer = await world.offer(tx_code=TxCodePrompt())
    code = await wallet.code(offer)
    await asyncio.gather(*(wallet.redeem(code, "no") for _ in range(8)))
    found = await world.agent.offers.read((await world.institution()).record, offer.record.id)
    assert found.record.tx_failures == 5
    assert found.state == "locked"


async def test_a_wrong_code_then_the_right_one(world):
    wallet = world.wallet()
    offer = await world.offer(tx_code=TxCodePrompt("text", 6))
    code = await wallet.code(offer)
    assert (await wallet.redeem(code, "0a07B9"))[0] == 400
    assert (await wallet.redeem(code, offer.tx_code))[0] == 200


@pytest.mark.parametrize(
    ("prompt", "form"),
    [
        (TxCodePrompt("numeric", 8), r"[0-9]{8}"),
        (TxCodePrompt("text", 6), r"[A-Z2-9]{6}"),
        (TxCodePrompt("numeric", None), r"[0-9]{6}"),
    ],
)
async def test_codes_are_as_the_prompt_says(world, prompt, form):
    import re

    offer = await world.offer(tx_code=prompt)
    assert re.fullmatch(form, offer.tx_code)
    _, message = await world.wallet().read_offer(offer)
    (grant,) = message["grants"].values()
    assert grant["tx_code"] == prompt.to_json()


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_missing_and_an_unwanted_transaction_code_are_said_so(world, wanted):
    wallet = world.wallet()
    offer = await world.offer(tx_code=TxCodePrompt() if wanted else None)
    code = await wallet.code(offer)
    status, body = await wallet.redeem(code, None if wanted else "123456")
    assert (status, body["error"]) == (400, "invalid_request")
    assert (await wallet.redeem(code, offer.tx_code))[0] == 200, "and it cost nothing"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("", "invalid_request"),
        ("grant_type=authorization_code&code=x", "unsupported_grant_type"),
        (f"grant_type={PRE_AUTHORIZED_GRANT}", "invalid_request"),
        (f"grant_type={PRE_AUTHORIZED_GRANT}&pre-authorized_code=", "invalid_request"),
        (
            f"grant_type={PRE_AUTHORIZED_GRANT}&pre-authorized_code=a&pre-authorized_code=b",
            "invalid_request",
        ),
        (f"grant_type={PRE_AUTHORIZED_GRANT}&pre-authorized_code=%ff", "invalid_request"),
        (f"grant_type={PRE_AUTHORIZED_GRANT}&pre-authorized_code=한", "invalid_request"),
        ("&".join(f"a{n}=1" for n in range(50)), "invalid_request"),
    ],
)
async def test_malformed_forms_have_oauth_errors(world, data, error):
    await world.institution()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, body, _ = await world.wallet().post("token", data=data.encode(), headers=headers)
    assert (status, body["error"]) == (400, error)


async def test_guessing_is_slowed_down(world):
    await world.institution()
    wallet = world.wallet()
    for _ in range(MAX_FAILURES):
        assert (await wallet.redeem("guess"))[0] == 400
    status, body = await wallet.redeem("guess")
    assert (status, body["error"]) == (429, "slow_down")
