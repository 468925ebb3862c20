"""What one step of the worker does with batches, refusals, nonces, fees and a ledger in trouble."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from damda.errors import LedgerUnavailable
from damda_ledger.kinds import log_head_job
from damda_ledger.memory import MemoryLedger
from damda_ledger.outbox import OutboxConflict
from support.outbox_story import (
    ISSUER,
    OTHER_ISSUER,
    POLICY,
    SIGNER,
    Story,
    digest,
)


def _head(story: Story, name: str, version: int) -> None:
    job = log_head_job(
        id=name, issuer=ISSUER, head=digest(name), version=version, created_at=story.clock()
    )
    story.store.jobs[job.id] = job


async def test_a_batch_waits_for_items_or_seconds() -> None:
    story = Story(policy=replace(POLICY, max_items=3, max_seconds=2))
    story.put("a", "b")
    assert (await story.step()).batched == 0
    story.put("c")
    assert (await story.step()).batched == 1, "three items are enough"
    story.put("d")
    assert (await story.step()).batched == 0
    story.clock.pass_(2)
    assert (await story.step()).batched == 1, "two seconds are enough"


async def test_a_long_queue_becomes_several_full_batches() -> None:
    story = Story(policy=replace(POLICY, max_items=3))
    story.put(*"abcdefg")
    assert (await story.step()).batched == 2
    await story.run()
    story.assert_all_anchored_once()
    assert len(story.anchored_roots()) == 3


async def test_issuers_never_share_a_batch() -> None:
    story = Story()
    story.put("a")
    story.put("b", issuer=OTHER_ISSUER)
    assert (await story.step()).batched == 2
    await story.run()
    assert {proof.issuer for proof in story.store.proofs.values()} == {ISSUER, OTHER_ISSUER}
    story.assert_all_anchored_once()


async def test_equal_digests_in_one_batch_have_salts_and_paths_of_their_own() -> None:
    story = Story()
    story.put("a", "b")
    story.store.items["b"] = replace(story.store.items["b"], digest=digest("a"))
    await story.run()
    one, two = story.store.proofs["a"], story.store.proofs["b"]
    assert one.salt != two.salt
    swapped = replace(one, path=two.path)
    assert story.ledger.anchor_finding(digest("a"), swapped).outcome == "not_included"


async def test_nothing_is_anchored_before_a_receipt() -> None:
    story = Story()
    story.put("a")
    for _ in range(3):
        await story.step()
        assert story.states() == {"sent"}
        assert not story.store.proofs
    story.ledger.mine()
    await story.step()
    assert story.states() == {"anchored"}


async def test_finality_is_the_policy_s() -> None:
    story = Story(policy=replace(POLICY, confirmations=3))
    story.put("a")
    await story.step()
    story.ledger.mine()
    for _ in range(2):
        assert (await story.step()).settled == 0
        story.ledger.mine()
    assert (await story.step()).settled == 1


async def test_the_same_bytes_are_sent_again_until_there_is_a_receipt() -> None:
    story = Story()
    story.put("a")
    await story.step()
    first = next(iter(story.store.jobs.values())).transactions
    story.ledger._pool.clear()  # the node forgot it
    assert (await story.step()).sent == 1
    assert next(iter(story.store.jobs.values())).transactions == first
    await story.run()
    story.assert_all_anchored_once()


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_timeout_while_sending_leaves_it_pending_whether_accepted_or_not(
    accepted: bool,
) -> None:
    class SilentLedger(MemoryLedger):
        def submit(self, raw: bytes) -> None:
            if accepted:
                super().submit(raw)
            raise LedgerUnavailable("timeout")

    story = Story()
    silent = SilentLedger(story.clock, automine=False)
    silent.register(ISSUER, SIGNER.address)
    story.ledger = silent
    story.put("a")
    for _ in range(2):
        report = await story.step()
        assert [type(error) for error in report.trouble] == [LedgerUnavailable]
    (job,) = story.store.jobs.values()
    assert len(job.transactions) == 1
    assert story.states() == {"sent"}
    silent.__class__ = MemoryLedger
    await story.run()
    story.assert_all_anchored_once()


async def test_while_the_ledger_is_down_batches_close_and_the_step_says_so() -> None:
    story = Story()
    story.put("a")
    story.ledger.down = True
    for _ in range(3):
        report = await story.step()
        assert [type(error) for error in report.trouble] == [LedgerUnavailable]
    assert story.states() == {"batched"}
    story.ledger.down = False
    await story.run()
    story.assert_all_anchored_once()


async def test_a_long_outage_makes_no_swarm_of_small_batches() -> None:
    story = Story(policy=replace(POLICY, max_items=10))
    story.ledger.down = True
    for number in range(30):
        story.put(f"item {number}")
        await story.step()
    assert len(story.store.jobs) == 1
    story.ledger.down = False
    await story.run()
    story.assert_all_anchored_once()
    assert len(story.store.jobs) == 4


async def test_a_suspended_issuer_s_batch_is_held_and_goes_on_after_the_suspension() -> None:
    story = Story()
    story.put("a")
    story.put("b", issuer=OTHER_ISSUER)
    story.ledger.set_status(ISSUER, "suspended")
    report = await story.step()
    assert [error.code for error in report.trouble] == ["issuer_not_active"]
    assert report.sent == 1, "the other issuer's batch goes on"
    assert (await story.step()).trouble == [], "a held job is left alone"
    story.ledger.set_status(ISSUER, "active")
    await story.run()
    story.assert_all_anchored_once()


async def test_a_transaction_that_reverts_is_held_and_signed_anew() -> None:
    story = Story()
    story.put("a")
    await story.step()
    story.ledger.set_status(ISSUER, "suspended")
    story.ledger.mine()
    await story.step()
    (job,) = story.store.jobs.values()
    assert (job.state, job.reason) == ("ready", "reverted")
    story.ledger.set_status(ISSUER, "active")
    await story.run()
    story.assert_all_anchored_once()


async def test_a_root_that_another_issuer_took_is_batched_with_new_salts() -> None:
    story = Story()
    story.put("a")
    story.ledger.down = True
    await story.step()
    story.ledger.down = False
    (job,) = story.store.jobs.values()
    theft = story.ledger.anchor_call(OTHER_ISSUER, bytes.fromhex(str(job.payload["root"])[2:]))
    story.ledger.submit(story.ledger.sign(theft, SIGNER, 0).raw)
    story.ledger.mine()
    await story.step()
    assert story.store.jobs[job.id].state == "dropped"
    await story.run()
    assert story.ledger.anchor_finding(digest("a"), story.store.proofs["a"]).outcome == "anchored"


async def test_log_heads_go_the_same_way_and_an_older_one_is_dropped() -> None:
    story = Story()
    _head(story, "two", 2)
    await story.run()
    assert story.store.jobs["two"].state == "settled"
    _head(story, "one", 1)
    await story.run()
    assert story.store.jobs["one"].state == "dropped"
    assert story.store.jobs["one"].reason == "stale_log_version"
    record = story.ledger.issuer_record(ISSUER, [])
    assert record is not None
    assert (record.log_head, record.log_version) == (digest("two"), 2)


async def test_a_nonce_that_somebody_else_used_is_replaced() -> None:
    story = Story()
    story.put("a")
    await story.step()
    story.ledger._pool.clear()
    other = story.ledger.log_head_call(ISSUER, digest("by hand"), 1)
    story.ledger.submit(story.ledger.sign(other, SIGNER, 0).raw)
    story.ledger.mine()
    await story.run()
    story.assert_all_anchored_once()
    (job,) = story.store.jobs.values()
    assert [sent.nonce for sent in job.transactions] == [0, 1]


@pytest.mark.parametrize("lost", [1, 2, 3])
async def test_a_gap_left_by_lost_foreign_transactions_is_mended(lost: int) -> None:
    story = Story()
    for nonce in range(lost):
        by_hand = story.ledger.log_head_call(ISSUER, digest("by hand"), nonce + 1)
        story.ledger.submit(story.ledger.sign(by_hand, SIGNER, nonce).raw)
    story.put("a")
    story.put("b", issuer=OTHER_ISSUER)
    await story.step()
    assert {s.nonce for j in story.store.jobs.values() for s in j.transactions} == {lost, lost + 1}
    story.ledger.lose_blocks(0)  # the pool is gone, and with it what was sent by hand
    await story.run(8)
    story.assert_all_anchored_once()


async def test_risen_fees_replace_a_transaction_with_the_same_nonce() -> None:
    class DearLedger(MemoryLedger):
        def fee(self) -> int:
            return 1_000

        def mine(self) -> None:
            pass

    story = Story()
    story.ledger = DearLedger(story.clock, automine=False)
    story.ledger.register(ISSUER, SIGNER.address)
    story.put("a")
    await story.step()
    await story.step()
    (job,) = story.store.jobs.values()
    assert len(job.transactions) == 1
    story.clock.pass_(POLICY.bump_after / timedelta(seconds=1))
    await story.step()
    (job,) = story.store.jobs.values()
    cheap, dear = job.transactions
    assert cheap.nonce == dear.nonce
    assert cheap.max_fee < dear.max_fee
    MemoryLedger.mine(story.ledger)
    await story.step()
    story.assert_all_anchored_once()


async def test_two_jobs_never_hold_the_same_nonce() -> None:
    story = Story()
    story.put("a")
    story.put("b", issuer=OTHER_ISSUER)
    await story.step()
    one, two = story.store.jobs.values()
    with pytest.raises(OutboxConflict):
        await story.store.add_transaction(one.id, two.transactions[0])


async def test_a_corrupt_batch_is_reported_and_never_called_anchored() -> None:
    story = Story()
    story.put("a")
    await story.step()
    story.store.items["a"] = replace(story.store.items["a"], digest=digest("tampered"))
    story.ledger.mine()
    report = await story.step()
    assert [error.code for error in report.trouble] == ["batch_corrupt"]
    assert story.states() == {"sent"}
