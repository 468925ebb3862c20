"""Revoke, suspend, reinstate: the bits that verifiers read, and who may set them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from damda import status as bitstring
from damda.dids import resolve
from damda.proofs import check_proof
from damda.times import parse_time
from damda_agent.forms.ldp_vc import PURPOSES
from damda_agent.refusals import RequestRefused
from damda_agent.store import credentials
from damda_agent.store import status as status_rows
from damda_agent.store.tables import status_lists
from damda_schemas import compiled_canonicalizer
from sqlalchemy import update
from support.agent_world import CATALOG

CANONICALIZER = compiled_canonicalizer(CATALOG.compiled_contexts)


async def issue(world):
    """A credential, and the id under which the operator knows it."""
    offer = await world.offer()
    answer = await world.wallet().take(offer)
    institution = (await world.institution()).record
    found = await world.agent.offers.read(institution, offer.record.id)
    return answer["credentials"][0]["credential"], found.credential


async def change(world, id_, action, slug="keis"):
    institution = (await world.institution(slug)).record
    return await world.agent.revocations.change(institution, id_, action, "시험")


async def read_list(world, url):
    status, document = await world.get(url.removeprefix("http://localhost:8130"))
    assert status == 200
    record = (await world.institution()).record
    keys = resolve(record.did, log=record.did_log, now=world.clock())
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=keys.key,
        canonicalizer=CANONICALIZER,
        now=world.clock(),
    )
    assert document["issuer"] == record.did
    assert document["id"] == url
    return document


async def bits(world, credential):
    """The credential's bits by purpose, read as a verifier does."""
    found = {}
    for entry in map(bitstring.parse_entry, credential["credentialStatus"]):
        document = await read_list(world, entry.list_url)
        listed = bitstring.read_list(document)
        assert listed.ttl == timedelta(seconds=5)
        assert len(listed.bits) * 8 == 131_072
        found[entry.purpose] = bool(listed.value(entry))
    return found


async def test_the_bits_follow_the_state_at_once(either_world):
    world = either_world
    (credential, id_), (other, _) = await issue(world), await issue(world)
    clear = {"revocation": False, "suspension": False}
    assert await bits(world, credential) == clear
    await change(world, id_, "suspend")
    assert await bits(world, credential) == {"revocation": False, "suspension": True}
    await change(world, id_, "reinstate")
    assert await bits(world, credential) == clear
    await change(world, id_, "suspend")
    listed = await change(world, id_, "revoke")
    assert (listed.credential.state, listed.reason) == ("revoked", "시험")
    assert await bits(world, credential) == {"revocation": True, "suspension": False}
    assert await bits(world, other) == clear, "nobody else's bit moved"


@pytest.mark.parametrize(
    ("before", "action"),
    [
        ([], "reinstate"),
        (["suspend"], "suspend"),
        (["revoke"], "revoke"),
        (["revoke"], "reinstate"),
        (["revoke"], "suspend"),
    ],
)
async def test_what_a_state_does_not_allow_is_refused(world, before, action):
    credential, id_ = await issue(world)
    for each in before:
        await change(world, id_, each)
    seen = await bits(world, credential)
    with pytest.raises(RequestRefused) as refusal:
        await change(world, id_, action)
    assert (refusal.value.http_status, refusal.value.code) == (409, "wrong_state")
    assert await bits(world, credential) == seen


async def test_another_tenant_can_neither_see_nor_revoke(either_world):
    world = either_world
    credential, id_ = await issue(world)
    other = (await world.institution("other")).record
    for action in ("revoke", "suspend", "reinstate"):
        with pytest.raises(RequestRefused) as refusal:
            await change(world, id_, action, "other")
        assert (refusal.value.http_status, refusal.value.code) == (404, "unknown_credential")
    assert not any((await bits(world, credential)).values())
    async with world.agent.database.reading() as connection:
        assert await credentials.of_tenant(connection, id_, other.wallet_id) is None
        page = {"type_id": None, "state": None, "offset": 0, "limit": 50}
        assert await credentials.list_of_tenant(connection, other.wallet_id, **page) == ([], 0)
    offer_id = (await world.offer()).record.id
    with pytest.raises(RequestRefused) as refusal:
        await world.agent.offers.read(other, offer_id)
    assert refusal.value.http_status == 404
    path = credential["credentialStatus"][0]["statusListCredential"].rpartition("/")[2]
    assert (await world.get(f"/other/status/{path}"))[0] == 404


async def test_two_operators_at_once_revoke_once(either_world):
    world = either_world
    _, id_ = await issue(world)
    done = await asyncio.gather(
        *(change(world, id_, "revoke") for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(each, RequestRefused) for each in done) == 3


async def test_a_list_is_signed_again_on_change_and_before_its_end(world):
    credential, id_ = await issue(world)
    url = credential["credentialStatus"][0]["statusListCredential"]
    first = await read_list(world, url)
    world.clock.pass_(hours=1)
    assert await read_list(world, url) == first, "kept while nothing changed"
    await change(world, id_, "revoke")
    changed = await read_list(world, url)
    assert parse_time(changed["validFrom"]) == world.clock()
    world.clock.pass_(hours=13)
    assert parse_time((await read_list(world, url))["validUntil"]) > parse_time(
        changed["validUntil"]
    )


async def test_readers_may_keep_a_list_for_its_ttl_only(world):
    credential, _ = await issue(world)
    path = credential["credentialStatus"][0]["statusListCredential"].removeprefix(
        "http://localhost:8130"
    )
    async with world.http.get(path) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=5"
        tag = answer.headers["ETag"]
    async with world.http.get(path, headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304


async def test_a_half_full_list_is_followed_by_another(world):
    credential, _ = await issue(world)
    async with world.agent.database.writing() as connection:
        await connection.execute(update(status_lists).values(taken=131_072 // 2))
    later, _ = await issue(world)
    urls = [
        entry["statusListCredential"]
        for document in (credential, later)
        for entry in document["credentialStatus"]
    ]
    assert len(set(urls)) == 4
    for url in urls:
        await read_list(world, url)


async def test_a_place_is_given_away_once(either_world):
    world = either_world
    await issue(world)
    places = await world.agent.lists.free_places("keis", PURPOSES)
    async with world.agent.database.writing() as connection:
        taken = [await status_rows.take(connection, places[0], each) for each in ("a", "b")]
    assert taken == [True, False]
