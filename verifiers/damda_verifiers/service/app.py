"""The application: what it is made of, what wraps every answer. No state outside `create_app`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

from damda.errors import DamdaError
from damda.protocols import Clock, Entropy
from damda.vc_api import VcApiVerifier
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..relying_party import RelyingParty
from ..vc_api.routes import Bounds, add_endpoint
from . import api_routes, page_routes, wallet_routes
from .desk import Desk
from .events import Board
from .identity import Identity
from .judge import Judge
from .limits import Rate
from .pages import Pages
from .problems import Refusal, problem, status_of
from .settings import Settings
from .store import ExchangeStore
from .verifier import Verifier, conclude

_LOG = logging.getLogger(__name__)
_STATIC = Path(__file__).parent / "static"
_PURGE_EVERY = 600.0

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    # The page's address gives access to the result: it must not travel.
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_MACHINE_PATHS = (
    "/api/",
    "/oid4vp/",
    "/events/",
    "/health",
    "/.well-known/",
    "/credentials/",
    "/presentations/",
)


def create_app(
    settings: Settings,
    *,
    parties: Mapping[str, RelyingParty],
    store: ExchangeStore,
    identity: Identity,
    judge: Judge,
    clock: Clock,
    entropy: Entropy,
    vc_api: VcApiVerifier | None = None,
) -> FastAPI:
    """The verifier service. Closing the store and the judge's connections is the caller's task.

    ``vc_api`` verifies documents that nobody here asked for; without it those routes are missing.
    """
    verifier = Verifier(settings, parties, store, identity, judge, clock, entropy)
    limits = settings.limits
    desk = Desk(
        verifier=verifier,
        board=Board(limits.watchers),
        pages=Pages(verifier),
        work=Rate(limits.work_per_minute, clock),
        answers=Rate(limits.answers_per_minute, clock),
        verifying=asyncio.Semaphore(limits.verifying),
    )
    app = FastAPI(
        title="Damda verifier",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan(desk),
    )
    app.state.desk = desk
    app.add_middleware(SecurityHeaders, secure=settings.secure)
    _handle_errors(app, desk)
    app.include_router(wallet_routes.router)
    app.include_router(api_routes.router)
    app.include_router(page_routes.router)
    if vc_api is not None:
        app.include_router(_vc_api_routes(vc_api, desk))
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app


def _vc_api_routes(verifier: VcApiVerifier, desk: Desk) -> APIRouter:
    """The VC-API's endpoints of a verifier, and of a holder; issuing is the agent's."""
    router = APIRouter()
    bounds = Bounds(desk.work.count, desk.verifying, desk.verifier.settings.limits.body_seconds)
    add_endpoint(router, "/credentials/derive", verifier.derive, bounds)
    add_endpoint(router, "/credentials/verify", verifier.credential, bounds)
    add_endpoint(router, "/presentations/verify", verifier.presentation, bounds)
    return router


def _lifespan(desk: Desk) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_finish(desk)), asyncio.create_task(_purge(desk))]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    return lifespan


async def _finish(desk: Desk) -> None:
    """Judge the answers whose verification an earlier stop cut off."""
    for exchange in await asyncio.to_thread(desk.verifier.store.unfinished):
        with suppress(DamdaError):
            async with desk.verifying:
                await asyncio.to_thread(conclude, desk.verifier, exchange)
        desk.board.tell(exchange.id)


async def _purge(desk: Desk) -> None:
    """Delete what is due, at the start and every ten minutes."""
    verifier = desk.verifier
    while True:
        try:
            await asyncio.to_thread(
                verifier.store.purge, verifier.clock(), retention=verifier.retention
            )
        except Exception:
            _LOG.exception("what is due could not be deleted; trying again")
        await asyncio.sleep(_PURGE_EVERY)


class SecurityHeaders:
    """ASGI middleware: the headers that every answer carries, event streams included."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self._app = app
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers(scope["path"], self._secure).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_secured if scope["type"] == "http" else send)


def _headers(path: str, secure: bool) -> dict[str, str]:
    headers = dict(_HEADERS)
    if secure:
        headers["strict-transport-security"] = "max-age=31536000"
    if path.startswith("/static/fonts/"):
        headers["cache-control"] = "public, max-age=31536000, immutable"
    else:
        headers["cache-control"] = "no-cache" if path.startswith("/static/") else "no-store"
    return headers


def _handle_errors(app: FastAPI, desk: Desk) -> None:
    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, DamdaError)
        return _answer(desk, request, error)

    async def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _answer(desk, request, _plain(error.status_code))

    async def fault(request: Request, error: Exception) -> Response:
        # The outermost handler: its answer passes no middleware.
        _LOG.error("a request ended in a fault", exc_info=error)
        response = _answer(desk, request, _plain(500))
        response.headers.update(_headers(request.url.path, desk.verifier.settings.secure))
        return response

    app.add_exception_handler(DamdaError, refused)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, fault)


def _answer(desk: Desk, request: Request, error: DamdaError) -> Response:
    status = status_of(error)
    headers = {"retry-after": "60"} if status in (429, 503) else {}
    if request.url.path.startswith(_MACHINE_PATHS):
        return JSONResponse(problem(error), status, headers, media_type="application/problem+json")
    return desk.pages.error(request, error, status=status, headers=headers)


def _plain(status: int) -> Refusal:
    if status in (404, 405):
        code = "not_found" if status == 404 else "method_not_allowed"
        return Refusal(code, status, "There is no such page.", "페이지를 찾을 수 없습니다.")
    if status >= 500:
        return Refusal(
            "internal",
            status,
            "Something went wrong on our side. Try again in a moment.",
            "일시적인 문제가 생겼습니다. 잠시 뒤 다시 해 주세요.",
            oauth="server_error",
        )
    return Refusal("bad_request", status, "The request can't be read.", "요청을 읽을 수 없습니다.")
