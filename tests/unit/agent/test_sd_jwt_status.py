"""Revoked, suspended, reinstated: what the token at an SD-JWT VC's one place says."""

from __future__ import annotations

import pytest
from damda.dids import resolve
from damda.sd_jwt_vc import check_sd_jwt_vc
from damda.status.token_cwt import check_status_list_cwt
from damda.status.token_jwt import check_status_list_jwt
from damda_agent.refusals import RequestRefused
from support.agent_world import SD_JWT

BASE = "http://localhost:8130"
CHECKS = {
    "application/statuslist+jwt": check_status_list_jwt,
    "application/statuslist+cwt": check_status_list_cwt,
}


async def issue(world, format_=SD_JWT):
    """The id under which the operator knows a new credential, and the credential."""
    offer = await world.offer(format=format_)
    answer = await world.wallet().take(offer)
    record = (await world.institution()).record
    found = await world.agent.offers.read(record, offer.record.id)
    return found.credential, answer["credentials"][0]["credential"]


async def change(world, id_, action):
    record = (await world.institution()).record
    return await world.agent.revocations.change(record, id_, action, "시험")


async def status_of(world, reference, media_type):
    record = (await world.institution()).record
    keys = resolve(record.did, log=record.did_log, now=world.clock())
    path = reference.uri.removeprefix(BASE)
    async with world.http.get(path, headers={"Accept": media_type}) as answer:
        claims = CHECKS[media_type](
            await answer.read(),
            uri=reference.uri,
            key_for=lambda kid: keys.key(kid, "assertionMethod"),
            now=world.clock(),
        )
    return claims.listed.status(reference.index)


@pytest.mark.parametrize("media_type", CHECKS)
async def test_each_state_reaches_the_token_at_once(either_world, media_type):
    world = either_world
    id_, text = await issue(world)
    _, other = await issue(world)
    reference, others = (check_sd_jwt_vc(each).status_reference for each in (text, other))
    assert await status_of(world, reference, media_type) == 0
    for action, status in (("suspend", 2), ("reinstate", 0), ("suspend", 2), ("revoke", 1)):
        changed = await change(world, id_, action)
        assert changed.credential.format == SD_JWT
        assert await status_of(world, reference, media_type) == status
    assert await status_of(world, others, media_type) == 0, "nobody else's status moved"


async def test_a_revocation_is_for_good(world):
    id_, _ = await issue(world)
    await change(world, id_, "revoke")
    for action in ("revoke", "suspend", "reinstate"):
        with pytest.raises(RequestRefused) as refusal:
            await change(world, id_, action)
        assert refusal.value.code == "wrong_state"


async def test_both_forms_hide_among_one_another_in_one_list(world):
    _, text = await issue(world)
    _, document = await issue(world, "ldp_vc")
    reference = check_sd_jwt_vc(text).status_reference
    entry = document["credentialStatus"][0]
    assert reference.uri == entry["statusListCredential"]
    assert reference.index != int(entry["statusListIndex"])


async def test_places_are_drawn_at_random(world):
    places = [check_sd_jwt_vc((await issue(world))[1]).status_reference.index for _ in range(4)]
    assert len(set(places)) == 4
    assert sorted(places) != list(range(min(places), min(places) + 4))
