"""Authorization requests (OpenID4VP 1.0, 5): by reference, signed, under a DID."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import quote

from ..dids import split_did_url
from ..errors import DamdaError, LimitExceeded, MalformedInput, OpenIdError
from ..keys import PublicKey
from ..protocols import Json, JsonView, Signer
from ..times import LEEWAY
from . import fields, links
from .jose import read_jws, sign_jws

REQUEST_TYP = "oauth-authz-req+jwt"
AUDIENCE = "https://self-issued.me/v2"
"""``aud`` of a request to a wallet that was not looked up first (5.8)."""
DID_PREFIX = "decentralized_identifier:"
SCHEMES = ("openid4vp", "haip-vp", "eudi-openid4vp")
MAX_REQUEST = 131_072
MAX_LIFETIME = timedelta(hours=1)
"""How long a request without ``exp`` is good, counted from its ``iat``."""

# 5.2: nonce and state are made of URL safe characters.
_URL_SAFE = re.compile(r"[A-Za-z0-9._~-]{1,512}", re.ASCII)

type RequestMethod = Literal["get", "post"]


@dataclass(frozen=True, slots=True)
class RequestReference:
    """Where the request object is, and who says so. ``client_id`` is not yet proven."""

    client_id: str
    request_uri: str
    method: RequestMethod


@dataclass(frozen=True, slots=True)
class RequestObject:
    """A request whose signature was checked. ``payload`` is all of it."""

    client_id: str
    response_uri: str
    nonce: str
    state: str | None
    dcql_query: Json
    client_metadata: Json
    payload: Json


def authorization_uri(*, client_id: str, request_uri: str) -> str:
    """The link for the QR code and the same-device button (5.10)."""
    return (
        f"openid4vp://?client_id={quote(client_id, safe='')}"
        f"&request_uri={quote(request_uri, safe='')}"
    )


def is_authorization_uri(text: str) -> bool:
    """Whether ``text`` is an authorization request, by its scheme."""
    return text.strip().partition(":")[0].lower() in SCHEMES


def parse_authorization_uri(text: str) -> RequestReference:
    """What the link says. Raises MalformedInput; OpenIdError for a request without a reference."""
    text = text.strip()
    if len(text) > links.MAX_LINK:
        raise LimitExceeded("The request link is too long.", ko="요청 링크가 너무 깁니다.")
    if not is_authorization_uri(text):
        raise MalformedInput(
            "This is not a request that can be read.", ko="읽을 수 있는 제시 요청이 아닙니다."
        )
    parameters = links.parameters(text)
    if "request_uri" not in parameters:
        raise _refused(
            "Only requests that are signed and given by request_uri are answered.",
            "서명된 요청(request_uri)에만 응답합니다.",
        )
    method = parameters.get("request_uri_method", "get")
    if method not in ("get", "post"):
        raise OpenIdError(
            "invalid_request_uri_method",
            "request_uri_method must be get or post.",
            ko="요청을 가져오는 방법(request_uri_method)이 올바르지 않습니다.",
        )
    return RequestReference(
        client_id=fields.text(parameters, "client_id"),
        request_uri=fields.web_url(parameters["request_uri"], "request_uri"),
        method="get" if method == "get" else "post",
    )


def build_request_object(
    *,
    client_id: str,
    response_uri: str,
    nonce: str,
    state: str,
    dcql_query: JsonView,
    client_metadata: JsonView,
    issued_at: datetime,
    expires_at: datetime,
) -> Json:
    """The claims of a request object for ``direct_post`` (5.1, 8.2)."""
    return {
        "response_type": "vp_token",
        "response_mode": "direct_post",
        "client_id": client_id,
        "response_uri": response_uri,
        "aud": AUDIENCE,
        "nonce": nonce,
        "state": state,
        "dcql_query": dict(dcql_query),
        "client_metadata": dict(client_metadata),
        "iat": int(issued_at.timestamp()),
        "exp": int(expires_at.timestamp()),
    }


def sign_request_object(payload: JsonView, signer: Signer) -> str:
    """The signed request object (RFC 9101); ``kid`` is the signer's DID URL (5.9.3)."""
    header = {"typ": REQUEST_TYP, "kid": signer.verification_method}
    return sign_jws(signer, header, payload)


