"""Credential offers (OpenID4VCI 1.0, 4.1), by value and by reference."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from ..errors import LimitExceeded, MalformedInput
from ..protocols import Json, JsonView
from ..strict_json import loads_object
from . import fields, links

SCHEME = "openid-credential-offer"
PRE_AUTHORIZED_GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
MAX_CONFIGURATIONS = 100
MAX_DESCRIPTION = 300
"""Characters of a transaction code's description (4.1.1)."""

type InputMode = Literal["numeric", "text"]


@dataclass(frozen=True, slots=True)
class TxCodePrompt:
    """How the wallet asks for the transaction code (4.1.1). The code itself is always a text."""

    input_mode: InputMode = "numeric"
    length: int | None = None
    description: str | None = None

    def to_json(self) -> Json:
        message: Json = {"input_mode": self.input_mode}
        if self.length is not None:
            message["length"] = self.length
        if self.description is not None:
            message["description"] = self.description
        return message


@dataclass(frozen=True, slots=True)
class CredentialOffer:
    """``pre_authorized_code`` is None if the offer has no such grant."""

    credential_issuer: str
    configuration_ids: tuple[str, ...]
    pre_authorized_code: str | None = None
    tx_code: TxCodePrompt | None = None

    def to_json(self) -> Json:
        """The credential offer object (4.1.1)."""
        message: Json = {
            "credential_issuer": self.credential_issuer,
            "credential_configuration_ids": list(self.configuration_ids),
        }
        if self.pre_authorized_code is not None:
            grant: Json = {"pre-authorized_code": self.pre_authorized_code}
            if self.tx_code is not None:
                grant["tx_code"] = self.tx_code.to_json()
            message["grants"] = {PRE_AUTHORIZED_GRANT: grant}
        return message


@dataclass(frozen=True, slots=True)
class OfferReference:
    """Where the offer object is (4.1.3)."""

    url: str


def offer_uri(offer: str | CredentialOffer) -> str:
    """The link for QR codes and buttons: by reference for a URL (4.1.3), else by value (4.1.2)."""
    if isinstance(offer, str):
        return f"{SCHEME}://?credential_offer_uri={quote(offer, safe='')}"
    value = json.dumps(offer.to_json(), ensure_ascii=False, separators=(",", ":"))
    return f"{SCHEME}://?credential_offer={quote(value, safe='')}"


def is_offer_uri(text: str) -> bool:
    """Whether ``text`` is an offer: by its scheme, or an https link with an offer parameter."""
    scheme, _, rest = text.strip().partition(":")
    if scheme.lower() == SCHEME:
        return True
    return scheme.lower() == "https" and "credential_offer" in rest.partition("?")[2]


def parse_offer_uri(text: str) -> CredentialOffer | OfferReference:
    """What an offer link holds. Parameters are decoded once. Raises MalformedInput."""
    text = text.strip()
    if len(text) > links.MAX_LINK:
        raise LimitExceeded("The offer link is too long.", ko="발급 제안 링크가 너무 깁니다.")
    if not is_offer_uri(text):
        raise _not_an_offer()
    parameters = links.parameters(text)
    value = parameters.get("credential_offer")
    reference = parameters.get("credential_offer_uri")
    if (value is None) == (reference is None):
        raise _not_an_offer()
    if reference is not None:
        return OfferReference(fields.web_url(reference, "credential_offer_uri"))
    return parse_offer(loads_object(value or ""))


def parse_offer(message: JsonView) -> CredentialOffer:
    """The credential offer object (4.1.1). Unknown members and grants are let be.

    Raises MalformedInput.
    """
    ids = fields.texts(message, "credential_configuration_ids")
    if not ids or len(ids) > MAX_CONFIGURATIONS or len(set(ids)) != len(ids):
        raise fields.malformed(
            "credential_configuration_ids",
            "must be a list of distinct ids",
            "목록이 올바르지 않습니다",
        )
    grant = _pre_authorized(message)
    return CredentialOffer(
        credential_issuer=fields.issuer_url(message.get("credential_issuer"), "credential_issuer"),
        configuration_ids=ids,
        pre_authorized_code=None if grant is None else fields.text(grant, "pre-authorized_code"),
        tx_code=None if grant is None or "tx_code" not in grant else _tx_code(grant["tx_code"]),
    )


def _pre_authorized(message: JsonView) -> JsonView | None:
    grants = message.get("grants", {})
    if not isinstance(grants, dict):
        raise fields.malformed("grants", "must be an object", "객체여야 합니다")
    grant = grants.get(PRE_AUTHORIZED_GRANT)
    if grant is not None and not isinstance(grant, dict):
        raise fields.malformed(PRE_AUTHORIZED_GRANT, "must be an object", "객체여야 합니다")
    return grant


def _tx_code(value: object) -> TxCodePrompt:
    if not isinstance(value, dict):
        raise fields.malformed("tx_code", "must be an object", "객체여야 합니다")
    mode, length = value.get("input_mode", "numeric"), value.get("length")
    if mode not in ("numeric", "text"):
        raise fields.malformed(
            "input_mode", "must be numeric or text", "numeric 또는 text 여야 합니다"
        )
    if length is not None and (type(length) is not int or not 0 < length <= 64):
        raise fields.malformed("length", "must be a small number", "1~64 사이의 숫자여야 합니다")
    description = fields.optional_text(value, "description", limit=MAX_DESCRIPTION)
    return TxCodePrompt(mode, length, description)


def _not_an_offer() -> MalformedInput:
    return MalformedInput(
        "This is not a credential offer that can be read.", ko="읽을 수 있는 발급 제안이 아닙니다."
    )
