"""The API for a relying party's own systems."""

from __future__ import annotations

import asyncio

from damda.errors import MalformedInput
from damda.protocols import Json
from damda.times import format_time
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from . import qr
from .desk import desk_of
from .exchange import CONCLUDED, PENDING, Exchange
from .limits import read_json
from .verifier import Verifier, begin, recheck
from .view import presented_json

router = APIRouter(tags=["api"])


@router.get("/health")
async def health(request: Request) -> Json:
    """Whether the service is up, and who it is."""
    desk = desk_of(request)
    verifier = desk.verifier
    return {
        "status": "ok",
        "did": verifier.identity.did,
        "client_id": verifier.identity.client_id,
        "relying_parties": list(verifier.parties),
    }


@router.post("/api/requests", status_code=201)
async def create(request: Request) -> Response:
    """A new request of ``{"relying_party": "employer"}``."""
    desk = desk_of(request)
    desk.work.count(request)
    limits = desk.verifier.settings.limits
    body = await read_json(request, limit=limits.body_bytes, seconds=limits.body_seconds)
    slug = body.get("relying_party")
    if set(body) != {"relying_party"} or not isinstance(slug, str):
        raise MalformedInput(
            'Send {"relying_party": "employer"} and nothing else.',
            ko='{"relying_party": "employer"} 만 보내 주세요.',
        )
    exchange = await asyncio.to_thread(begin, desk.verifier, slug, session=None)
    location = f"/api/requests/{exchange.id}"
    return JSONResponse(_shown(desk.verifier, exchange), 201, {"location": location})


@router.get("/api/requests/{exchange_id}")
async def read(request: Request, exchange_id: str) -> Json:
    """The state, and once there is one the verdict."""
    desk = desk_of(request)
    exchange = await asyncio.to_thread(desk.verifier.exchange, exchange_id)
    return _shown(desk.verifier, exchange)


@router.post("/api/requests/{exchange_id}/recheck")
async def check_again(request: Request, exchange_id: str) -> Json:
    """The stored presentation verified again, with fresh evidence."""
    desk = desk_of(request)
    desk.work.count(request)
    async with desk.verifying:
        exchange = await asyncio.to_thread(recheck, desk.verifier, exchange_id)
    desk.board.tell(exchange.id)
    return _shown(desk.verifier, exchange)


@router.get("/api/requests/{exchange_id}/qr.png")
async def qr_png(request: Request, exchange_id: str) -> Response:
    """The QR code as an image; gone once the request is answered or over."""
    return Response(qr.png(await _code(request, exchange_id)), media_type="image/png")


@router.get("/api/requests/{exchange_id}/qr.svg")
async def qr_svg(request: Request, exchange_id: str) -> Response:
    """The QR code as a drawing."""
    drawn = qr.svg(await _code(request, exchange_id), title="OpenID4VP")
    return Response(drawn, media_type="image/svg+xml")


async def _code(request: Request, exchange_id: str) -> str:
    desk = desk_of(request)
    verifier = desk.verifier
    exchange = await asyncio.to_thread(verifier.exchange, exchange_id)
    verifier.require_pending(exchange)
    return verifier.authorization_uri(exchange, exchange.cross_device)


def _shown(verifier: Verifier, exchange: Exchange) -> Json:
    state = exchange.seen_state(verifier.clock())
    shown: Json = {
        "id": exchange.id,
        "relying_party": exchange.relying_party,
        "state": state,
        "created_at": format_time(exchange.created_at),
        "expires_at": format_time(exchange.expires_at),
    }
    if state in PENDING:
        base = f"{verifier.settings.public_url}/api/requests/{exchange.id}"
        shown |= {
            "authorization_uri": verifier.authorization_uri(exchange, exchange.cross_device),
            "request_uri": verifier.request_uri(exchange.cross_device),
            "qr": f"{base}/qr.png",
            "qr_svg": f"{base}/qr.svg",
        }
    if state == "declined":
        shown["declined_with"] = exchange.declined_with
    if state in CONCLUDED and exchange.answered_at and exchange.checked_at:
        shown |= {
            "answered_at": format_time(exchange.answered_at),
            "checked_at": format_time(exchange.checked_at),
            "verdict": exchange.verdict,
            "presented": presented_json(verifier.party(exchange.relying_party), exchange),
        }
    return shown
