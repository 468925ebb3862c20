"""``/damda/offers``: claims in, QR code and link out."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from aiohttp import web
from aiohttp_apispec import docs
from damda.openid.offer import MAX_DESCRIPTION, TxCodePrompt
from damda.protocols import Json
from damda.times import format_time
from damda_issuers.forms import DEFAULT, FORMS

from .. import qr
from ..agent import Agent
from ..offering import OfferRequest, OfferStatus
from ..refusals import bad_field
from ..store.institutions import InstitutionRecord
from ..store.offers import OfferRecord
from .access import for_tenant
from .answers import body_of, id_of, json_answer, text_of
from .schemas import (
    DamdaCreatedOfferSchema,
    DamdaOfferSchema,
    OfferRequestSchema,
    answers,
    body,
)

MAX_LIFETIME = timedelta(days=30)
_MEMBERS = ("credential_type", "format", "claims", "tx_code", "expires_in")


@docs(
    tags=["damda"],
    summary="Offer a credential: claims in, QR code and link out",
    parameters=[body(OfferRequestSchema)],
    responses=answers(201, DamdaCreatedOfferSchema, 400, 401, 403, 422),
)
@for_tenant
async def create_offer(
    request: web.Request, agent: Agent, institution: InstitutionRecord
) -> web.Response:
    asked = offer_request(await body_of(request, _MEMBERS))
    created = await agent.offers.create(institution, asked)
    rows = await asyncio.to_thread(qr.modules, created.uri)
    answer = {
        **_offer_json(created.record),
        "state": "offered",
        "credential": None,
        "offer_uri": created.uri,
        "qr_svg": qr.svg_data_uri(rows),
        "qr_png": await asyncio.to_thread(qr.png_data_uri, rows),
        "tx_code": created.tx_code,
    }
    return json_answer(201, answer)


@docs(
    tags=["damda"],
    summary="What became of an offer",
    responses=answers(200, DamdaOfferSchema, 401, 403, 404),
)
@for_tenant
async def read_offer(
    request: web.Request, agent: Agent, institution: InstitutionRecord
) -> web.Response:
    found: OfferStatus = await agent.offers.read(institution, id_of(request, "offer_id"))
    answer = _offer_json(found.record)
    return json_answer(200, {**answer, "state": found.state, "credential": found.credential})


def offer_request(asked: Json) -> OfferRequest:
    """The request of a body. Raises RequestRefused, naming the member."""
    claims = asked.get("claims")
    if not isinstance(claims, dict):
        raise bad_field("claims", "must be an object", "객체여야 합니다")
    return OfferRequest(
        type_id=text_of(asked, "credential_type", limit=64),
        claims=claims,
        tx_code=_tx_code(asked.get("tx_code")),
        lifetime=_lifetime(asked.get("expires_in")),
        format=_format(asked.get("format", DEFAULT)),
    )


def _format(value: Any) -> str:
    if not isinstance(value, str) or value not in FORMS:
        known = ", ".join(FORMS)
        raise bad_field("format", f"must be one of {known}", f"{known} 중 하나여야 합니다")
    return value


def _tx_code(value: Any) -> TxCodePrompt | None:
    if value is None or value is False:
        return None
    if value is True:
        return TxCodePrompt("numeric", 6)
    if not isinstance(value, dict) or value.keys() - {"input_mode", "length", "description"}:
        raise bad_field(
            "tx_code",
            "must be true, false, or an object with input_mode, length, description",
            "true, false 또는 객체여야 합니다",
        )
    mode, length = value.get("input_mode", "numeric"), value.get("length", 6)
    description = value.get("description")
    if mode not in ("numeric", "text"):
        raise bad_field(
            "tx_code.input_mode", "must be numeric or text", "numeric 또는 text 여야 합니다"
        )
    if type(length) is not int or not 4 <= length <= 16:
        raise bad_field("tx_code.length", "must be 4 to 16", "4~16 사이의 숫자여야 합니다")
    fits = isinstance(description, str) and 0 < len(description) <= MAX_DESCRIPTION
    if description is not None and not fits:
        raise bad_field(
            "tx_code.description",
            f"must be a text of at most {MAX_DESCRIPTION} characters",
            f"{MAX_DESCRIPTION}자 이하의 문자열이어야 합니다",
        )
    return TxCodePrompt(mode, length, description)


def _lifetime(seconds: Any) -> timedelta | None:
    if seconds is None:
        return None
    most = int(MAX_LIFETIME.total_seconds())
    if type(seconds) is not int or not 1 <= seconds <= most:
        raise bad_field(
            "expires_in", f"must be 1 to {most} seconds", f"1~{most} 사이의 초 단위 숫자여야 합니다"
        )
    return timedelta(seconds=seconds)


def _offer_json(record: OfferRecord) -> Json:
    return {
        "offer_id": record.id,
        "credential_type": record.type_id,
        "format": record.format,
        "created_at": format_time(record.created_at),
        "expires_at": format_time(record.expires_at),
        "tx_failures": record.tx_failures,
    }


ROUTES = (
    web.post("/damda/offers", create_offer),
    web.get("/damda/offers/{offer_id}", read_offer, allow_head=False),
)
