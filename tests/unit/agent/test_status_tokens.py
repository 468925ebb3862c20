"""Status List Tokens: the same states as the Bitstring lists, for JWT and CWT based credentials."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from damda.dids import resolve
from damda.status.token_cwt import check_status_list_cwt
from damda.status.token_jwt import check_status_list_jwt
from damda_agent.public.negotiation import preferred
from damda_agent.store import status_tokens
from damda_agent.store.status_tokens import KeptToken

BASE = "http://localhost:8130"
JWT, CWT, VC = "application/statuslist+jwt", "application/statuslist+cwt", "application/vc"
CHECKS = {JWT: check_status_list_jwt, CWT: check_status_list_cwt}
each_form = pytest.mark.parametrize("form", [JWT, CWT])


async def issue(world):
    """The id under which the operator knows a credential, and its status entries by purpose."""
    offer = await world.offer()
    answer = await world.wallet().take(offer)
    institution = (await world.institution()).record
    found = await world.agent.offers.read(institution, offer.record.id)
    entries = answer["credentials"][0]["credential"]["credentialStatus"]
    return found.credential, {entry["statusPurpose"]: entry for entry in entries}


async def change(world, id_, action):
    institution = (await world.institution()).record
    await world.agent.revocations.change(institution, id_, action, "시험")


async def fetch(world, url, form):
    async with world.http.get(url.removeprefix(BASE), headers={"Accept": form}) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == form
        assert answer.headers["Vary"] == "Accept"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        return await answer.read()


async def read(world, url, form):
    record = (await world.institution()).record
    keys = resolve(record.did, log=record.did_log, now=world.clock())
    return CHECKS[form](
        await fetch(world, url, form),
        uri=url,
        key_for=lambda kid: keys.key(kid, "assertionMethod"),
        now=world.clock(),
    )


async def statuses(world, entries, form):
    """What the token of each of the credential's lists says at its place."""
    found = set()
    for entry in entries.values():
        claims = await read(world, entry["statusListCredential"], form)
        assert len(claims.listed) == 131_072
        found.add(claims.listed.status(int(entry["statusListIndex"])))
    return found


@each_form
async def test_a_token_follows_the_state_at_once(either_world, form):
    world = either_world
    (id_, entries), (_, others) = await issue(world), await issue(world)
    assert await statuses(world, entries, form) == {0}
    for action, status in (("suspend", 2), ("reinstate", 0), ("suspend", 2), ("revoke", 1)):
        await change(world, id_, action)
        assert await statuses(world, entries, form) == {status}
    assert await statuses(world, others, form) == {0}, "nobody else's status moved"


@each_form
async def test_a_token_says_how_long_it_may_be_kept(world, form):
    _, entries = await issue(world)
    claims = await read(world, entries["revocation"]["statusListCredential"], form)
    assert claims.ttl == timedelta(seconds=5)
    assert claims.issued_at == world.clock()
    assert claims.expires_at == world.clock() + timedelta(days=1)


@each_form
async def test_a_token_is_signed_again_on_change_and_before_its_end(world, form):
    id_, entries = await issue(world)
    url = entries["revocation"]["statusListCredential"]
    first = await fetch(world, url, form)
    world.clock.pass_(hours=1)
    assert await fetch(world, url, form) == first, "kept while nothing changed"
    await change(world, id_, "suspend")
    changed = await fetch(world, url, form)
    assert changed != first
    world.clock.pass_(hours=13)
    claims = await read(world, url, form)
    assert claims.issued_at == world.clock()


async def test_one_url_has_three_forms(world):
    _, entries = await issue(world)
    url = entries["revocation"]["statusListCredential"]
    assert (await fetch(world, url, VC)).startswith(b"{")
    assert (await fetch(world, url, JWT)).startswith(b"ey")
    assert (await fetch(world, url, CWT)).startswith(b"\xd2\x84")


@each_form
async def test_lists_of_others_are_not_given(world, form):
    _, entries = await issue(world)
    await world.institution("other")
    list_id = entries["revocation"]["statusListCredential"].rpartition("/")[2]
    for path in (f"/other/status/{list_id}", "/keis/status/00"):
        async with world.http.get(path, headers={"Accept": form}) as answer:
            assert (answer.status, (await answer.json())["code"]) == (404, "unknown_status_list")


async def test_an_older_token_never_takes_the_place_of_a_newer(database, either_world):
    _, entries = await issue(either_world)
    list_id = entries["revocation"]["statusListCredential"].rpartition("/")[2]
    until = either_world.clock()
    for version in (2, 1, 3):
        async with database.writing() as connection:
            kept = KeptToken(list_id, "jwt", version, until, str(version).encode())
            await status_tokens.keep(connection, kept)
    async with database.reading() as connection:
        assert await status_tokens.find(connection, list_id, "jwt") == kept
        assert await status_tokens.find(connection, list_id, "cwt") is None


async def test_many_readers_at_once(either_world):
    id_, entries = await issue(either_world)
    await change(either_world, id_, "revoke")
    found = await asyncio.gather(
        *(statuses(either_world, entries, form) for form in (JWT, CWT) for _ in range(4))
    )
    assert found == [{1}] * 8


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", VC),
        ("*/*", VC),
        ("application/*", VC),
        ("application/json", VC),
        ("text/html", VC),
        ("application/vc, application/json", VC),
        (JWT, JWT),
        (JWT.upper(), JWT),
        (f"{JWT}, {CWT}", JWT),
        (f"{JWT};q=0.5, {CWT}", CWT),
        (f"{JWT};q=0.5, */*", VC),
        (f"{JWT}, */*", JWT),
        (f"{JWT}, */*;q=0.1", JWT),
        (f"{VC};q=0, */*;q=0.1", JWT),
        (f"{JWT};q=0", VC),
        (f"{CWT} ; v=1 ; q=0.9, {VC};q=0.8", CWT),
        (f"{CWT};q=high", VC),
        (f"{CWT};q=5, {VC}", VC),
        (",;,=;q", VC),
    ],
)
def test_the_form_that_is_asked_for(accept, media_type):
    assert preferred(accept, (VC, JWT, CWT)) == media_type
