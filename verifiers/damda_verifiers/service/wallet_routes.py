"""What wallets call: the request object, the response endpoint, and the DID's log."""

from __future__ import annotations

import asyncio

from damda.protocols import Json
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from .desk import desk_of
from .exchange import Exchange
from .limits import read_form
from .reasons import reasons_of
from .verifier import open_request, receive

router = APIRouter(tags=["wallet"])

REQUEST_TYPE = "application/oauth-authz-req+jwt"


@router.get("/.well-known/did.jsonl")
async def did_log(request: Request) -> Response:
    """The log of the verifier's DID (did:webvh 1.0, 3.4), for anybody."""
    desk = desk_of(request)
    return Response(
        desk.verifier.identity.log,
        media_type="text/jsonl",
        headers={"access-control-allow-origin": "*", "cache-control": "max-age=60"},
    )


@router.get("/oid4vp/{request_id}/request")
async def request_object(request: Request, request_id: str) -> Response:
    """The signed request (OpenID4VP 1.0, 5; RFC 9101, 5.2.3)."""
    desk = desk_of(request)
    desk.answers.count(request)
    exchange, signed = await asyncio.to_thread(open_request, desk.verifier, request_id)
    desk.board.tell(exchange.id)
    return Response(signed, media_type=REQUEST_TYPE)


@router.post("/oid4vp/{request_id}/response")
async def response(request: Request, request_id: str) -> Response:
    """The wallet's answer by ``direct_post`` (OpenID4VP 1.0, 8.2)."""
    desk = desk_of(request)
    desk.answers.count(request)
    limits = desk.verifier.settings.limits
    form = await read_form(request, limit=limits.response_bytes, seconds=limits.body_seconds)
    async with desk.verifying:
        receipt = await asyncio.to_thread(receive, desk.verifier, request_id, form)
    desk.board.tell(receipt.exchange.id)
    body = _outcome(receipt.exchange)
    if receipt.redirect_uri is not None:
        body["redirect_uri"] = receipt.redirect_uri
    return JSONResponse(body)


def _outcome(exchange: Exchange) -> Json:
    """The holder learns what came of it, and why (additional parameters are allowed, 8.2)."""
    reasons = [
        {"code": check["code"], "en": check["en"], "ko": check["ko"]}
        for check in reasons_of(exchange.verdict)
    ]
    return {"state": exchange.state, "reasons": reasons}
