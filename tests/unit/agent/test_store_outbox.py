"""`OutboxStore` in SQL: the contract of `damda_ledger.outbox`, and no crash loses or doubles."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from damda.evidence import anchor_proof_from_json
from damda_agent.store import Database, anchors
from damda_agent.store.outbox import SqlOutbox, put_item
from damda_agent.store.tables import outbox_items
from damda_ledger.kinds import anchor_job, log_head_job
from damda_ledger.outbox import (
    BatchLeaf,
    ChainMark,
    OutboxConflict,
    SentTransaction,
    Settlement,
)
from sqlalchemy import select
from support.outbox_story import (
    ISSUER,
    OTHER_ISSUER,
    Crash,
    Fuse,
    Story,
    StoryClock,
    digest,
    item,
)

CLOCK = StoryClock()


async def put(database: Database, *names: str, issuer: str = ISSUER, clock=CLOCK) -> None:
    async with database.writing() as connection:
        for name in names:
            await put_item(connection, item(name, clock, issuer))


async def items(database: Database):
    async with database.reading() as connection:
        return {row.id: row for row in await connection.execute(select(outbox_items))}


def sent(name: str, nonce: int = 0, **changes) -> SentTransaction:
    transaction = SentTransaction(
        hash=digest(name),
        raw=name.encode(),
        sender="0xA",
        nonce=nonce,
        chain_id=31337,
        genesis=digest("genesis"),
        signed_at=CLOCK(),
        max_fee=2**70,
    )
    return replace(transaction, **changes)


SETTLED = Settlement(digest("tx"), 7, digest("block"), digest("genesis"), CLOCK())


async def batch(database: Database, job_id: str, *names: str):
    store = SqlOutbox(database)
    await put(database, *names)
    job = anchor_job(id=job_id, issuer=ISSUER, root=digest(job_id), created_at=CLOCK())
    leaves = [BatchLeaf(name, at, digest(f"salt{name}")) for at, name in enumerate(names)]
    await store.add_batch(job, leaves)
    return store, job


async def test_queues_and_pending_items_are_per_issuer_and_oldest_first(database):
    store, clock = SqlOutbox(database), StoryClock()
    await put(database, "b", clock=clock)
    clock.pass_(1)
    await put(database, "a", "c", clock=clock)
    await put(database, "x", issuer=OTHER_ISSUER, clock=clock)
    found = {queue.issuer: (queue.count, queue.oldest) for queue in await store.queues()}
    assert found == {ISSUER: (3, CLOCK()), OTHER_ISSUER: (1, clock())}
    assert [each.id for each in await store.pending_items(ISSUER, 2)] == ["b", "a"]


async def test_a_batch_takes_pending_items_only_and_as_a_whole(database):
    store, job = await batch(database, "j1", "a", "b")
    assert [leaf.item_id for leaf in await store.leaves("j1")] == ["a", "b"]
    assert (await store.open_jobs(10)) == [job]
    await put(database, "c")
    again = replace(job, id="j2")
    with pytest.raises(OutboxConflict):
        await store.add_batch(again, [BatchLeaf("c", 0, b"s" * 32), BatchLeaf("a", 1, b"s" * 32)])
    assert [each.id for each in await store.pending_items(ISSUER, 9)] == ["c"]
    assert [each.id for each in await store.open_jobs(10)] == ["j1"]


async def test_a_transaction_is_kept_as_it_was(database):
    store, _ = await batch(database, "j", "a")
    await store.hold("j", until=CLOCK() + timedelta(seconds=9), reason="no")
    (held,) = await store.open_jobs(10)
    assert (held.state, held.reason) == ("ready", "no")
    first, second = sent("t1", 4), sent("t2", 4)
    await store.add_transaction("j", first)
    await store.add_transaction("j", second)
    (job,) = await store.open_jobs(10)
    assert job.transactions == (first, second)
    assert (job.state, job.not_before, job.reason) == ("sent", None, None)
    assert (await items(database))["a"].state == "sent"


async def test_a_nonce_is_one_open_jobs(database):
    store, _ = await batch(database, "j1", "a")
    await store.add_job(
        log_head_job(id="j2", issuer=ISSUER, head=digest("h"), version=1, created_at=CLOCK())
    )
    await store.add_transaction("j1", sent("t1", 4))
    with pytest.raises(OutboxConflict):
        await store.add_transaction("j2", sent("t2", 4))
    await store.add_transaction("j2", sent("t3", 4, genesis=digest("other chain")))
    await store.settle("j1", SETTLED, {})
    await store.add_transaction("j2", sent("t4", 4))
    with pytest.raises(OutboxConflict):
        await store.add_transaction("j1", sent("t5", 5))


async def test_workers_at_once_never_share_a_nonce(database):
    names = "abcdefgh"
    for name in names:
        store, _ = await batch(database, f"j{name}", name)
    done = await asyncio.gather(
        *(store.add_transaction(f"j{name}", sent(name, 4)) for name in names),
        return_exceptions=True,
    )
    assert [each for each in done if not isinstance(each, OutboxConflict)] == [None]


async def test_a_dropped_batch_frees_its_items(database):
    store, _ = await batch(database, "j", "a", "b")
    await store.drop("j", "root_of_another_issuer")
    assert [each.id for each in await store.pending_items(ISSUER, 9)] == ["a", "b"]
    assert await store.leaves("j") == []
    assert await store.open_jobs(10) == []


async def test_settled_jobs_are_newest_block_first(database):
    for number, name in enumerate("abc"):
        store, _ = await batch(database, f"j{name}", name)
        await store.settle(f"j{name}", replace(SETTLED, block_number=number), {})
    jobs = await store.settled_jobs(offset=0, limit=2)
    assert [job.id for job in jobs] == ["jc", "jb"]
    assert jobs[0].settlement == replace(SETTLED, block_number=2)
    assert [job.id for job in await store.settled_jobs(offset=2, limit=2)] == ["ja"]


async def test_the_mark_is_the_newest(database):
    store = SqlOutbox(database)
    assert await store.chain_mark() is None
    for number in (1, 5):
        mark = ChainMark(digest("g"), number, digest(str(number)))
        await store.set_chain_mark(mark)
        assert await store.chain_mark() == mark


class SqlStory(Story):
    """The ledger's own story, on this store."""

    def __init__(self, database: Database, **options) -> None:
        super().__init__(**options)
        self.database = database
        self.store = SqlOutbox(database)

    async def assert_once(self) -> None:
        found = await items(self.database)
        assert {row.state for row in found.values()} == {"anchored"}
        roots = set()
        for row in found.values():
            async with self.database.reading() as connection:
                state = await anchors.of_digest(connection, row.issuer, row.digest)
            proof = anchor_proof_from_json(state.proof)
            assert self.ledger.anchor_finding(row.digest, proof).outcome == "anchored"
            roots.add(proof.root.hex())
        assert sorted(self.anchored_roots()) == sorted(roots), "each root once"


