"""What browsers call: pages, events, the way back from a wallet on the same device."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from . import problems
from .desk import Desk, desk_of
from .events import state_stream
from .exchange import State, secret
from .limits import read_form
from .pages import language
from .verifier import begin, come_back, recheck

router = APIRouter(tags=["pages"])

_SESSION_SECONDS = 24 * 60 * 60
_SECRET_LENGTH = 43


@router.get("/")
async def start(request: Request) -> Response:
    """Who can ask."""
    desk = desk_of(request)
    return desk.pages.start(request)


@router.get("/verify/{slug}")
async def verify(request: Request, slug: str) -> Response:
    """A request's page; without ``?request=`` a new request is begun and its page opened."""
    desk = desk_of(request)
    desk.verifier.party(slug)
    exchange_id = request.query_params.get("request")
    if exchange_id is None:
        return await _begin(desk, request, slug)
    exchange = await asyncio.to_thread(desk.verifier.exchange, exchange_id)
    if exchange.relying_party != slug:
        raise problems.unknown_request()
    return desk.pages.exchange(request, exchange)


@router.post("/verify/{slug}/recheck")
async def check_again(request: Request, slug: str) -> Response:
    """Verify the stored presentation again, then back to the page."""
    desk = desk_of(request)
    desk.work.count(request)
    limits = desk.verifier.settings.limits
    form = await read_form(request, limit=limits.body_bytes, seconds=limits.body_seconds)
    async with desk.verifying:
        exchange = await asyncio.to_thread(recheck, desk.verifier, form.get("request", ""))
    desk.board.tell(exchange.id)
    return _to_page(request, slug, exchange.id)


@router.get("/verify/{slug}/return")
async def come_back_here(request: Request, slug: str) -> Response:
    """Where the wallet on the same device sends the browser (OpenID4VP 1.0, 8.2)."""
    desk = desk_of(request)
    code = request.query_params.get("response_code", "")
    session = request.cookies.get(_cookie_name(desk))
    exchange = await asyncio.to_thread(come_back, desk.verifier, code, session=session)
    desk.board.tell(exchange.id)
    return _to_page(request, exchange.relying_party, exchange.id)


@router.get("/events/{exchange_id}")
async def events(request: Request, exchange_id: str) -> Response:
    """Server-sent events: the state, at once and at each change."""
    desk = desk_of(request)
    verifier = desk.verifier
    await asyncio.to_thread(verifier.exchange, exchange_id)

    async def look() -> State:
        exchange = await asyncio.to_thread(verifier.store.get, exchange_id)
        return exchange.seen_state(verifier.clock()) if exchange else "expired"

    async def stream() -> AsyncIterator[bytes]:
        with desk.board.watching(exchange_id) as event:
            async for part in state_stream(event, look):
                yield part

    desk.board.require_room()
    return StreamingResponse(stream(), media_type="text/event-stream")


async def _begin(desk: Desk, request: Request, slug: str) -> Response:
    desk.work.count(request)
    name = _cookie_name(desk)
    session = request.cookies.get(name, "")
    if len(session) != _SECRET_LENGTH:
        session = secret(desk.verifier.entropy)
    exchange = await asyncio.to_thread(begin, desk.verifier, slug, session=session)
    response = _to_page(request, slug, exchange.id)
    response.set_cookie(
        name,
        session,
        max_age=_SESSION_SECONDS,
        path="/",
        secure=desk.verifier.settings.secure,
        httponly=True,
        samesite="lax",
    )
    return response


def _cookie_name(desk: Desk) -> str:
    """``__Host-`` keeps other hosts of the domain from setting it (RFC 6265bis, 4.1.3.2)."""
    return "__Host-damda" if desk.verifier.settings.secure else "damda"


def _to_page(request: Request, slug: str, exchange_id: str) -> RedirectResponse:
    query = urlencode({"request": exchange_id, "lang": language(request)})
    return RedirectResponse(f"/verify/{slug}?{query}", 303)
