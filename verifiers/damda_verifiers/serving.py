"""The composition root: opens files and connections, makes the application, serves it."""

from __future__ import annotations

import logging
import secrets
import socket
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import uvicorn
from damda.errors import DamdaError
from damda.vc_api import FOREIGN_POLICY, VcApiVerifier
from damda_issuers.catalog import Catalog, load_catalog
from damda_ledger.deployment import read_deployment
from damda_ledger.evm import EvmLedger
from damda_ledger.fetch import HttpFetcher
from damda_ledger.rpc import RpcClient
from damda_schemas import compiled_canonicalizer, context_loader, schema_set
from fastapi import FastAPI

from .relying_party import AGENT_URL, load_relying_parties
from .service.app import create_app
from .service.identity import load_identity
from .service.judge import EvidenceJudge
from .service.settings import LOOPBACK, Settings
from .service.sql_store import open_sqlite


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line says."""

    public_url: str
    ledger_rpc: str
    ledger_deployment: Path
    data: Path
    relying_parties: Path | None
    inline_contexts: bool = False
    agent_url: str = AGENT_URL


def serve(start: Start, listener: socket.socket) -> None:
    """Serve on ``listener`` until a signal. Raises DamdaError where the set-up does not fit."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with ExitStack() as stack:
        app = _app(start, stack)
        print(f"damda verifier: {start.public_url}", flush=True)  # noqa: T201
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,  # paths give access to results
            server_header=False,
            timeout_graceful_shutdown=2,  # event streams stay open for good
            limit_concurrency=1_000,
            h11_max_incomplete_event_size=32_768,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _app(start: Start, stack: ExitStack) -> FastAPI:
    settings = Settings(start.public_url)
    parties = load_relying_parties(start.relying_parties, agent_url=start.agent_url)
    deployment = read_deployment(start.ledger_deployment)
    _make_folder(start.data)
    identity = load_identity(
        start.data, public_url=settings.public_url, clock=_now, entropy=secrets.token_bytes
    )
    catalog = load_catalog()
    rpc = stack.enter_context(closing(RpcClient(start.ledger_rpc)))
    judge = EvidenceJudge(
        fetcher=HttpFetcher(
            stack.enter_context(httpx.Client()), plain_http_hosts=_plain_hosts(settings)
        ),
        ledger=EvmLedger(rpc, deployment),
        canonicalizer=compiled_canonicalizer(catalog.compiled_contexts),
        schemas=schema_set(catalog.schemas),
        clock=_now,
    )
    return create_app(
        settings,
        parties=parties,
        store=stack.enter_context(closing(open_sqlite(start.data / "verifier.db"))),
        identity=identity,
        judge=judge,
        clock=_now,
        entropy=secrets.token_bytes,
        vc_api=vc_api_verifier(judge, catalog, inline_contexts=start.inline_contexts),
    )


def vc_api_verifier(
    judge: EvidenceJudge, catalog: Catalog, *, inline_contexts: bool
) -> VcApiVerifier:
    """What the VC-API verifies with: everybody's credentials, not only those of our institutions.

    ``inline_contexts`` admits the contexts that nobody has compiled, by PyLD.
    """
    canonicalizer = judge.canonicalizer
    if inline_contexts:
        # Late: PyLD takes a while to load, and most services never need it.
        from damda_schemas.compiling import PyLdContextCompiler

        compiler = PyLdContextCompiler(context_loader(catalog.contexts))
        canonicalizer = compiled_canonicalizer(catalog.compiled_contexts, compiler=compiler)
    policy = replace(FOREIGN_POLICY, inline_contexts=inline_contexts)
    return VcApiVerifier(judge.fetcher, canonicalizer, judge.schemas, judge.clock, policy=policy)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DamdaError(
            f"The data folder {folder} can't be made ({error.strerror}).",
            ko=f"데이터 폴더를 만들 수 없습니다: {folder}",
            code="data_unusable",
        ) from error


def _plain_hosts(settings: Settings) -> frozenset[str]:
    """A service that is itself on loopback may read issuers there without TLS."""
    return LOOPBACK if urlsplit(settings.public_url).hostname in LOOPBACK else frozenset()


def _now() -> datetime:
    return datetime.now(UTC)