def check_request_object(
    text: str,
    *,
    client_id: str,
    key_for: Callable[[str, str], PublicKey],
    now: datetime,
) -> RequestObject:
    """Check a request signed under a DID (5.9.3, ``decentralized_identifier``).

    ``client_id`` is the one outside; the one inside must be equal to the character (5.10.1).
    ``key_for(verification method, purpose)`` is the DID document's `DidDocument.key`. Raises
    OpenIdError (``invalid_request``, ``invalid_client``) and MalformedInput.
    """
    jws = read_jws(text, max_bytes=MAX_REQUEST)
    if jws.header.get("typ") != REQUEST_TYP:
        raise _refused(f"The request's typ must be {REQUEST_TYP}.", "요청의 종류(typ)가 다릅니다.")
    if jws.payload.get("client_id") != client_id or not client_id.startswith(DID_PREFIX):
        raise _refused(
            "The request object is from somebody else than the link says.",
            "링크에 적힌 요청자와 실제 요청자가 다릅니다.",
        )
    kid = jws.header.get("kid")
    did, fragment = split_did_url(kid)
    if fragment is None or did != client_id.removeprefix(DID_PREFIX):
        raise _unsigned()
    try:
        holds = jws.verify(key_for(str(kid), "authentication"))
    except DamdaError as error:
        raise _unsigned() from error
    if not holds:
        raise _unsigned()
    return _read(jws.payload, client_id, now)


def _read(payload: Json, client_id: str, now: datetime) -> RequestObject:
    _check_times(payload, now)
    if payload.get("aud") not in (AUDIENCE, [AUDIENCE]):
        raise _refused("The request is for another wallet (aud).", "다른 지갑을 향한 요청입니다.")
    if payload.get("response_type") != "vp_token":
        raise _refused("response_type must be vp_token.", "지원하지 않는 요청 종류입니다.")
    if payload.get("response_mode") != "direct_post":
        raise _refused("response_mode must be direct_post.", "지원하지 않는 응답 방식입니다.")
    if "redirect_uri" in payload:
        raise _refused(
            "redirect_uri must be absent with direct_post.", "요청 형식이 올바르지 않습니다."
        )
    if "transaction_data" in payload:
        raise OpenIdError(
            "invalid_transaction_data",
            "This wallet does not support transaction data.",
            ko="거래 동의가 포함된 요청은 지원하지 않습니다.",
        )
    query, metadata = payload.get("dcql_query"), payload.get("client_metadata", {})
    if not isinstance(query, dict) or not isinstance(metadata, dict):
        raise _refused("The request has no DCQL query.", "요청하는 증명서 정보가 없습니다.")
    return RequestObject(
        client_id=client_id,
        response_uri=fields.web_url(payload.get("response_uri"), "response_uri"),
        nonce=_url_safe(fields.text(payload, "nonce"), "nonce"),
        state=_url_safe(payload["state"], "state") if "state" in payload else None,
        dcql_query=query,
        client_metadata=metadata,
        payload=payload,
    )


def _check_times(payload: JsonView, now: datetime) -> None:
    moment, leeway = now.timestamp(), LEEWAY.total_seconds()
    for name in ("iat", "nbf", "exp"):
        if name in payload and not fields.is_time(payload[name]):
            raise fields.malformed(name, "must be a time in seconds", "초 단위 시각이어야 합니다")
    made = payload.get("iat", moment)
    if moment > payload.get("exp", made + MAX_LIFETIME.total_seconds()) + leeway:
        raise OpenIdError(
            "request_expired",
            "The request has expired. Ask for a new QR code.",
            ko="요청의 유효 시간이 지났습니다. 새 QR코드를 요청해 주세요.",
        )
    if max(made, payload.get("nbf", made)) > moment + leeway:
        raise _refused(
            "The request is dated in the future. This phone's clock may be wrong.",
            "요청의 시각이 미래로 되어 있습니다. 휴대전화의 시계를 확인해 주세요.",
        )


def _url_safe(value: object, name: str) -> str:
    if isinstance(value, str) and _URL_SAFE.fullmatch(value):
        return value
    raise fields.malformed(
        name, "must be of URL safe characters", "URL에 쓸 수 있는 글자여야 합니다"
    )


def _unsigned() -> OpenIdError:
    return OpenIdError(
        "invalid_client",
        "The request is not signed by the one who asks.",
        ko="요청자의 서명이 확인되지 않습니다.",
    )


def _refused(en: str, ko: str) -> OpenIdError:
    return OpenIdError("invalid_request", en, ko=ko)
