"""``/damda/credentials``: what was issued; revoke, suspend, reinstate. ``/damda/anchors``."""

from __future__ import annotations

from aiohttp import web
from aiohttp_apispec import docs
from damda.protocols import Json
from damda.times import format_time
from damda_issuers.forms import FORMS

from ..agent import Agent
from ..refusals import not_found
from ..revoking import Action
from ..store import anchors, credentials
from ..store.anchors import AnchorJob
from ..store.credentials import ListedCredential
from ..store.institutions import InstitutionRecord
from .access import Route, for_tenant
from .answers import body_of, choice_of, id_of, json_answer, page_of, text_of
from .schemas import (
    PAGE,
    DamdaAnchorListSchema,
    DamdaCredentialListSchema,
    DamdaCredentialSchema,
    StatusReasonSchema,
    answers,
    body,
    query,
)

STATES = ("active", "suspended", "revoked")
MAX_REASON = 500


@docs(
    tags=["damda"],
    summary="List issued credentials, newest first",
    parameters=[
        query("credential_type", "string", "Only of this type"),
        query("format", "string", "ldp_vc or dc+sd-jwt"),
        query("state", "string", "active, suspended or revoked"),
        *PAGE,
    ],
    responses=answers(200, DamdaCredentialListSchema, 400, 401, 403),
)
@for_tenant
async def list_credentials(
    request: web.Request, agent: Agent, institution: InstitutionRecord
) -> web.Response:
    types = tuple(agent.catalog.institutions[institution.slug].types)
    (offset, limit), state = page_of(request), choice_of(request, "state", STATES)
    async with agent.database.reading() as connection:
        found, total = await credentials.list_of_tenant(
            connection,
            institution.wallet_id,
            type_id=choice_of(request, "credential_type", types),
            format=choice_of(request, "format", tuple(FORMS)),
            state=state,
            offset=offset,
            limit=limit,
        )
    page = {"total": total, "offset": offset, "limit": limit}
    return json_answer(200, {"results": [credential_json(each) for each in found], **page})


@docs(
    tags=["damda"],
    summary="One issued credential",
    responses=answers(200, DamdaCredentialSchema, 401, 403, 404),
)
@for_tenant
async def read_credential(
    request: web.Request, agent: Agent, institution: InstitutionRecord
) -> web.Response:
    async with agent.database.reading() as connection:
        found = await credentials.of_tenant(connection, id_of(request, "id"), institution.wallet_id)
    if found is None:
        raise not_found("credential", "증명서를", "unknown_credential")
    return json_answer(200, credential_json(found))


def _change_route(action: Action, summary: str) -> Route:
    @docs(
        tags=["damda"],
        summary=summary,
        parameters=[body(StatusReasonSchema)],
        responses=answers(200, DamdaCredentialSchema, 400, 401, 403, 404, 409),
    )
    @for_tenant
    async def change(
        request: web.Request, agent: Agent, institution: InstitutionRecord
    ) -> web.Response:
        asked = await body_of(request, ("reason",))
        reason = text_of(asked, "reason", limit=MAX_REASON)
        id_ = id_of(request, "id")
        changed = await agent.revocations.change(institution, id_, action, reason)
        return json_answer(200, credential_json(changed))

    return change


@docs(
    tags=["damda"],
    summary="What the institution wrote to the ledger, newest first",
    parameters=PAGE,
    responses=answers(200, DamdaAnchorListSchema, 400, 401, 403),
)
@for_tenant
async def list_anchors(
    request: web.Request, agent: Agent, institution: InstitutionRecord
) -> web.Response:
    offset, limit = page_of(request)
    async with agent.database.reading() as connection:
        found, total = await anchors.jobs_of_issuer(
            connection, institution.did, offset=offset, limit=limit
        )
        pending = await anchors.pending_of_issuer(connection, institution.did)
    answer = {
        "results": [_anchor_json(each) for each in found],
        "total": total,
        "offset": offset,
        "limit": limit,
        "pending_credentials": pending,
    }
    return json_answer(200, answer)


def credential_json(listed: ListedCredential) -> Json:
    found, anchor = listed.credential, listed.anchor
    transaction = anchor.transaction
    return {
        "id": found.id,
        "credential_id": found.credential_id,
        "credential_type": found.type_id,
        "format": found.format,
        "offer_id": found.offer_id,
        "subject_did": found.subject_did,
        "claims": found.claims,
        "state": found.state,
        "reason": listed.reason,
        "issued_at": format_time(found.issued_at),
        "valid_until": None if found.valid_until is None else format_time(found.valid_until),
        "holder_event": found.holder_event,
        "digest": found.digest,
        "anchor": {
            "state": anchor.state,
            "transaction": None if transaction is None else "0x" + transaction.hex(),
            "block_number": anchor.block_number,
        },
    }


def _anchor_json(job: AnchorJob) -> Json:
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "items": job.items,
        "created_at": format_time(job.created_at),
        "transaction": None if job.transaction is None else "0x" + job.transaction.hex(),
        "block_number": job.block_number,
        "settled_at": None if job.settled_at is None else format_time(job.settled_at),
        "reason": job.reason,
    }


ROUTES = (
    web.get("/damda/credentials", list_credentials, allow_head=False),
    web.get("/damda/credentials/{id}", read_credential, allow_head=False),
    web.post("/damda/credentials/{id}/revoke", _change_route("revoke", "Revoke, for good")),
    web.post(
        "/damda/credentials/{id}/suspend", _change_route("suspend", "Suspend, until reinstated")
    ),
    web.post("/damda/credentials/{id}/reinstate", _change_route("reinstate", "End a suspension")),
    web.get("/damda/anchors", list_anchors, allow_head=False),
)
