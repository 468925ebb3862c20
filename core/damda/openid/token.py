"""Token requests and answers of the pre-authorized code flow (OpenID4VCI 1.0, 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import OpenIdError
from ..protocols import Json, JsonView
from . import fields
from .offer import PRE_AUTHORIZED_GRANT

MAX_CODE = 512
MAX_TX_CODE = 128
MAX_TOKEN = 8192


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """``tx_code`` is the text as it was typed, None if none was sent."""

    pre_authorized_code: str
    tx_code: str | None


@dataclass(frozen=True, slots=True)
class TokenResponse:
    """``expires_in`` in seconds; ``credential_identifiers`` by configuration id (6.2)."""

    access_token: str
    expires_in: int | None
    credential_identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def token_request_form(*, pre_authorized_code: str, tx_code: str | None) -> dict[str, str]:
    """The form of a token request (6.1)."""
    form = {"grant_type": PRE_AUTHORIZED_GRANT, "pre-authorized_code": pre_authorized_code}
    if tx_code is not None:
        form["tx_code"] = tx_code
    return form


def parse_token_request(form: Mapping[str, Any]) -> TokenRequest:
    """The form of a token request, each parameter once.

    Raises OpenIdError: ``invalid_request``, ``unsupported_grant_type`` (RFC 6749, 5.2).
    """
    grant = form.get("grant_type")
    if not isinstance(grant, str) or not grant:
        raise _invalid("grant_type is missing.", "grant_type이 없습니다.")
    if grant != PRE_AUTHORIZED_GRANT:
        raise OpenIdError(
            "unsupported_grant_type",
            f"Only {PRE_AUTHORIZED_GRANT} is supported.",
            ko="사전 승인 코드 방식만 지원합니다.",
        )
    # RFC 6749, 3.2: a parameter without a value is as one that was not sent.
    code, tx_code = form.get("pre-authorized_code"), form.get("tx_code") or None
    if not isinstance(code, str) or not 0 < len(code) <= MAX_CODE:
        raise _invalid("pre-authorized_code is missing.", "pre-authorized_code가 없습니다.")
    if tx_code is not None and (not isinstance(tx_code, str) or len(tx_code) > MAX_TX_CODE):
        raise _invalid("tx_code must be a short text.", "tx_code가 올바르지 않습니다.")
    return TokenRequest(code, tx_code)


def token_response(
    *,
    access_token: str,
    expires_in: int,
    credential_identifiers: Mapping[str, tuple[str, ...]] | None = None,
) -> Json:
    """The answer (6.2); it must be sent with ``Cache-Control: no-store``."""
    message: Json = {
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": expires_in,
    }
    if credential_identifiers:
        message["authorization_details"] = [
            {
                "type": "openid_credential",
                "credential_configuration_id": configuration,
                "credential_identifiers": list(identifiers),
            }
            for configuration, identifiers in credential_identifiers.items()
        ]
    return message


def parse_token_response(message: JsonView) -> TokenResponse:
    """The answer as a wallet reads it. Raises MalformedInput."""
    if fields.text(message, "token_type").lower() != "bearer":
        raise fields.malformed("token_type", "must be Bearer", "Bearer 여야 합니다")
    expires = message.get("expires_in")
    if expires is not None and (type(expires) is not int or expires < 0):
        raise fields.malformed("expires_in", "must be seconds", "초 단위 숫자여야 합니다")
    identifiers: dict[str, tuple[str, ...]] = {}
    for detail in fields.objects(message, "authorization_details"):
        named = fields.texts(detail, "credential_identifiers")
        if detail.get("type") == "openid_credential" and named:
            configuration = fields.text(detail, "credential_configuration_id")
            identifiers[configuration] = identifiers.get(configuration, ()) + named
    return TokenResponse(
        fields.text(message, "access_token", limit=MAX_TOKEN), expires, identifiers
    )


def _invalid(en: str, ko: str) -> OpenIdError:
    return OpenIdError("invalid_request", en, ko=ko)
