"""Refusals of the service: each with a code, an HTTP status and a sentence in both languages."""

from __future__ import annotations

from damda.errors import DamdaError, OpenIdError
from damda.protocols import Json


class Refusal(DamdaError):
    """A request that is refused. ``oauth`` is the code that a wallet knows (RFC 6749, 5.2)."""

    def __init__(
        self, code: str, status: int, en: str, ko: str, *, oauth: str = "invalid_request"
    ) -> None:
        super().__init__(en, ko=ko, code=code)
        self.status = status
        self.oauth = oauth


def problem(error: DamdaError) -> Json:
    """Problem details (RFC 9457) that are an OAuth error response (RFC 6749, 5.2) as well."""
    return {
        "type": f"https://damda.example/problems/{error.code}",
        "title": error.en,
        "status": status_of(error),
        "detail": error.en,
        "code": error.code,
        "en": error.en,
        "ko": error.ko,
        "error": oauth_code(error),
        "error_description": error.en.encode("ascii", "replace").decode(),
    }


def status_of(error: DamdaError) -> int:
    """What HTTP answers: an expected rejection of bad input is a 400."""
    if isinstance(error, Refusal):
        return error.status
    return error.http_status if isinstance(error, OpenIdError) else 400


def oauth_code(error: DamdaError) -> str:
    if isinstance(error, Refusal):
        return error.oauth
    return error.code if isinstance(error, OpenIdError) else "invalid_request"


def unknown_party() -> Refusal:
    return Refusal(
        "unknown_relying_party",
        404,
        "There is no such relying party. Choose one from the start page.",
        "그런 검증 기관이 없습니다. 첫 화면에서 골라 주세요.",
    )


def unknown_request() -> Refusal:
    return Refusal(
        "unknown_request",
        404,
        "There is no such request, or its result was deleted. Start a new one.",
        "그런 요청이 없거나 결과가 삭제되었습니다. 새로 시작해 주세요.",
    )


def expired() -> Refusal:
    return Refusal(
        "request_expired",
        410,
        "The request has expired. Ask for a new QR code.",
        "요청 시간이 지났습니다. 새 QR을 요청해 주세요.",
    )


def already_answered() -> Refusal:
    return Refusal(
        "already_answered",
        409,
        "This request was already answered; an answer counts once. Ask for a new QR code.",
        "이미 응답한 요청입니다. 응답은 한 번만 받습니다. 새 QR을 요청해 주세요.",
    )


def not_answered() -> Refusal:
    return Refusal(
        "not_answered",
        409,
        "There is nothing to check yet: the wallet has not answered.",
        "아직 확인할 것이 없습니다. 지갑이 응답하지 않았습니다.",
    )


def state_mismatch() -> Refusal:
    return Refusal(
        "state_mismatch",
        400,
        "The answer's state is not the state of this request.",
        "응답의 state가 이 요청의 것이 아닙니다.",
    )


def other_browser() -> Refusal:
    return Refusal(
        "other_browser",
        403,
        "This request was not started in this browser. If you did not start it yourself, "
        "somebody may have tried to use your answer: nothing was shown to them.",
        "이 브라우저에서 시작한 요청이 아닙니다. 직접 시작하지 않았다면 다른 사람이 응답을 "
        "가로채려 했을 수 있습니다. 결과는 아무에게도 보이지 않았습니다.",
    )


def too_many() -> Refusal:
    return Refusal(
        "too_many_requests",
        429,
        "Too many requests. Wait a minute and try again.",
        "요청이 너무 많습니다. 1분 뒤에 다시 해 주세요.",
    )


def full() -> Refusal:
    return Refusal(
        "service_full",
        503,
        "The service is busy. Try again in a few minutes.",
        "서비스가 붐빕니다. 몇 분 뒤에 다시 해 주세요.",
    )


def too_large(limit: int) -> Refusal:
    return Refusal(
        "body_too_large",
        413,
        f"The body is larger than {limit} bytes.",
        f"본문이 {limit}바이트보다 큽니다.",
    )


def too_slow() -> Refusal:
    return Refusal(
        "body_too_slow",
        408,
        "The body took too long to arrive. Send it again.",
        "본문이 너무 늦게 도착했습니다. 다시 보내 주세요.",
    )


def wrong_media_type(wanted: str) -> Refusal:
    return Refusal(
        "wrong_media_type",
        415,
        f"The body must be {wanted}.",
        f"본문은 {wanted} 형식이어야 합니다.",
    )


def malformed_body() -> Refusal:
    return Refusal(
        "malformed",
        400,
        "The body can't be read: it must be well-formed, and no parameter may appear twice.",
        "본문을 읽을 수 없습니다. 형식이 맞아야 하며 같은 항목이 두 번 있으면 안 됩니다.",
    )
