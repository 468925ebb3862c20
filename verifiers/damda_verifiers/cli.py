"""`damda verifier`: the composition root. Reads arguments, opens files and connections, serves."""

from __future__ import annotations

import argparse
import logging
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import uvicorn
from damda.canonical.jsonld import PyLdCanonicalizer
from damda.errors import DamdaError
from damda.protocols import LedgerReader
from damda_issuers.catalog import load_catalog
from damda_ledger.deployment import read_deployment
from damda_ledger.evm import EvmLedger
from damda_ledger.fetch import HttpFetcher
from damda_ledger.rpc import RpcClient
from damda_schemas import context_loader, schema_set
from fastapi import FastAPI

from .relying_party import load_relying_parties
from .service.app import create_app
from .service.identity import load_identity
from .service.judge import EvidenceJudge
from .service.settings import LOOPBACK, Settings
from .service.sql_store import open_sqlite


def main(argv: list[str]) -> int:
    """Serve until a signal. Exit codes: 0 stopped, 2 usage or set-up (a taken port among them)."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log the addresses of results
    with ExitStack() as stack:
        try:
            listener = stack.enter_context(_listening(arguments.host, arguments.port))
            app = _app(arguments, stack)
        except DamdaError as error:
            print(
                f"damda verifier: {error.en}\n                {error.ko} [{error.code}]",
                file=sys.stderr,
            )
            return 2
        print(f"damda verifier: {arguments.public_url}", flush=True)
        _serve(app, listener)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="damda verifier",
        description="Run the verifier service. / 검증 서비스를 실행합니다.",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on / 들을 주소 (%(default)s)")
    add("--port", type=int, default=8140, help="port to listen on / 포트 (%(default)s)")
    add(
        "--public-url",
        required=True,
        help="how wallets and browsers reach it, https://HOST / 지갑과 브라우저가 쓰는 주소",
    )
    add("--ledger-rpc", required=True, help="JSON-RPC of a ledger node / 원장 노드의 JSON-RPC 주소")
    add("--ledger-deployment", required=True, type=Path, help="deployment file / 원장 배포 파일")
    add("--data", required=True, type=Path, help="folder for key and results / 키와 결과를 둘 폴더")
    add("--relying-parties", type=Path, help="folder of relying parties / 검증 기관 폴더")
    return parser


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A bound socket. Raises DamdaError ("port_taken")."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(512)
        except (OSError, OverflowError) as error:
            raise DamdaError(
                f"{host}:{port} can't be listened on; the port may be taken. Use --port.",
                ko=f"{host}:{port} 에서 시작할 수 없습니다. 이미 쓰는 포트라면 --port 로 바꿔 주세요.",
                code="port_taken",
            ) from error
        yield listener


def _app(arguments: argparse.Namespace, stack: ExitStack) -> FastAPI:
    settings = Settings(arguments.public_url)
    parties = load_relying_parties(arguments.relying_parties)
    folder: Path = arguments.data
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    identity = load_identity(
        folder, public_url=settings.public_url, clock=_now, entropy=secrets.token_bytes
    )
    store = stack.enter_context(closing(open_sqlite(folder / "verifier.db")))
    client = stack.enter_context(httpx.Client())
    catalog = load_catalog()
    judge = EvidenceJudge(
        fetcher=HttpFetcher(client, plain_http_hosts=_plain_hosts(settings)),
        ledger=_ledger(arguments, stack),
        canonicalizer=PyLdCanonicalizer(context_loader(catalog.contexts)),
        schemas=schema_set(catalog.schemas),
        clock=_now,
    )
    return create_app(
        settings,
        parties=parties,
        store=store,
        identity=identity,
        judge=judge,
        clock=_now,
        entropy=secrets.token_bytes,
    )


def _serve(app: FastAPI, listener: socket.socket) -> None:
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # paths name results
        server_header=False,
        timeout_graceful_shutdown=2,  # event streams stay open for good
        limit_concurrency=1_000,
        h11_max_incomplete_event_size=32_768,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _ledger(arguments: argparse.Namespace, stack: ExitStack) -> LedgerReader:
    rpc = stack.enter_context(closing(RpcClient(arguments.ledger_rpc)))
    return EvmLedger(rpc, read_deployment(arguments.ledger_deployment))


def _plain_hosts(settings: Settings) -> frozenset[str]:
    """A service that is itself on loopback may read issuers there without TLS."""
    host = urlsplit(settings.public_url).hostname
    return LOOPBACK if host in LOOPBACK else frozenset()


def _now() -> datetime:
    return datetime.now(UTC)
