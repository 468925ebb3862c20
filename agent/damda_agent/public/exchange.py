"""What every request goes through: bounds, errors in the protocol's form, CORS."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web
from damda import strict_json
from damda.errors import DamdaError, MalformedInput, OpenIdError
from damda.protocols import Json

from ..refusals import RequestRefused

if TYPE_CHECKING:
    from ..agent import Agent
    from ..store.institutions import InstitutionRecord

LOGGER = logging.getLogger(__name__)
MAX_BODY = 65_536
BODY_SECONDS = 10
REQUEST_SECONDS = 30

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

AGENT: web.AppKey[Agent] = web.AppKey("agent")

NO_STORE = {"Cache-Control": "no-store"}
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Expose-Headers": "ETag, WWW-Authenticate",
}


async def institution_of(request: web.Request) -> InstitutionRecord:
    """The institution that the path names. Raises RequestRefused (404)."""
    found = await request.app[AGENT].institutions.of_slug(request.match_info["slug"])
    if found is None:
        raise RequestRefused(
            "There is no such issuer here.",
            ko="이 주소에는 발급기관이 없습니다.",
            code="unknown_issuer",
            http_status=404,
        )
    return found


async def body_of(request: web.Request, media_type: str) -> bytes:
    """The body, if it is of ``media_type``. Raises RequestRefused (408, 413, 415)."""
    if request.content_type != media_type:
        raise _refused(
            415, "wrong_media_type", f"Send {media_type}.", f"{media_type} 형식이어야 합니다."
        )
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except TimeoutError:
        raise _refused(
            408, "body_too_slow", "The request came too slowly.", "요청이 너무 느립니다."
        ) from None
    except web.HTTPRequestEntityTooLarge:
        raise _refused(
            413,
            "body_too_large",
            f"A request has at most {MAX_BODY} bytes.",
            f"요청은 {MAX_BODY}바이트를 넘을 수 없습니다.",
        ) from None


async def json_of(request: web.Request, *, code: str) -> Json:
    """The body as a JSON object; otherwise OpenIdError(``code``)."""
    try:
        return strict_json.loads_object(await body_of(request, "application/json"))
    except MalformedInput as error:
        raise OpenIdError(code, error.en, ko=error.ko) from error


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer errors in JSON and in bounded time; nothing of an unforeseen error gets out."""
    try:
        async with asyncio.timeout(REQUEST_SECONDS):
            response = await _answered(request, handler)
    except TimeoutError:
        response = error_answer(
            503, "timeout", "This took too long. Try again.", "시간이 초과되었습니다."
        )
    response.headers.update(_CORS)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.method == "OPTIONS":
        return web.Response(status=204)
    try:
        return await handler(request)
    except (OpenIdError, RequestRefused) as error:
        answer = error_answer(error.http_status, error.code, error.en, error.ko)
        if error.http_status == 401:
            answer.headers["WWW-Authenticate"] = f'Bearer error="{error.code}"'
        return answer
    except DamdaError as error:
        return error_answer(400, error.code, error.en, error.ko)
    except web.HTTPException as error:
        if error.status >= 400:
            return error_answer(error.status, _code(error.status), error.reason, error.reason)
        raise
    except Exception:
        LOGGER.exception("public server: unforeseen error on %s", request.match_info.route.resource)
        return error_answer(
            500, "server_error", "Something went wrong here.", "서버에 문제가 생겼습니다."
        )


def error_answer(status: int, code: str, en: str, ko: str) -> web.Response:
    """An OAuth error (RFC 6749, 5.2) that also has our own members."""
    # Only printable ASCII without quotes and backslash may be in it (RFC 6749, appendix A.8).
    description = "".join(c if " " <= c <= "~" and c not in '"\\' else "'" for c in en)
    body = {"error": code, "error_description": description, "code": code, "en": en, "ko": ko}
    return web.json_response(body, status=status, headers=NO_STORE)


def _code(status: int) -> str:
    return {404: "not_found", 405: "method_not_allowed", 413: "body_too_large"}.get(
        status, "invalid_request"
    )


def _refused(status: int, code: str, en: str, ko: str) -> RequestRefused:
    return RequestRefused(en, ko=ko, code=code, http_status=status)
