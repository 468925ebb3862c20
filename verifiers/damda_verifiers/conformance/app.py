"""The application: the four endpoints, problem details for everything that goes wrong."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from damda.errors import DamdaError
from damda.protocols import Clock
from damda.vc_api import Answer, MemoryIssuer, VcApiVerifier, issue, refusal
from fastapi import APIRouter, FastAPI, Request, Response
from starlette.exceptions import HTTPException

from ..service.problems import Refusal, status_of
from ..vc_api.routes import Bounds, add_endpoint, response

_LOG = logging.getLogger(__name__)

WORKING = 4
"""Bodies that are worked on at one time."""
BODY_SECONDS = 10.0


def create_app(issuers: dict[str, MemoryIssuer], verifier: VcApiVerifier, clock: Clock) -> FastAPI:
    """The application. An unsigned presentation is taken also where a challenge was sent along:
    the W3C's suites send one with every presentation; the answer warns of it."""
    tolerant = replace(verifier, policy=replace(verifier.policy, unsigned="accept"))

    def issue_now(raw: bytes) -> Answer:
        return issue(
            raw,
            issuers=issuers,
            created=clock(),
            canonicalizer=verifier.canonicalizer,
            inline_contexts=verifier.policy.inline_contexts,
        )

    bounds = Bounds(_uncounted, asyncio.Semaphore(WORKING), BODY_SECONDS)
    router = APIRouter()
    add_endpoint(router, "/credentials/issue", issue_now, bounds)
    add_endpoint(router, "/credentials/derive", verifier.derive, bounds)
    add_endpoint(router, "/credentials/verify", verifier.credential, bounds)
    add_endpoint(router, "/presentations/verify", tolerant.presentation, bounds)
    app = FastAPI(title="Damda VC-API", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(router)
    _handle_errors(app)
    return app


def _uncounted(_request: Request) -> None:
    """Loopback only: nobody is kept from asking often."""


def _handle_errors(app: FastAPI) -> None:
    async def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, DamdaError)
        return response(refusal(error, status_of(error)))

    async def http_error(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        answer = response(refusal(_PLAIN.get(error.status_code, _UNREADABLE), error.status_code))
        answer.headers.update(error.headers or {})
        return answer

    async def fault(_request: Request, error: Exception) -> Response:
        _LOG.error("a request ended in a fault", exc_info=error)
        return response(refusal(_FAULT, 500))

    app.add_exception_handler(DamdaError, refused)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, fault)


_UNREADABLE = Refusal("bad_request", 400, "The request can't be read.", "요청을 읽을 수 없습니다.")
_FAULT = Refusal("internal", 500, "Something went wrong on our side.", "서버에 문제가 생겼습니다.")
_PLAIN = {
    404: Refusal(
        "not_found",
        404,
        "There is nothing here; the endpoints are POST /credentials/issue, /credentials/derive, "
        "/credentials/verify and /presentations/verify.",
        "없는 주소입니다. POST /credentials/issue, /credentials/derive, /credentials/verify, "
        "/presentations/verify 만 있습니다.",
    ),
    405: Refusal(
        "method_not_allowed", 405, "Only POST is allowed here.", "POST만 사용할 수 있습니다."
    ),
}
