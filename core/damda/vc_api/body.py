"""The bodies of requests, read strictly. Options that are not known here are ignored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from ..errors import LimitExceeded, MalformedInput
from ..protocols import Json
from ..strict_json import loads_object

MAX_BODY = 1_048_576
"""Bytes of a body; whoever reads it from the network stops there."""


class BodyTooLarge(LimitExceeded):
    code = "body_too_large"


@dataclass(frozen=True, slots=True)
class IssueBody:
    """``{"credential": {..}, "options": {"mandatoryPointers": [..]}}``.

    ``mandatory_pointers`` are what every derived proof shows; None: nothing was said.
    """

    credential: Json
    mandatory_pointers: tuple[str, ...] | None

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Raises MalformedInput, BodyTooLarge."""
        body, options = _read(raw)
        return cls(_document(body, "credential"), _pointers(options, "mandatoryPointers"))


@dataclass(frozen=True, slots=True)
class DeriveBody:
    """``{"verifiableCredential": {..}, "options": {"selectivePointers": [..]}}``."""

    credential: Json
    selective_pointers: tuple[str, ...]

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Raises MalformedInput, BodyTooLarge."""
        body, options = _read(raw)
        pointers = _pointers(options, "selectivePointers")
        return cls(_document(body, "verifiableCredential"), pointers or ())


@dataclass(frozen=True, slots=True)
class VerifyCredentialBody:
    """``{"verifiableCredential": {..}, "options": {"returnCredential": ..}}``."""

    credential: Json
    return_credential: bool

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Raises MalformedInput, BodyTooLarge."""
        body, options = _read(raw)
        return cls(_document(body, "verifiableCredential"), _flag(options, "returnCredential"))


@dataclass(frozen=True, slots=True)
class VerifyPresentationBody:
    """``{"verifiablePresentation": {..}, "options": {"challenge", "domain", ..}}``.

    ``challenge`` and ``domain`` are what the proof must say; None: it is not asked.
    """

    presentation: Json
    challenge: str | None
    domain: str | None
    return_presentation: bool

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Raises MalformedInput, BodyTooLarge."""
        body, options = _read(raw)
        return cls(
            _document(body, "verifiablePresentation"),
            _text(options, "challenge"),
            _text(options, "domain"),
            _flag(options, "returnPresentation"),
        )


def _read(raw: bytes) -> tuple[Json, Json]:
    """The body and its options."""
    if len(raw) > MAX_BODY:
        raise BodyTooLarge(
            f"The body is larger than {MAX_BODY} bytes.", ko=f"본문이 {MAX_BODY}바이트보다 큽니다."
        )
    try:
        body = loads_object(raw, max_bytes=MAX_BODY)
    except MalformedInput as error:
        raise _malformed(error.en, error.ko) from error
    options = body.get("options", {})
    if not isinstance(options, dict):
        raise _malformed("options must be an object.", "options는 객체여야 합니다.")
    return body, options


def _document(body: Json, name: str) -> Json:
    document = body.get(name)
    if not isinstance(document, dict):
        raise _malformed(
            f"{name} is missing or is no JSON object.", f"{name}이(가) 없거나 JSON 객체가 아닙니다."
        )
    return document


def _text(options: Json, name: str) -> str | None:
    # VC Data Integrity 1.0, 4.4: asked for if it is not null.
    value = options.get(name)
    if value is not None and (not isinstance(value, str) or not value):
        raise _malformed(
            f"The option {name} must be a text that is not empty.",
            f"{name} 옵션은 비어 있지 않은 문자열이어야 합니다.",
        )
    return value


def _pointers(options: Json, name: str) -> tuple[str, ...] | None:
    value = options.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _malformed(
            f"The option {name} must be a list of JSON Pointers.",
            f"{name} 옵션은 JSON Pointer의 목록이어야 합니다.",
        )
    return tuple(value)


def _flag(options: Json, name: str) -> bool:
    value = options.get(name, False)
    if not isinstance(value, bool):
        raise _malformed(
            f"The option {name} must be true or false.",
            f"{name} 옵션은 true 또는 false여야 합니다.",
        )
    return value


def _malformed(en: str, ko: str) -> MalformedInput:
    return MalformedInput(
        f"The body can't be read: {en}", ko=f"본문을 읽을 수 없습니다: {ko}", code="malformed_body"
    )