async def test_everything_is_anchored_once(database):
    story = SqlStory(database)
    await put(database, "a", "b")
    await put(database, "x", issuer=OTHER_ISSUER)
    await story.run()
    await story.assert_once()


async def test_a_chain_that_lost_its_blocks_is_told_again(database):
    story = SqlStory(database)
    await put(database, "a", "b")
    await story.run()
    story.ledger.lose_blocks(99)
    story.ledger.events.clear()
    await story.run(8)
    await story.assert_once()


@pytest.mark.parametrize("after", [False, True])
async def test_whenever_the_worker_dies_everything_is_anchored_once(tmp_path, after):
    at, fresh = 0, tmp_path / "fresh.sqlite"
    await (await Database.open(f"sqlite:///{fresh}")).close()
    while True:
        at += 1
        copied = shutil.copy(fresh, tmp_path / f"{at}.sqlite")
        database = await Database.open(f"sqlite:///{copied}")
        story = SqlStory(database)
        await put(database, "a", "b", clock=story.clock)
        fuse = Fuse(at, after=after)
        try:
            for _ in range(4):
                await story.worker(fuse).step()
                story.ledger.mine()
                story.clock.pass_(6)
            crashed = False
        except Crash:
            crashed = True
        await story.run(4)
        await story.assert_once()
        await database.close()
        if not crashed:
            break
    assert at > 15, "the worker was killed at each of its calls"
