"""Metadata at the well-known places, inserted between host and path (OpenID4VCI 1.0, 12.2.2)."""

from __future__ import annotations

from aiohttp import web
from damda.openid.issuer_metadata import build_authorization_metadata, build_issuer_metadata
from damda_issuers.forms import FORMS

from .exchange import AGENT, institution_of

LANGUAGES = ("ko", "en")
_CACHED = {"Cache-Control": "public, max-age=60"}


async def issuer_metadata(request: web.Request) -> web.Response:
    agent = request.app[AGENT]
    slug = (await institution_of(request)).slug
    base, institution = agent.config.public_url, agent.catalog.institutions[slug]
    message = build_issuer_metadata(
        issuer=agent.issuance.issuer_url(slug),
        display=[institution.display(lang, base) for lang in LANGUAGES],
        configurations={
            form.configuration_id: FORMS[form.format].configuration(
                kind, form.configuration_id, base
            )
            for kind in institution.types.values()
            for form in kind.forms
        },
    )
    return web.json_response(message, headers=_CACHED)


async def authorization_metadata(request: web.Request) -> web.Response:
    slug = (await institution_of(request)).slug
    issuer = request.app[AGENT].issuance.issuer_url(slug)
    return web.json_response(build_authorization_metadata(issuer=issuer), headers=_CACHED)
