"""Opening an institution: once, whatever happens in between."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from damda_agent.custody import TenantWallet
from damda_agent.institutions import RESERVED_SLUGS, domain_path
from damda_agent.refusals import RequestRefused


async def test_again_gives_the_same_answer(either_world):
    opened = await asyncio.gather(*(either_world.institution() for _ in range(4)))
    assert sum(each.created for each in opened) == 1
    assert len({(each.record.did, each.wallet.token) for each in opened}) == 1


async def test_two_institutions_share_nothing(world):
    keis, other = (await world.institution()), (await world.institution("other"))
    assert keis.record.did != other.record.did
    assert keis.record.wallet_id != other.record.wallet_id
    first, second = (
        world.custody.signers[keis.record.wallet_id, "assertion"],
        world.custody.signers[other.record.wallet_id, "assertion"],
    )
    assert first.public != second.public


async def test_after_a_crash_in_the_middle_the_same_keys_are_taken_up(world):
    wallet = await world.agent.institutions.wallets.open("damda-keis", "")
    key = await world.custody.public_key(wallet.wallet_id, "assertion")
    record = (await world.institution()).record
    assert record.wallet_id == wallet.wallet_id
    assert key.multikey.encode() in record.did_log


@pytest.mark.parametrize("slug", ["nobody", "../keis", "KEIS", "", *sorted(RESERVED_SLUGS)])
async def test_only_what_the_catalog_knows(world, slug):
    with pytest.raises(RequestRefused) as refusal:
        await world.agent.institutions.open(slug)
    assert (refusal.value.code, refusal.value.http_status) == ("unknown_institution", 422)


async def test_a_wallet_store_of_another_database_is_noticed(world):
    await world.institution()
    wallets = world.agent.institutions.wallets
    wallets.opened["damda-keis"] = TenantWallet("w-another", "t")
    with pytest.raises(RequestRefused) as refusal:
        await world.institution()
    assert refusal.value.code == "wallet_mismatch"


async def test_a_token_of_no_institution_is_refused(world):
    for wallet_id in (None, "", "w-stranger"):
        with pytest.raises(RequestRefused) as refusal:
            await world.agent.institutions.of_wallet(wallet_id)
        assert refusal.value.http_status == 403


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://localhost:8130", "localhost%3A8130:keis"),
        ("https://agency.example", "agency.example:keis"),
    ],
)
async def test_the_did_says_where_its_log_is(world, url, path):
    assert domain_path(url, "keis") == path
    institutions = replace(world.agent.institutions, public_url=url)
    assert (await institutions.open("keis")).record.did.endswith(f":{path}")
