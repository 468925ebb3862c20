"""``/damda/credentials/issue``, ``…/derive``, ``…/verify`` and ``/damda/presentations/verify`` (VC-API).

Each needs the institution's token: issuing uses its key, and verifying reads addresses that a
stranger's document names.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp_apispec import docs
from damda.vc_api import MAX_BODY, Answer, refusal

from ..agent import Agent
from ..refusals import RequestRefused
from ..store.institutions import InstitutionRecord
from .access import Route, for_tenant
from .schemas import (
    VcApiDeriveSchema,
    VcApiIssuedSchema,
    VcApiIssueSchema,
    VcApiVerdictSchema,
    VcApiVerifyCredentialSchema,
    VcApiVerifyPresentationSchema,
    answers,
    body,
)

type Work = Callable[[Agent, InstitutionRecord, bytes], Awaitable[Answer]]


def _route(work: Work) -> Route:
    """The body to ``work``, its answer back."""

    @for_tenant
    async def route(
        request: web.Request, agent: Agent, institution: InstitutionRecord
    ) -> web.Response:
        try:
            raw = await _body(request)
        except RequestRefused as error:
            return _response(refusal(error, error.http_status))
        return _response(await work(agent, institution, raw))

    return route


async def _body(request: web.Request) -> bytes:
    """At most `MAX_BODY` bytes that are said to be JSON. Raises RequestRefused."""
    if request.content_type != "application/json" and not request.content_type.endswith("+json"):
        raise RequestRefused(
            "The body must be application/json.",
            ko="본문은 application/json 형식이어야 합니다.",
            code="wrong_media_type",
            http_status=415,
        )
    raw = bytearray()
    async for chunk in request.content.iter_any():
        raw += chunk
        if len(raw) > MAX_BODY:
            raise RequestRefused(
                f"The body is larger than {MAX_BODY} bytes.",
                ko=f"본문이 {MAX_BODY}바이트보다 큽니다.",
                code="body_too_large",
                http_status=413,
            )
    return bytes(raw)


def _response(answer: Answer) -> web.Response:
    return web.Response(
        status=answer.status,
        text=json.dumps(answer.body, ensure_ascii=False),
        content_type=answer.media_type,
        headers={"Cache-Control": "no-store"},
    )


async def _issue(agent: Agent, institution: InstitutionRecord, raw: bytes) -> Answer:
    return await agent.vc_api.issue(institution, raw)


async def _derive(agent: Agent, _: InstitutionRecord, raw: bytes) -> Answer:
    return await agent.vc_api.derive(raw)


async def _verify_credential(agent: Agent, _: InstitutionRecord, raw: bytes) -> Answer:
    return await agent.vc_api.verify_credential(raw)


async def _verify_presentation(agent: Agent, _: InstitutionRecord, raw: bytes) -> Answer:
    return await agent.vc_api.verify_presentation(raw)


_REFUSED = (400, 401, 403, 413, 415)

issue = docs(
    tags=["damda"],
    summary="VC-API: sign a credential of the institution, as it is (no status, not anchored)",
    parameters=[body(VcApiIssueSchema)],
    responses=answers(201, VcApiIssuedSchema, *_REFUSED),
)(_route(_issue))
derive = docs(
    tags=["damda"],
    summary="VC-API: the part of a credential that its holder shows (ecdsa-sd-2023)",
    parameters=[body(VcApiDeriveSchema)],
    responses=answers(201, VcApiIssuedSchema, *_REFUSED),
)(_route(_derive))
verify_credential = docs(
    tags=["damda"],
    summary="VC-API: verify a credential, whoever issued it",
    parameters=[body(VcApiVerifyCredentialSchema)],
    responses=answers(200, VcApiVerdictSchema, *_REFUSED),
)(_route(_verify_credential))
verify_presentation = docs(
    tags=["damda"],
    summary="VC-API: verify a presentation and all that it holds",
    parameters=[body(VcApiVerifyPresentationSchema)],
    responses=answers(200, VcApiVerdictSchema, *_REFUSED),
)(_route(_verify_presentation))

ROUTES = (
    web.post("/damda/credentials/issue", issue),
    web.post("/damda/credentials/derive", derive),
    web.post("/damda/credentials/verify", verify_credential),
    web.post("/damda/presentations/verify", verify_presentation),
)
