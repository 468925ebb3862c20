"""Routes of the VC-API: read the body within bounds, let core work in a thread, answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from damda.vc_api import MAX_BODY, Answer
from fastapi import APIRouter, Request, Response

from ..service.limits import read_json_body

type Work = Callable[[bytes], Answer]
"""From a body to an answer; it never raises for bad input."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """``count`` raises Refusal for an address that asks too often; ``working`` holds the number of
    bodies that are worked on at one time."""

    count: Callable[[Request], None]
    working: asyncio.Semaphore
    body_seconds: float


def add_endpoint(router: APIRouter, path: str, work: Work, bounds: Bounds) -> None:
    """``POST path``: the body to ``work``, its answer back."""

    async def endpoint(request: Request) -> Response:
        bounds.count(request)
        raw = await read_json_body(request, limit=MAX_BODY, seconds=bounds.body_seconds)
        async with bounds.working:
            return response(await asyncio.to_thread(work, raw))

    endpoint.__doc__ = f"VC-API: {path}."
    handler: Callable[[Request], Awaitable[Response]] = endpoint
    router.add_api_route(path, handler, methods=["POST"], tags=["vc-api"], response_model=None)


def response(answer: Answer) -> Response:
    """The answer as it goes over the wire."""
    body = json.dumps(answer.body, ensure_ascii=False).encode()
    return Response(body, answer.status, media_type=answer.media_type)
