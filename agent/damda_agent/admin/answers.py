"""Answers of the admin API: JSON, also for errors: ``{code, en, ko, ...}``."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from damda import strict_json
from damda.errors import ClaimsRefused, DamdaError, MalformedInput
from damda.protocols import Json

from ..refusals import RequestRefused, bad_field

PREFIX = "/damda"
MAX_BODY = 65_536
MAX_OFFSET = 10_000_000

# Errors of the catalog that are no malformed request.
_STATUS = {"unknown_type": 422, "unknown_institution": 422, "form_not_offered": 422}
_SENTENCES = {
    401: (
        "unauthorized",
        "Send the institution's token (Authorization: Bearer ...), or the admin key (X-API-KEY) "
        "for /damda/institutions.",
        "기관의 토큰(Authorization: Bearer ...) 또는 관리자 키(X-API-KEY)가 필요합니다.",
    ),
    403: ("forbidden", "This token may not do that.", "권한이 없습니다."),
    404: ("not_found", "There is nothing here.", "찾을 수 없습니다."),
    405: ("method_not_allowed", "This method is not allowed.", "허용되지 않는 요청 방식입니다."),
    413: ("body_too_large", "The request is too large.", "요청이 너무 큽니다."),
}


def json_answer(status: int, body: Mapping[str, Any]) -> web.Response:
    return web.Response(
        status=status,
        text=json.dumps(body, ensure_ascii=False),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def error_answer(error: DamdaError) -> web.Response:
    """The answer to an expected rejection. Refused claims are listed field by field."""
    body: Json = {"code": error.code, "en": error.en, "ko": error.ko}
    if isinstance(error, ClaimsRefused):
        body["problems"] = [
            {"field": p.field, "code": p.code, "en": p.en, "ko": p.ko} for p in error.problems
        ]
        return json_answer(422, body)
    if isinstance(error, RequestRefused):
        if error.field is not None:
            body["field"] = error.field
        return json_answer(error.http_status, body)
    return json_answer(_STATUS.get(error.code, 400), body)


@web.middleware
async def errors_in_json(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Outermost, for our own paths: ACA-Py's plain-text refusals become JSON too."""
    if request.path != PREFIX and not request.path.startswith(f"{PREFIX}/"):
        return await handler(request)
    try:
        return await handler(request)
    except web.HTTPException as error:
        default = ("refused", error.reason, error.reason)
        code, en, ko = _SENTENCES.get(error.status, default)
        return json_answer(error.status, {"code": code, "en": en, "ko": ko})
    except Exception:
        # ACA-Py's ready_middleware has logged it already.
        sentence = {"en": "Something went wrong here.", "ko": "서버에 문제가 생겼습니다."}
        return json_answer(500, {"code": "server_error", **sentence})


async def body_of(request: web.Request, members: tuple[str, ...]) -> Json:
    """The JSON object in the body; other ``members`` are refused. Raises RequestRefused."""
    raw = await request.read() if request.can_read_body else b""
    try:
        body = strict_json.loads_object(raw, max_bytes=MAX_BODY)
    except MalformedInput as error:
        raise RequestRefused(
            f"The body must be a JSON object. {error.en}",
            ko=f"요청 본문은 JSON 객체여야 합니다. {error.ko}",
            code="bad_request",
            http_status=400,
        ) from error
    if unknown := sorted(body.keys() - set(members)):
        raise bad_field(
            unknown[0][:64],
            f"is unknown here; known are {', '.join(members)}",
            "알 수 없는 항목입니다",
        )
    return body


def text_of(body: Json, name: str, *, limit: int) -> str:
    """A required text of 1 to ``limit`` characters. Raises RequestRefused."""
    value = body.get(name)
    fits = isinstance(value, str) and bool(value.strip()) and len(value) <= limit
    # PostgreSQL's text has no NUL; nobody writes control characters by hand.
    if not isinstance(value, str) or not fits or any(c < " " for c in value if c != "\n"):
        raise bad_field(
            name, f"must be a text of 1 to {limit} characters", f"1~{limit}자의 문자열이어야 합니다"
        )
    return value


def id_of(request: web.Request, name: str) -> str:
    """An id of ours in the path; any other text becomes one that is not there."""
    text = request.match_info[name]
    return text if re.fullmatch(r"[0-9a-f-]{36}", text) else "-"


def page_of(request: web.Request) -> tuple[int, int]:
    """``offset`` and ``limit`` of the query. Raises RequestRefused."""
    return (
        _whole(request, "offset", default=0, least=0, most=MAX_OFFSET),
        _whole(request, "limit", default=50, least=1, most=200),
    )


def choice_of(request: web.Request, name: str, choices: tuple[str, ...]) -> str | None:
    """A query parameter that is one of ``choices``, or is not given. Raises RequestRefused."""
    value = request.query.get(name)
    if value is not None and value not in choices:
        raise bad_field(
            name, f"must be one of {', '.join(choices)}", f"{', '.join(choices)} 중 하나여야 합니다"
        )
    return value


def _whole(request: web.Request, name: str, *, default: int, least: int, most: int) -> int:
    text = request.query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise bad_field(
            name,
            f"must be a number from {least} to {most}",
            f"{least}~{most} 사이의 숫자여야 합니다",
        )
    return int(text)
