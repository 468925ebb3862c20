"""The background loop: the outbox to the ledger, log heads, and what has to be forgotten."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from uuid import uuid4

from damda.errors import DamdaError
from damda.protocols import Clock
from damda_ledger.anchoring import AnchorWorker
from damda_ledger.kinds import log_head_job
from damda_ledger.outbox import OutboxStore
from damda_ledger.writer import LedgerWriter

from .store import Database, anchors, credentials, institutions, offers, secrets
from .store.institutions import InstitutionRecord

LOGGER = logging.getLogger(__name__)
PAUSE = 0.5
"""Seconds between two steps."""
FORGET_STEPS = 120
"""Steps between two rounds of erasing."""


@dataclass(frozen=True, slots=True)
class LogHeads:
    """Publishes the head of each institution's DID log, once governance has registered the DID."""

    database: Database
    outbox: OutboxStore
    ledger: LedgerWriter
    clock: Clock

    async def step(self) -> None:
        """Raises LedgerUnavailable."""
        async with self.database.reading() as connection:
            records = await institutions.every(connection)
            on_their_way = {
                each.did: await anchors.log_head_jobs(connection, each.did) for each in records
            }
        for record in records:
            if record.log_version not in on_their_way[record.did]:
                await self._publish(record)

    async def _publish(self, record: InstitutionRecord) -> None:
        known = await asyncio.to_thread(self.ledger.issuer_log_head, record.did)
        if known is None or known.version >= record.log_version:
            return
        await self.outbox.add_job(
            log_head_job(
                id=str(uuid4()),
                issuer=record.did,
                head=record.log_head,
                version=record.log_version,
                created_at=self.clock(),
            )
        )


@dataclass(slots=True)
class Anchoring:
    """``worker`` and ``heads`` are None where no ledger is configured. ``trouble`` is the sentence
    of what keeps it from going on, None when all is well."""

    database: Database
    worker: AnchorWorker | None
    heads: LogHeads | None
    clock: Clock
    trouble: str | None = None

    async def run(self) -> None:
        """Until cancelled. Trouble is logged once when it begins, and once when it is over."""
        count = 0
        while True:
            before = self.trouble
            try:
                if count % FORGET_STEPS == 0:
                    await self.forget()
                self.trouble = await self.step()
            except Exception as error:
                # Nothing is lost: the next step begins with what the store says.
                self.trouble = f"a step failed ({type(error).__name__})"
                if self.trouble != before:
                    LOGGER.exception("anchoring: a step failed")
            if self.trouble != before:
                LOGGER.warning("anchoring: %s", self.trouble or "goes on")
            count += 1
            await asyncio.sleep(PAUSE)

    async def step(self) -> str | None:
        """One round; the sentence of what keeps it from going on, if anything."""
        if self.worker is None or self.heads is None:
            return None
        report = await self.worker.step()
        if report.trouble:
            return report.trouble[0].en
        try:
            await self.heads.step()
        except DamdaError as error:
            return error.en
        return None

    async def forget(self) -> None:
        """Erase what need not be kept: see `damda_agent.store.tables`."""
        now = self.clock()
        async with self.database.writing() as connection:
            await offers.erase_expired(connection, now)
            await credentials.erase_delivered(connection, now)
            await secrets.forget_nonces(connection, now)
