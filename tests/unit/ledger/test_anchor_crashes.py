"""A worker that dies between any two calls to store or ledger: all is anchored, exactly once."""

from __future__ import annotations

import pytest
from damda_ledger.kinds import log_head_job
from support.outbox_story import ISSUER, OTHER_ISSUER, Fuse, Story, crash_everywhere, digest


async def _new_story() -> Story:
    story = Story()
    story.put("a", "b", "c")
    story.put("d", issuer=OTHER_ISSUER)
    head = log_head_job(
        id="log", issuer=ISSUER, head=digest("head"), version=1, created_at=story.clock()
    )
    await story.store.add_job(head)
    return story


async def _anchored_story() -> Story:
    story = await _new_story()
    await story.run()
    story.assert_all_anchored_once()
    return story


async def _drive(story: Story, fuse: Fuse) -> None:
    worker = story.worker(fuse)
    for _ in range(4):
        await worker.step()
        story.ledger.mine()
        story.clock.pass_(6)


@pytest.mark.parametrize("after", [False, True], ids=["before_the_effect", "after_the_effect"])
async def test_nothing_is_lost_or_said_twice_wherever_the_worker_dies(after: bool) -> None:
    stories = await crash_everywhere(_new_story, after=after, go=_drive)
    assert len(stories) > 40, "the fuse went through the whole way"
    for story in stories:
        await story.run()
        story.assert_all_anchored_once()
        assert len(story.ledger.events) == 3
        assert story.store.jobs["log"].state == "settled"


@pytest.mark.parametrize("after", [False, True], ids=["before_the_effect", "after_the_effect"])
@pytest.mark.parametrize("fate", ["blocks_lost", "chain_wiped"])
async def test_a_chain_that_went_back_is_filled_again_wherever_the_worker_dies(
    fate: str, after: bool
) -> None:
    async def begin() -> Story:
        story = await _anchored_story()
        if fate == "blocks_lost":
            story.ledger.lose_blocks(8)
        else:
            story.ledger.wipe()
        return story

    stories = await crash_everywhere(begin, after=after, go=_drive)
    assert len(stories) > 20
    for story in stories:
        await story.run()
        story.assert_all_anchored_once()
        assert len(story.ledger.events) == 3


async def test_the_signed_bytes_are_stored_before_they_are_sent() -> None:
    async def go(story: Story, fuse: Fuse) -> None:
        await story.worker(fuse).step()
        story.ledger.mine()

    for story in await crash_everywhere(_new_story, after=True, go=go):
        story.ledger.mine()
        known = {sent.hash for job in story.store.jobs.values() for sent in job.transactions}
        mined = {sent.hash for block in story.ledger._blocks for sent, _ in block.mined}
        assert mined <= known
