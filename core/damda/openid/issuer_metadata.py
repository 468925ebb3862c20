"""What an issuer says of itself (OpenID4VCI 1.0, 12.2; RFC 8414 for its token endpoint)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from ..errors import MalformedInput
from ..protocols import Json, JsonView
from . import fields
from .offer import PRE_AUTHORIZED_GRANT

MAX_CONFIGURATIONS = 500

type WellKnown = Literal["openid-credential-issuer", "oauth-authorization-server"]


@dataclass(frozen=True, slots=True)
class CredentialConfiguration:
    """One credential that the issuer offers. ``display`` and ``claims`` are of its
    ``credential_metadata`` (12.2.4, B.2); ``raw`` is all of it."""

    id: str
    format: str
    scope: str | None
    display: tuple[Json, ...]
    claims: tuple[Json, ...]
    proof_algorithms: tuple[str, ...]
    raw: Json


@dataclass(frozen=True, slots=True)
class IssuerMetadata:
    credential_issuer: str
    authorization_server: str
    """The first named one, else the issuer itself."""
    credential_endpoint: str
    nonce_endpoint: str | None
    notification_endpoint: str | None
    display: tuple[Json, ...]
    configurations: Mapping[str, CredentialConfiguration]


def well_known_url(issuer: str, name: WellKnown) -> str:
    """Where the metadata of ``issuer`` is: the well-known path goes between host and path.

    OpenID4VCI 1.0, 12.2.2; RFC 8414, 3. Raises MalformedInput.
    """
    parts = urlsplit(fields.issuer_url(issuer, "issuer"))
    path = parts.path.removesuffix("/")
    return f"{parts.scheme}://{parts.netloc}/.well-known/{name}{path}"


def ldp_vc_configuration(
    *,
    scope: str,
    contexts: Sequence[str],
    types: Sequence[str],
    display: Sequence[Json],
    claims: Sequence[Json],
) -> Json:
    """A configuration of format ``ldp_vc`` (appendix A.1.2) with JWT proofs.

    ``claims`` are claims descriptions (appendix B.2): ``{"path": [...], "display": [...]}``.
    """
    return {
        "format": "ldp_vc",
        "scope": scope,
        "cryptographic_binding_methods_supported": ["jwk", "did:key", "did:jwk"],
        "credential_signing_alg_values_supported": ["eddsa-rdfc-2022"],
        "proof_types_supported": {
            "jwt": {"proof_signing_alg_values_supported": ["EdDSA", "ES256"]}
        },
        "credential_definition": {"@context": list(contexts), "type": list(types)},
        "credential_metadata": _unless_empty(display=display, claims=claims),
    }


def sd_jwt_vc_configuration(
    *,
    scope: str,
    vct: str,
    display: Sequence[Json],
    claims: Sequence[Json],
) -> Json:
    """A configuration of format ``dc+sd-jwt`` (appendix A.3.2) with JWT proofs.

    ``claims`` are claims descriptions (appendix B.2). The holder is bound by ``cnf.jwk``.
    """
    return {
        "format": "dc+sd-jwt",
        "scope": scope,
        "cryptographic_binding_methods_supported": ["jwk"],
        "credential_signing_alg_values_supported": ["EdDSA"],
        "proof_types_supported": {
            "jwt": {"proof_signing_alg_values_supported": ["EdDSA", "ES256"]}
        },
        "vct": vct,
        "credential_metadata": _unless_empty(display=display, claims=claims),
    }


def claim_description(
    *, path: Sequence[str | int | None], mandatory: bool, names: Mapping[str, str]
) -> Json:
    """One claims description (appendix B.2); ``names`` are the labels by locale."""
    return {
        "path": list(path),
        "mandatory": mandatory,
        "display": [{"name": name, "locale": locale} for locale, name in names.items()],
    }


def build_issuer_metadata(
    *,
    issuer: str,
    display: Sequence[Json],
    configurations: Mapping[str, Json],
) -> Json:
    """The credential issuer metadata (12.2.4); the endpoints are below the issuer's path."""
    return {
        "credential_issuer": issuer,
        "credential_endpoint": f"{issuer}/credential",
        "nonce_endpoint": f"{issuer}/nonce",
        "notification_endpoint": f"{issuer}/notification",
        **_unless_empty(display=display),
        "credential_configurations_supported": dict(configurations),
    }


def build_authorization_metadata(*, issuer: str) -> Json:
    """The authorization server metadata (RFC 8414, 2; OpenID4VCI 1.0, 12.3)."""
    return {
        "issuer": issuer,
        "token_endpoint": f"{issuer}/token",
        "token_endpoint_auth_methods_supported": ["none"],
        "grant_types_supported": [PRE_AUTHORIZED_GRANT],
        # RFC 8414 requires the member; the pre-authorized flow has no authorization endpoint.
        "response_types_supported": [],
        "pre-authorized_grant_anonymous_access_supported": True,
    }


def parse_issuer_metadata(message: JsonView, *, issuer: str) -> IssuerMetadata:
    """The metadata of ``issuer``, to the character (12.2.3). Raises MalformedInput."""
    if message.get("credential_issuer") != issuer:
        raise MalformedInput(
            f"The metadata at this place is of another issuer than {issuer[:200]}.",
            ko=f"다른 발급기관의 정보가 들어 있습니다: {issuer[:200]}",
            code="issuer_mismatch",
        )
    servers = fields.texts(message, "authorization_servers", limit=fields.MAX_URL)
    return IssuerMetadata(
        credential_issuer=issuer,
        authorization_server=fields.issuer_url(
            servers[0] if servers else issuer, "authorization_servers"
        ),
        credential_endpoint=fields.web_url(
            message.get("credential_endpoint"), "credential_endpoint"
        ),
        nonce_endpoint=_optional_url(message, "nonce_endpoint"),
        notification_endpoint=_optional_url(message, "notification_endpoint"),
        display=fields.objects(message, "display"),
        configurations=_configurations(message.get("credential_configurations_supported")),
    )


def _unless_empty(**lists: Sequence[Json]) -> Json:
    """An empty list is left out: where they are there, they are not empty (12.2.4)."""
    return {name: list(values) for name, values in lists.items() if values}


def _optional_url(message: JsonView, name: str) -> str | None:
    return fields.web_url(message[name], name) if name in message else None


def _configurations(value: Any) -> dict[str, CredentialConfiguration]:
    if not isinstance(value, dict) or len(value) > MAX_CONFIGURATIONS:
        raise fields.malformed(
            "credential_configurations_supported", "must be an object", "객체여야 합니다"
        )
    return {
        name: _configuration(name, each) for name, each in value.items() if isinstance(each, dict)
    }


def _configuration(name: str, raw: Json) -> CredentialConfiguration:
    described = raw.get("credential_metadata", {})
    if not isinstance(described, dict):
        raise fields.malformed("credential_metadata", "must be an object", "객체여야 합니다")
    return CredentialConfiguration(
        id=name,
        format=fields.text(raw, "format"),
        scope=fields.optional_text(raw, "scope"),
        display=fields.objects(described, "display"),
        claims=fields.objects(described, "claims"),
        proof_algorithms=_proof_algorithms(raw.get("proof_types_supported")),
        raw=raw,
    )


def _proof_algorithms(value: Any) -> tuple[str, ...]:
    jwt = value.get("jwt") if isinstance(value, dict) else None
    if not isinstance(jwt, dict):
        return ()
    return fields.texts(jwt, "proof_signing_alg_values_supported")
