"""What verifiers and wallets read: DID logs, status lists, inclusion proofs, contexts, schemas, types."""

from __future__ import annotations

import json
import re
from hashlib import sha256

from aiohttp import web
from damda.status import token_cwt, token_jwt

from ..refusals import not_found
from ..store import anchors
from ..store.status_tokens import Form
from .exchange import AGENT, institution_of
from .negotiation import preferred

OUR_IRIS = "https://damda.example"
"""Contexts and schemas have IRIs under this name; they are served under the same paths here."""

_TOKEN_FORMS: dict[str, Form] = {token_jwt.MEDIA_TYPE: "jwt", token_cwt.MEDIA_TYPE: "cwt"}
STATUS_MEDIA_TYPES = ("application/vc", *_TOKEN_FORMS)

_PINNED = "public, max-age=86400"
_PICTURE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": _PINNED,
}


async def did_log(request: web.Request) -> web.StreamResponse:
    """``did.jsonl`` (did:webvh 1.0, "Read (Resolve)")."""
    record = await institution_of(request)
    return _document(request, record.did_log, "text/jsonl", "public, max-age=5")


async def status_list(request: web.Request) -> web.StreamResponse:
    """A Bitstring list or, by ``Accept``, a Status List Token (Token Status List, 8.1 and 8.2)."""
    agent = request.app[AGENT]
    record, list_id = await institution_of(request), request.match_info["list"]
    media_type = preferred(", ".join(request.headers.getall("Accept", [])), STATUS_MEDIA_TYPES)
    form = _TOKEN_FORMS.get(media_type)
    if form is None:
        signed = await agent.lists.signed(record, list_id)
    else:
        signed = await agent.tokens.signed(record, list_id, form)
    if signed is None:
        raise not_found("status list", "상태 목록을", "unknown_status_list")
    age = int(agent.config.status_ttl.total_seconds())
    response = _document(request, signed, media_type, f"public, max-age={age}")
    response.headers["Vary"] = "Accept"
    return response


async def anchor(request: web.Request) -> web.Response:
    """200 with the inclusion proof, 202 while it is on its way, 404 for a digest not from here."""
    agent = request.app[AGENT]
    record = await institution_of(request)
    digest = request.match_info["digest"]
    found = None
    if re.fullmatch("[0-9a-f]{64}", digest):
        async with agent.database.reading() as connection:
            found = await anchors.of_digest(connection, record.did, bytes.fromhex(digest))
    if found is None:
        raise not_found("credential", "증명서를", "unknown_digest")
    if found.proof is None:
        pending = {"state": "pending", "step": found.state}
        return web.json_response(pending, status=202, headers={"Retry-After": "2"})
    return web.json_response(found.proof, headers={"Cache-Control": "public, max-age=5"})


async def context(request: web.Request) -> web.StreamResponse:
    pinned = request.app[AGENT].catalog.contexts.get(OUR_IRIS + request.path)
    if pinned is None:
        raise not_found("context", "컨텍스트를", "unknown_context")
    return _document(request, pinned[0], "application/ld+json", _PINNED)


async def schema(request: web.Request) -> web.StreamResponse:
    found = request.app[AGENT].catalog.schemas.get(OUR_IRIS + request.path)
    if found is None:
        raise not_found("schema", "JSON 스키마를", "unknown_schema")
    data = json.dumps(found, ensure_ascii=False).encode()
    return _document(request, data, "application/schema+json", _PINNED)


async def type_metadata(request: web.Request) -> web.StreamResponse:
    """Type Metadata at the URL that is its ``vct`` (draft-ietf-oauth-sd-jwt-vc, 5.3.1)."""
    agent = request.app[AGENT]
    found = await agent.issuance.types.served(f"{agent.config.public_url}{request.path}")
    if found is None:
        raise not_found("credential type", "증명서 종류를", "unknown_type")
    # Before the first credential of a version the definition may still change.
    return _document(request, found, "application/json", "public, max-age=60")


async def art(request: web.Request) -> web.StreamResponse:
    picture = request.app[AGENT].catalog.art.get(request.path.removeprefix("/"))
    if picture is None:
        raise not_found("picture", "그림을", "unknown_art")
    response = _document(request, picture.data, picture.media_type, _PINNED)
    response.headers.update(_PICTURE)
    return response


def _document(request: web.Request, data: bytes, media_type: str, cache: str) -> web.StreamResponse:
    """The document, or 304 if the reader has the very same one (RFC 9110, 13.1.2)."""
    tag = sha256(data).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": cache}
    if any(each.value in (tag, "*") for each in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    return web.Response(body=data, content_type=media_type, headers=headers)
