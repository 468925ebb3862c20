"""From issuing to the ledger: pending while it is down, then anchored, with the DID log's head."""

from __future__ import annotations

import pytest
from damda.credentials import anchor_digest
from damda.evidence import anchor_proof_from_json
from damda_agent.ledger_access import LedgerAccess
from damda_ledger.memory import MemoryLedger
from support.agent_world import WorldClock, open_world
from support.outbox_story import SIGNER


@pytest.fixture
async def anchored_world(database):
    clock = WorldClock()
    ledger = MemoryLedger(clock)
    world = await open_world(database, ledger=LedgerAccess(ledger, SIGNER), clock=clock)
    yield world, ledger
    await world.http.close()


async def steps(world, count=3):
    """The sentences of the steps' trouble."""
    trouble = []
    for _ in range(count):
        trouble.append(await world.agent.anchoring.step())
        world.clock.pass_(seconds=40)
    return trouble


async def test_issuing_goes_on_while_the_ledger_is_down(anchored_world):
    world, ledger = anchored_world
    ledger.down = True
    answer = await world.wallet().take(await world.offer())
    document = answer["credentials"][0]["credential"]
    path = f"/keis/anchors/{anchor_digest(document).hex()}"
    assert all(await steps(world)), "each step says why it can't go on"
    assert (await world.get(path))[0] == 202
    ledger.down = False
    ledger.register(document["issuer"]["id"], SIGNER.address)
    assert (await steps(world))[-1] is None
    status, bundle = await world.get(path)
    assert status == 200
    finding = ledger.anchor_finding(anchor_digest(document), anchor_proof_from_json(bundle))
    assert finding.outcome == "anchored"


async def test_the_log_head_follows_the_registration_once(anchored_world):
    world, ledger = anchored_world
    record = (await world.institution()).record
    await steps(world)
    assert ledger.issuer_record(record.did, []) is None, "nobody registers itself"
    ledger.register(record.did, SIGNER.address)
    await steps(world, 6)
    found = ledger.issuer_record(record.did, [])
    assert (found.log_head, found.log_version) == (record.log_head, 1)
    assert [event[0] for event in ledger.events].count("log_head") == 1


async def test_without_a_ledger_it_stays_pending(world):
    answer = await world.wallet().take(await world.offer())
    digest = anchor_digest(answer["credentials"][0]["credential"]).hex()
    assert await world.agent.anchoring.step() is None
    assert (await world.get(f"/keis/anchors/{digest}"))[0] == 202


async def test_health_says_that_anchoring_waits(anchored_world):
    world, ledger = anchored_world
    ledger.down = True
    await world.wallet().take(await world.offer())
    world.agent.anchoring.trouble = await world.agent.anchoring.step()
    status, body = await world.get("/health")
    assert (status, body["ready"], body["anchoring"]) == (200, True, "waiting")
    assert body["reason"]
