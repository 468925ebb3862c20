"""Places in status lists: unpredictable, each given once, also when many are issued at once."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import pairwise

from aiohttp.test_utils import TestClient, TestServer
from damda_agent.forms.ldp_vc import PURPOSES
from damda_agent.public import public_app
from damda_agent.store.tables import status_entries, status_lists
from sqlalchemy import func, select, update
from support.agent_world import AgentWorld


class Repeating:
    """Randomness that gives each position three times, so that requests at once collide."""

    def __init__(self):
        self.asked = 0

    def __call__(self, length):
        if length != 8:
            return secrets.token_bytes(length)
        self.asked += 1
        return (self.asked // 3).to_bytes(8)


@asynccontextmanager
async def world_with(world, entropy) -> AsyncIterator[AgentWorld]:
    """The same agent, with another source of randomness for places."""
    lists = replace(world.agent.lists, entropy=entropy)
    issuance = replace(world.agent.issuance, lists=lists)
    agent = replace(world.agent, lists=lists, issuance=issuance)
    async with TestClient(TestServer(public_app(agent))) as client:
        yield replace(world, agent=agent, http=client)


async def issue(world):
    answer = await world.wallet().take(await world.offer())
    entries = answer["credentials"][0]["credential"]["credentialStatus"]
    return [(e["statusListCredential"], int(e["statusListIndex"])) for e in entries]


async def test_collisions_are_tried_again_and_no_place_is_given_twice(either_world):
    await issue(either_world)
    async with world_with(either_world, Repeating()) as world:
        given = await asyncio.gather(*(issue(world) for _ in range(6)))
    places = [place for places in given for place in places]
    assert len(set(places)) == len(places) == 12
    async with either_world.agent.database.reading() as connection:
        counted = (await connection.execute(select(func.count()).select_from(status_entries))).one()
        taken = (await connection.execute(select(status_lists.c.taken))).scalars().all()
    assert (counted[0], taken) == (14, [7, 7])


async def test_places_do_not_follow_each_other(world):
    await issue(world)
    drawn = [await world.agent.lists.free_places("keis", PURPOSES) for _ in range(40)]
    for purpose in (0, 1):
        positions = [places[purpose].position for places in drawn]
        steps = {later - earlier for earlier, later in pairwise(positions)}
        assert len(steps) > 30, "no step repeats"
        assert len({position * 8 // 131_072 for position in positions}) > 4, "all over the list"
    assert all(a.position != b.position for a, b in drawn), "one list does not tell the other"


async def test_every_institution_has_lists_of_its_own(world):
    await world.institution("other")
    mine, others = await issue(world), await world.agent.lists.free_places("other", PURPOSES)
    assert not {url.rpartition("/")[2] for url, _ in mine} & {place.list_id for place in others}


async def test_many_requests_open_one_next_list(either_world):
    world = either_world
    first = await issue(world)
    async with world.agent.database.writing() as connection:
        await connection.execute(update(status_lists).values(taken=131_072 // 2))
    given = await asyncio.gather(*(issue(world) for _ in range(5)))
    urls = {url for places in given for url, _ in places}
    assert len(urls) == 2
    assert not urls & {url for url, _ in first}
