"""The public server's routes, and its life in the ACA-Py process."""

from __future__ import annotations

import socket
import time

from aiohttp import web
from damda.errors import DamdaError

from ..agent import Agent
from . import documents, issuing, metadata
from .exchange import AGENT, MAX_BODY, guard
from .health import health
from .try_bound import TryBound

SLUG = "{slug:[a-z][a-z0-9]{1,31}}"

# Fixed names first: they are no institutions (`damda_agent.institutions.RESERVED_SLUGS`).
ROUTES = (
    ("GET", "/health", health),
    ("GET", "/contexts/{path:.+}", documents.context),
    ("GET", "/schemas/{path:.+}", documents.schema),
    ("GET", "/art/{path:.+}", documents.art),
    ("GET", f"/.well-known/openid-credential-issuer/{SLUG}", metadata.issuer_metadata),
    ("GET", f"/.well-known/oauth-authorization-server/{SLUG}", metadata.authorization_metadata),
    ("GET", f"/{SLUG}/offers/{{reference}}", issuing.offer),
    ("POST", f"/{SLUG}/token", issuing.token),
    ("POST", f"/{SLUG}/nonce", issuing.nonce),
    ("POST", f"/{SLUG}/credential", issuing.credential),
    ("POST", f"/{SLUG}/notification", issuing.notification),
    ("GET", f"/{SLUG}/did.jsonl", documents.did_log),
    ("GET", f"/{SLUG}/status/{{list:[0-9a-f]+}}", documents.status_list),
    ("GET", f"/{SLUG}/types/{{path:.+}}", documents.type_metadata),
    ("GET", f"/{SLUG}/anchors/{{digest}}", documents.anchor),
)


def public_app(agent: Agent) -> web.Application:
    app = web.Application(middlewares=[guard], client_max_size=MAX_BODY)
    app[AGENT] = agent
    app[issuing.TRIES] = TryBound(time.monotonic)
    for method, path, handler in ROUTES:
        app.router.add_route(method, path, handler)
    return app


class PublicServer:
    """The application on a socket that was bound before (`bound_socket`)."""

    def __init__(self, agent: Agent, listener: socket.socket) -> None:
        self._listener = listener
        self._runner = web.AppRunner(public_app(agent), access_log=None, shutdown_timeout=3)

    async def start(self) -> None:
        """Raises PortTaken if another program was faster since the socket was bound."""
        await self._runner.setup()
        try:
            await web.SockSite(self._runner, self._listener).start()
        except OSError as error:
            host, port = self._listener.getsockname()[:2]
            raise _taken(host, port, error) from error

    async def stop(self) -> None:
        await self._runner.cleanup()


class PortTaken(DamdaError):
    code = "port_taken"


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket that is bound and does not listen yet: a taken port is known at the start, and
    nobody waits on a server that is not there. Raises PortTaken."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        raise _taken(host, port, error) from error
    return bound


def _taken(host: str, port: int, error: OSError) -> PortTaken:
    return PortTaken(
        f"damda_agent.public_port {port} on {host} can't be listened on: {error.strerror}. "
        "End the other program, or choose another port.",
        ko=f"포트 {port} 를 열 수 없습니다. 다른 프로그램을 끝내거나 다른 포트를 지정해 주세요.",
    )
