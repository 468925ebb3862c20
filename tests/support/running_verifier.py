"""A verifier that really serves on a free port, with the story's issuer, wallet and ledger."""

from __future__ import annotations

import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from damda.protocols import Json
from damda.vc_api import VcApiVerifier
from damda_issuers.catalog import Catalog, load_catalog
from damda_ledger.fetch import HttpFetcher
from damda_schemas import compiled_canonicalizer, schema_set
from damda_verifiers.relying_party import load_relying_parties
from damda_verifiers.service.app import create_app
from damda_verifiers.service.identity import load_identity
from damda_verifiers.service.judge import EvidenceJudge
from damda_verifiers.service.settings import Limits, Settings
from damda_verifiers.service.sql_store import SqlStore, open_sqlite

from support.sd_jwt_issuing import SdJwtIssuer
from support.verifier_story import Asked, FakeLedger, Issuer, TestWallet, WebHost


class ShiftedClock:
    """The real time, moved by ``shift``."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.shift


@dataclass
class Story:
    """Everything that a test plays with."""

    url: str
    clock: ShiftedClock
    host: WebHost
    ledger: FakeLedger
    issuer: Issuer
    other_issuer: Issuer
    selective: SdJwtIssuer
    wallet: TestWallet
    store: SqlStore

    def request(self, party: str = "employer") -> Json:
        """A new request by the API."""
        answer = httpx.post(f"{self.url}/api/requests", json={"relying_party": party})
        assert answer.status_code == 201, answer.text
        created: Json = answer.json()
        return created

    def asked(self, party: str = "employer") -> tuple[str, Asked]:
        """A new request, opened by the wallet: the id of its result, and what was asked."""
        created = self.request(party)
        return created["id"], self.wallet.open(created["authorization_uri"])

    def result(self, exchange_id: str) -> Json:
        answer = httpx.get(f"{self.url}/api/requests/{exchange_id}")
        assert answer.status_code == 200, answer.text
        shown: Json = answer.json()
        return shown

    def recheck(self, exchange_id: str) -> Json:
        answer = httpx.post(f"{self.url}/api/requests/{exchange_id}/recheck", timeout=30)
        assert answer.status_code == 200, answer.text
        shown: Json = answer.json()
        return shown


def reasons(result: Json) -> list[str]:
    """The codes that make it a refusal, but for checks that an earlier failure left out."""
    return [
        check["code"]
        for check in result["verdict"]["checks"]
        if check["fatal"] and check["outcome"] in ("failed", "unknown")
        if check["code"] != "not_checked"
    ]


def answer(story: Story, badge: Json, **other: Any) -> tuple[str, Json]:
    """Present ``badge`` to a new request: the id of its result, and the result.

    ``other`` is what the presentation says differently from what is right.
    """
    exchange_id, asked = story.asked()
    response = story.wallet.send(asked, story.wallet.present(asked, badge, **other))
    assert response.status_code == 200, response.text
    result = story.result(exchange_id)
    assert response.json()["state"] == result["state"]
    assert {each["code"] for each in response.json()["reasons"]} == set(reasons(result))
    return exchange_id, result


def refused(story: Story, badge: Json, **other: Any) -> list[str]:
    """Present ``badge``, which must be refused: the reasons' codes."""
    _, result = answer(story, badge, **other)
    assert result["state"] == "refused", result["verdict"]
    assert all(check["en"] and check["ko"] for check in result["verdict"]["checks"])
    return reasons(result)


@contextmanager
def running_story(folder: Path, *, limits: Limits | None = None, port: int = 0) -> Iterator[Story]:
    """Start all of it; stop all of it."""
    catalog = load_catalog()
    canonicalizer = compiled_canonicalizer(catalog.compiled_contexts)
    clock, ledger = ShiftedClock(), FakeLedger()
    with WebHost() as host, closing(open_sqlite(folder / "verifier.db")) as store:
        listener = socket.create_server(("127.0.0.1", port))
        url = f"http://localhost:{listener.getsockname()[1]}"
        settings = Settings(url, limits=limits or Limits(work_per_minute=10_000))
        with _serving(settings, folder, store, ledger, catalog, clock, listener, host.url):
            issuer = Issuer(host, ledger, catalog, canonicalizer)
            other = Issuer(host, ledger, catalog, canonicalizer, path="other")
            wallet = TestWallet(canonicalizer)
            selective = SdJwtIssuer(issuer, host, catalog)
            yield Story(url, clock, host, ledger, issuer, other, selective, wallet, store)


@contextmanager
def _serving(
    settings: Settings,
    folder: Path,
    store: SqlStore,
    ledger: FakeLedger,
    catalog: Catalog,
    clock: ShiftedClock,
    listener: socket.socket,
    agent_url: str,
) -> Iterator[None]:
    loopback = frozenset({"localhost", "127.0.0.1"})
    with httpx.Client() as client:
        judge = EvidenceJudge(
            fetcher=HttpFetcher(client, plain_http_hosts=loopback),
            ledger=ledger,
            canonicalizer=compiled_canonicalizer(catalog.compiled_contexts),
            schemas=schema_set(catalog.schemas),
            clock=clock,
        )
        app = create_app(
            settings,
            parties=load_relying_parties(agent_url=agent_url),
            store=store,
            identity=load_identity(
                folder, public_url=settings.public_url, clock=clock, entropy=secrets.token_bytes
            ),
            judge=judge,
            clock=clock,
            entropy=secrets.token_bytes,
            vc_api=VcApiVerifier(judge.fetcher, judge.canonicalizer, judge.schemas, clock),
        )
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 10
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        try:
            yield
        finally:
            server.should_exit = True
            thread.join(10)
