"""Noticing that the chain has gone back: a wiped genesis, a height or a block that vanished."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from .outbox import ChainMark, Job, OutboxStore
from .writer import Head, LedgerWriter

PAGE = 100


async def reopen_lost(store: OutboxStore, ledger: LedgerWriter, head: Head) -> int:
    """Reopens the settled jobs that the chain has lost since the last look; gives their number.

    The mark is moved to ``head`` before anything is settled under it, so that every settled block
    is an ancestor of some mark: if the mark still stands, so do they.
    """
    mark = await store.chain_mark()
    now = ChainMark(head.genesis, head.number, head.hash)
    if mark == now:
        return 0
    lost: list[str] = []
    if mark is not None and not await _stands(ledger, mark, head):
        lost = await _lost_jobs(store, ledger, head)
        for job_id in lost:
            await store.reopen(job_id)
    await store.set_chain_mark(now)
    return len(lost)


async def _stands(ledger: LedgerWriter, mark: ChainMark, head: Head) -> bool:
    if mark.genesis != head.genesis or mark.number > head.number:
        return False
    return await asyncio.to_thread(ledger.block_hash, mark.number) == mark.hash


async def _lost_jobs(store: OutboxStore, ledger: LedgerWriter, head: Head) -> list[str]:
    """Newest first; a page that stands whole ends the search, as older blocks stand with it."""
    lost: list[str] = []
    offset, page_stands = 0, False
    while not page_stands:
        page = await store.settled_jobs(offset=offset, limit=PAGE)
        gone = await asyncio.to_thread(_gone, ledger, head, page)
        lost += gone
        offset += PAGE
        page_stands = not gone
    return lost


def _gone(ledger: LedgerWriter, head: Head, jobs: Sequence[Job]) -> list[str]:
    hashes: dict[int, bytes | None] = {}
    gone = []
    for job in jobs:
        place = job.settlement
        if place is None:
            continue
        if place.block_number not in hashes:
            hashes[place.block_number] = ledger.block_hash(place.block_number)
        if place.genesis != head.genesis or hashes[place.block_number] != place.block_hash:
            gone.append(job.id)
    return gone
