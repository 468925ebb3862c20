"""The composition: fresh keys, a certificate, contexts, and the server."""

from __future__ import annotations

import logging
import secrets
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import httpx
import uvicorn
from damda.protocols import Canonicalizer, Json
from damda.vc_api import FOREIGN_POLICY, VcApiVerifier
from damda_ledger.fetch import HttpFetcher
from damda_schemas import compiled_canonicalizer, context_loader, schema_set
from damda_schemas.compiling import PyLdContextCompiler, compile_context

from ..service.settings import LOOPBACK
from .app import create_app
from .certificate import server_context
from .issuers import announcement, new_issuers

EXAMPLES_CONTEXT = "https://www.w3.org/ns/credentials/examples/v2"
_EXAMPLES = b'{"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}'
"""W3C's context for examples, which its test suites use: every term becomes one of its own. Kept
from the bundled contexts, as with it nothing is undefined."""


def serve(listener: socket.socket, *, announce: Callable[[Json], None]) -> None:
    """Serve on ``listener`` until a signal; ``announce`` is told once requests are answered.

    Raises KeyboardInterrupt at the end, if Ctrl-C was it.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    issuers = new_issuers(secrets.token_bytes)
    base = f"https://127.0.0.1:{listener.getsockname()[1]}"
    with httpx.Client() as client:
        verifier = VcApiVerifier(
            fetcher=HttpFetcher(client, plain_http_hosts=LOOPBACK),
            canonicalizer=_canonicalizer(),
            schemas=schema_set(),
            clock=_now,
            policy=replace(FOREIGN_POLICY, inline_contexts=True),
        )
        config = uvicorn.Config(
            create_app(issuers, verifier, _now),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
            limit_concurrency=200,
            h11_max_incomplete_event_size=32_768,
        )
        config.load()
        config.ssl = server_context(_now(), secrets.token_bytes)
        _AnnouncingServer(config, lambda: announce(announcement(base, issuers))).run([listener])


class _AnnouncingServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def _canonicalizer() -> Canonicalizer:
    """One that admits contexts inside documents: the W3C's suites write many."""
    bundled = context_loader()
    examples = compile_context(EXAMPLES_CONTEXT, _EXAMPLES, bundled)
    return compiled_canonicalizer(
        {EXAMPLES_CONTEXT: (examples, sha256(examples).hexdigest())},
        compiler=PyLdContextCompiler(bundled),
    )


def _now() -> datetime:
    return datetime.now(UTC)
