"""Credential requests, answers and notifications (OpenID4VCI 1.0, 8 and 11)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import OpenIdError
from ..protocols import Json, JsonView
from . import fields

MAX_PROOFS = 20
MAX_CREDENTIALS = 100
NOTIFICATION_EVENTS = ("credential_accepted", "credential_failure", "credential_deleted")


@dataclass(frozen=True, slots=True)
class CredentialRequest:
    """Exactly one of ``configuration_id`` and ``credential_identifier`` is there."""

    configuration_id: str | None
    credential_identifier: str | None
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CredentialResponse:
    """``credentials`` as the issuer sent them, in order."""

    credentials: tuple[Any, ...]
    notification_id: str | None


@dataclass(frozen=True, slots=True)
class Notification:
    notification_id: str
    event: str
    description: str | None


def credential_request(
    *,
    configuration_id: str | None = None,
    credential_identifier: str | None = None,
    proofs: Sequence[str],
) -> Json:
    """A request with JWT proofs (8.2); give exactly one of the two ids."""
    message: Json = {"proofs": {"jwt": list(proofs)}}
    if credential_identifier is not None:
        message["credential_identifier"] = credential_identifier
    else:
        message["credential_configuration_id"] = configuration_id
    return message


def parse_credential_request(
    message: JsonView,
    *,
    configuration_ids: Collection[str],
    credential_identifiers: Collection[str] = (),
) -> CredentialRequest:
    """What is asked for, against what the access token stands for.

    ``credential_identifiers``: those that the token answer named; when there are any, they must
    be used (8.2). Raises OpenIdError with the codes of 8.3.1.2.
    """
    configuration = _id(message, "credential_configuration_id")
    identifier = _id(message, "credential_identifier")
    if (configuration is None) == (identifier is None):
        raise _invalid(
            "Exactly one of credential_configuration_id and credential_identifier is needed.",
            "credential_configuration_id와 credential_identifier 중 하나만 보내야 합니다.",
        )
    if identifier is not None and identifier not in credential_identifiers:
        raise OpenIdError(
            "unknown_credential_identifier",
            "This access token does not stand for that credential_identifier.",
            ko="이 액세스 토큰으로 받을 수 없는 증명서입니다.",
        )
    if configuration is not None and credential_identifiers:
        raise _invalid(
            "The token answer named credential_identifiers: use one of them.",
            "토큰 응답의 credential_identifier를 사용해야 합니다.",
        )
    if configuration is not None and configuration not in configuration_ids:
        raise OpenIdError(
            "unknown_credential_configuration",
            "This access token does not stand for that credential_configuration_id.",
            ko="이 액세스 토큰으로 받을 수 없는 증명서 종류입니다.",
        )
    if "credential_response_encryption" in message:
        raise OpenIdError(
            "invalid_encryption_parameters",
            "Encrypted credential answers are not offered.",
            ko="암호화된 응답은 지원하지 않습니다.",
        )
    return CredentialRequest(configuration, identifier, _proofs(message))


def credential_response(credentials: Sequence[Any], notification_id: str | None = None) -> Json:
    """The answer with credentials (8.3)."""
    message: Json = {"credentials": [{"credential": each} for each in credentials]}
    if notification_id is not None:
        message["notification_id"] = notification_id
    return message


def parse_credential_response(message: JsonView) -> CredentialResponse:
    """The answer as a wallet reads it. Raises MalformedInput."""
    wrapped = fields.objects(message, "credentials")
    if not 0 < len(wrapped) <= MAX_CREDENTIALS or any("credential" not in w for w in wrapped):
        raise fields.malformed(
            "credentials", "must hold what was asked for", "발급된 증명서가 들어 있어야 합니다"
        )
    return CredentialResponse(
        credentials=tuple(each["credential"] for each in wrapped),
        notification_id=fields.optional_text(message, "notification_id"),
    )


def notification(notification_id: str, event: str) -> Json:
    """A notification (11.1)."""
    return {"notification_id": notification_id, "event": event}


def parse_notification(message: JsonView) -> Notification:
    """Raises OpenIdError("invalid_notification_request") (11.3)."""
    notification_id, event = message.get("notification_id"), message.get("event")
    description = message.get("event_description")
    if (
        isinstance(notification_id, str)
        and 0 < len(notification_id) <= 256
        and event in NOTIFICATION_EVENTS
        and (description is None or isinstance(description, str))
    ):
        return Notification(notification_id, event, description)
    raise OpenIdError(
        "invalid_notification_request",
        "A notification needs notification_id and one of the events "
        + ", ".join(NOTIFICATION_EVENTS),
        ko="알림에는 notification_id와 정해진 event 값이 필요합니다.",
    )


def _id(message: JsonView, name: str) -> str | None:
    value = message.get(name)
    if name in message and (not isinstance(value, str) or not 0 < len(value) <= 256):
        raise _invalid(f"{name} must be a text.", f"{name} 값이 올바르지 않습니다.")
    return value


def _proofs(message: JsonView) -> tuple[str, ...]:
    if "proof" in message:
        raise _invalid(
            "'proof' is of an older draft; send 'proofs': {'jwt': [...]} (OpenID4VCI 1.0, 8.2).",
            "이전 초안의 'proof'입니다. 'proofs'를 보내세요.",
        )
    proofs: Any = message.get("proofs")
    if not isinstance(proofs, dict) or len(proofs) != 1:
        raise OpenIdError(
            "invalid_proof",
            "'proofs' with exactly one proof type is needed.",
            ko="하나의 증명 종류를 담은 'proofs'가 필요합니다.",
        )
    texts = proofs.get("jwt")
    if (
        not isinstance(texts, list)
        or not 0 < len(texts) <= MAX_PROOFS
        or not all(isinstance(each, str) for each in texts)
    ):
        raise OpenIdError(
            "invalid_proof",
            "Proofs of type jwt are needed, at least one.",
            ko="jwt 방식의 증명이 하나 이상 필요합니다.",
        )
    return tuple(texts)


def _invalid(en: str, ko: str) -> OpenIdError:
    return OpenIdError("invalid_credential_request", en, ko=ko)
