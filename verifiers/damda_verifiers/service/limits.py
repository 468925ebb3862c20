"""Bounds at the door: how often one address may ask for work, and how much it may send."""

from __future__ import annotations

import asyncio
import math
from urllib.parse import parse_qsl

from damda.errors import MalformedInput
from damda.protocols import Clock, Json
from damda.strict_json import loads
from starlette.requests import Request

from . import problems

FORM = "application/x-www-form-urlencoded"
_MAX_FIELDS = 16
_MAX_ADDRESSES = 10_000


class Rate:
    """At most ``per_minute`` calls an address, counted in whole minutes; bounded memory."""

    __slots__ = ("_clock", "_counts", "_minute", "_per_minute")

    def __init__(self, per_minute: int, clock: Clock) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._minute = 0
        self._counts: dict[str, int] = {}

    def count(self, request: Request) -> None:
        """One more call of the request's address. Raises Refusal("too_many_requests")."""
        minute = math.floor(self._clock().timestamp() / 60)
        if minute != self._minute:
            self._minute, self._counts = minute, {}
        address = request.client.host if request.client else ""
        calls = self._counts.get(address, 0) + 1
        if calls > self._per_minute or len(self._counts) >= _MAX_ADDRESSES:
            raise problems.too_many()
        self._counts[address] = calls


async def read_body(request: Request, *, limit: int, seconds: float) -> bytes:
    """The body, never more than ``limit`` bytes of it in memory. Raises Refusal."""
    if _announced(request) > limit:
        raise problems.too_large(limit)
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise problems.too_large(limit)
    except TimeoutError as error:
        raise problems.too_slow() from error
    return bytes(body)


async def read_form(request: Request, *, limit: int, seconds: float) -> dict[str, str]:
    """A urlencoded form without repeated parameters (RFC 6749, 3.1). Raises Refusal."""
    if _media_type(request) != FORM:
        raise problems.wrong_media_type(FORM)
    body = await read_body(request, limit=limit, seconds=seconds)
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError as error:
        raise problems.malformed_body() from error
    form = dict(pairs)
    if len(form) != len(pairs):
        raise problems.malformed_body()
    return form


async def read_json_body(request: Request, *, limit: int, seconds: float) -> bytes:
    """The bytes of a body that is said to be JSON (RFC 6839, 3.1). Raises Refusal."""
    media_type = _media_type(request)
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise problems.wrong_media_type("application/json")
    return await read_body(request, limit=limit, seconds=seconds)


async def read_json(request: Request, *, limit: int, seconds: float) -> Json:
    """A JSON object. Raises Refusal, MalformedInput."""
    if _media_type(request) != "application/json":
        raise problems.wrong_media_type("application/json")
    value = loads(await read_body(request, limit=limit, seconds=seconds), max_bytes=limit)
    if not isinstance(value, dict):
        raise MalformedInput("A JSON object is needed.", ko="JSON 객체가 필요합니다.")
    return value


def _announced(request: Request) -> int:
    text = request.headers.get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
