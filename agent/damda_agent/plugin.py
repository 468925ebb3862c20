"""The plugin in the ACA-Py process: what is opened before the start, and what runs after it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from acapy_agent.core.profile import Profile
from damda_issuers.catalog import Catalog, load_catalog
from damda_ledger.fetch import HttpFetcher

from .acapy import AcaPyWallets, AskarCustody
from .agent import Agent, build_agent
from .config import AgentConfig, read_config
from .ledger_access import LedgerAccess, open_ledger
from .public import PublicServer
from .public.server import bound_socket
from .refusals import RequestRefused
from .store import Database

LOGGER = logging.getLogger(__name__)
LOOPBACK = frozenset({"localhost", "127.0.0.1"})


@dataclass(slots=True)
class _Running:
    agent: Agent
    server: PublicServer
    anchoring: asyncio.Task[None]
    client: httpx.Client


class DamdaPlugin:
    """Bound in ACA-Py's injector. All that can fail is done in `prepare`, before ACA-Py starts."""

    def __init__(
        self,
        config: AgentConfig,
        catalog: Catalog,
        ledger: LedgerAccess | None,
        database: Database,
        listener: socket.socket,
    ) -> None:
        self._config = config
        self._catalog = catalog
        self._ledger = ledger
        self._database = database
        self._listener = listener
        self._running: _Running | None = None

    @classmethod
    async def prepare(cls, settings: Mapping[str, Any]) -> DamdaPlugin:
        """Read settings and files, open the database, take the port. Raises DamdaError."""
        config = read_config(settings)
        catalog = load_catalog(config.issuers_folder)
        ledger = None
        if config.ledger is not None:
            ledger = await asyncio.to_thread(open_ledger, config.ledger)
        listener = bound_socket(config.public_host, config.public_port)
        try:
            database = await Database.open(config.database_url)
        except BaseException:
            listener.close()
            raise
        return cls(config, catalog, ledger, database, listener)

    async def start(self, root: Profile) -> None:
        """Serve and anchor, once ACA-Py has opened its wallets."""
        client = httpx.Client()
        agent = await build_agent(
            self._config,
            catalog=self._catalog,
            database=self._database,
            custody=AskarCustody(root),
            wallets=AcaPyWallets(root),
            ledger=self._ledger,
            fetcher=HttpFetcher(client, plain_http_hosts=self._plain_hosts()),
            clock=lambda: datetime.now(UTC),
            entropy=secrets.token_bytes,
        )
        server = PublicServer(agent, self._listener)
        await server.start()
        anchoring = asyncio.create_task(agent.anchoring.run())
        self._running = _Running(agent, server, anchoring, client)
        LOGGER.info("damda: public server at %s", self._config.public_url)

    async def stop(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.anchoring.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running.anchoring
            await running.server.stop()
            running.client.close()
        self._listener.close()
        await self._database.close()

    def _plain_hosts(self) -> frozenset[str]:
        """An agent that is itself on loopback may read others there without TLS."""
        host = urlsplit(self._config.public_url).hostname
        return LOOPBACK if host in LOOPBACK else frozenset()

    def running_agent(self) -> Agent:
        """Raises RequestRefused (503) before the start and after the end."""
        if self._running is None:
            raise RequestRefused(
                "The agent is starting or ending. Try again in a moment.",
                ko="에이전트가 시작 중이거나 종료 중입니다. 잠시 후 다시 시도해 주세요.",
                code="not_ready",
                http_status=503,
            )
        return self._running.agent
