"""Metadata at the well-known places, inserted between host and path (OpenID4VCI 1.0, 12.2.2)."""

from __future__ import annotations

from aiohttp import web
from damda.openid.issuer_metadata import (
    build_authorization_metadata,
    build_issuer_metadata,
    ldp_vc_configuration,
)
from damda.protocols import Json
from damda_issuers.catalog import CredentialType

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
            kind.configuration_id: configuration(kind, base) for kind in institution.types.values()
        },
    )
    return web.json_response(message, headers=_CACHED)


async def authorization_metadata(request: web.Request) -> web.Response:
    slug = (await institution_of(request)).slug
    issuer = request.app[AGENT].issuance.issuer_url(slug)
    return web.json_response(build_authorization_metadata(issuer=issuer), headers=_CACHED)


def configuration(kind: CredentialType, base_url: str) -> Json:
    """One entry of ``credential_configurations_supported`` (A.1.2)."""
    return ldp_vc_configuration(
        scope=kind.configuration_id,
        contexts=kind.contexts,
        types=kind.types,
        display=[kind.display(lang, base_url) for lang in LANGUAGES],
        claims=kind.metadata_claims(),
    )
