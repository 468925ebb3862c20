"""``/damda/institutions`` (for the agent's operator) and ``/damda/credential-types``."""

from __future__ import annotations

from aiohttp import web
from aiohttp_apispec import docs
from damda.protocols import Json
from damda_issuers.catalog import CredentialType, IssuedForm
from damda_issuers.forms import sd_jwt_vc

from ..agent import Agent
from ..store.institutions import InstitutionRecord
from .access import for_admin, for_tenant
from .answers import body_of, json_answer, text_of
from .schemas import (
    DamdaCredentialTypeListSchema,
    DamdaInstitutionListSchema,
    DamdaInstitutionSchema,
    InstitutionRequestSchema,
    answers,
    body,
)


@docs(
    tags=["damda"],
    summary="Open an institution: its wallet, keys and DID. Again gives the same answer",
    parameters=[body(InstitutionRequestSchema)],
    responses=answers(201, DamdaInstitutionSchema, 400, 401, 422),
)
@for_admin
async def open_institution(request: web.Request, agent: Agent) -> web.Response:
    asked = await body_of(request, ("slug",))
    opened = await agent.institutions.open(text_of(asked, "slug", limit=64))
    answer = {**institution_json(agent, opened.record), "token": opened.wallet.token}
    return json_answer(201 if opened.created else 200, answer)


@docs(
    tags=["damda"],
    summary="List the institutions of this agent",
    responses=answers(200, DamdaInstitutionListSchema, 401),
)
@for_admin
async def list_institutions(_request: web.Request, agent: Agent) -> web.Response:
    records = await agent.institutions.every()
    answer = {
        "ledger_account": agent.ledger_account,
        "institutions": [institution_json(agent, record) for record in records],
    }
    return json_answer(200, answer)


@docs(
    tags=["damda"],
    summary="List what the institution can issue",
    responses=answers(200, DamdaCredentialTypeListSchema, 401, 403),
)
@for_tenant
async def list_credential_types(
    _request: web.Request, agent: Agent, institution: InstitutionRecord
) -> web.Response:
    base_url = agent.config.public_url
    types = agent.catalog.institutions[institution.slug].types
    return json_answer(
        200, {"credential_types": [type_json(each, base_url) for each in types.values()]}
    )


def institution_json(agent: Agent, record: InstitutionRecord) -> Json:
    issuer = agent.issuance.issuer_url(record.slug)
    known = agent.catalog.institutions.get(record.slug)
    return {
        "slug": record.slug,
        "name": None if known is None else {"ko": known.name_ko, "en": known.name_en},
        "did": record.did,
        "credential_issuer": issuer,
        "did_log": f"{issuer}/did.jsonl",
        "log_version": record.log_version,
        "log_head": record.log_head.hex(),
        "wallet_id": record.wallet_id,
        "ledger_account": agent.ledger_account,
    }


def type_json(kind: CredentialType, base_url: str) -> Json:
    return {
        "id": kind.id,
        "forms": [_form_json(kind, form, base_url) for form in kind.forms],
        "name": {"ko": kind.name_ko, "en": kind.name_en},
        "description": {"ko": kind.description_ko, "en": kind.description_en},
        "claims": [
            {
                "name": claim.name,
                "type": claim.type,
                "required": claim.required,
                "derived": claim.derived,
                "ko": claim.ko,
                "en": claim.en,
            }
            for claim in kind.claims
        ],
        "schema_id": kind.schema_id,
        "json_schema": kind.json_schema(),
    }


def _form_json(kind: CredentialType, form: IssuedForm, base_url: str) -> Json:
    """``accredited_as`` is the name under which governance accredits the institution for it."""
    typed = sd_jwt_vc.vct(kind, base_url) if form.format == sd_jwt_vc.FORMAT else kind.id
    return {
        "format": form.format,
        "configuration_id": form.configuration_id,
        "accredited_as": typed,
    }


ROUTES = (
    web.post("/damda/institutions", open_institution),
    web.get("/damda/institutions", list_institutions, allow_head=False),
    web.get("/damda/credential-types", list_credential_types, allow_head=False),
)
