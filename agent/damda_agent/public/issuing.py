"""Offer, token, nonce, credential and notification endpoints (OpenID4VCI 1.0, 4, 6, 7, 8, 11)."""

from __future__ import annotations

from urllib.parse import parse_qsl

from aiohttp import web
from damda.errors import OpenIdError
from damda.openid.credential import parse_credential_request, parse_notification
from damda.openid.token import parse_token_request

from ..granting import invalid_token
from ..store.offers import Grant
from .exchange import AGENT, NO_STORE, body_of, institution_of, json_of
from .try_bound import TryBound

TRIES: web.AppKey[TryBound] = web.AppKey("tries")
_MAX_FIELDS = 20


async def offer(request: web.Request) -> web.Response:
    slug = (await institution_of(request)).slug
    message = await request.app[AGENT].offers.offer_object(slug, request.match_info["reference"])
    return web.json_response(message, headers=NO_STORE)


async def token(request: web.Request) -> web.Response:
    slug = (await institution_of(request)).slug
    tries, client = request.app[TRIES], f"{slug} {request.remote}"
    tries.check(client)
    try:
        asked = parse_token_request(await _form_of(request))
        answer = await request.app[AGENT].grants.redeem(slug, asked)
    except OpenIdError:
        tries.failed(client)
        raise
    return web.json_response(answer, headers=NO_STORE)


async def nonce(request: web.Request) -> web.Response:
    slug = (await institution_of(request)).slug
    message = {"c_nonce": request.app[AGENT].issuance.nonce(slug)}
    return web.json_response(message, headers=NO_STORE)


async def credential(request: web.Request) -> web.Response:
    institution = await institution_of(request)
    grant = await _grant_of(request, institution.slug)
    body = await json_of(request, code="invalid_credential_request")
    asked = parse_credential_request(body, configuration_ids={grant.offer.configuration_id})
    answer = await request.app[AGENT].issuance.issue(institution, grant, asked)
    return web.json_response(answer, headers=NO_STORE)


async def notification(request: web.Request) -> web.Response:
    slug = (await institution_of(request)).slug
    grant = await _grant_of(request, slug)
    body = await json_of(request, code="invalid_notification_request")
    await request.app[AGENT].issuance.notify(grant, parse_notification(body))
    return web.Response(status=204, headers=NO_STORE)


async def _grant_of(request: web.Request, slug: str) -> Grant:
    scheme, _, token_text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token_text.strip():
        raise invalid_token()
    return await request.app[AGENT].grants.of_token(slug, token_text.strip())


async def _form_of(request: web.Request) -> dict[str, str]:
    """The form, each parameter at most once (RFC 6749, 3.2). Raises OpenIdError."""
    body = await body_of(request, "application/x-www-form-urlencoded")
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            max_num_fields=_MAX_FIELDS,
            errors="strict",
        )
    except ValueError as error:
        raise _bad_form("The form can't be read.", "요청 양식을 읽을 수 없습니다.") from error
    form = dict(pairs)
    if len(form) != len(pairs):
        raise _bad_form("A parameter is there twice.", "같은 항목이 두 번 들어 있습니다.")
    return form


def _bad_form(en: str, ko: str) -> OpenIdError:
    return OpenIdError("invalid_request", en, ko=ko)
