"""The one module that reaches into ACA-Py: its own credential routes are closed.

ACA-Py 1.7's ``/vc/*`` and ``/vc/di/*`` say "verified" for forged issuers, expired proofs and an
empty proof, and ignore status, dates and domain; so they are answered with 410 and taken out of
the swagger page. Before that, what is touched is checked: another shape stops the start.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from damda.errors import DamdaError

from .admin.answers import json_answer

CLOSED_PREFIX = "/vc"
# What ACA-Py 1.7 has under it; another set means another version, to be looked at again.
CLOSED_ROUTES = frozenset(
    {
        ("GET", "/vc/credentials"),
        ("GET", "/vc/credentials/{credential_id}"),
        ("POST", "/vc/credentials/issue"),
        ("POST", "/vc/credentials/store"),
        ("POST", "/vc/credentials/verify"),
        ("POST", "/vc/presentations/prove"),
        ("POST", "/vc/presentations/verify"),
        ("POST", "/vc/di/add-proof"),
        ("POST", "/vc/di/verify"),
    }
)


class AcaPyChanged(DamdaError):
    """ACA-Py is not shaped as this module expects."""

    code = "acapy_changed"


def close_core_routes(app: web.Application) -> None:
    """Answer everything below ``/vc`` with 410, before any of ACA-Py's own middleware.

    Call it while routes are registered. Raises AcaPyChanged.
    """
    found = {
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None and _is_closed(route.resource.canonical)
    }
    if found != CLOSED_ROUTES:
        raise _changed(f"routes below /vc differ: {sorted(found ^ CLOSED_ROUTES)}")
    names = [getattr(middleware, "__name__", "?") for middleware in app.middlewares]
    if app.middlewares.frozen or names[:1] != ["ready_middleware"]:
        raise _changed(f"the admin server's middlewares are {names}")
    app.middlewares.insert(0, refuse_closed)


def hide_core_routes(app: web.Application) -> None:
    """Take the closed routes out of the swagger page. Raises AcaPyChanged."""
    swagger: Any = app._state.get("swagger_dict")
    if not isinstance(swagger, dict) or not isinstance(swagger.get("paths"), dict):
        raise _changed("there is no swagger_dict with paths")
    swagger["paths"] = {
        path: spec for path, spec in swagger["paths"].items() if not _is_closed(path)
    }
    # vc-api and vc-di tags have nothing below them any more.
    swagger["tags"] = [
        tag for tag in swagger.get("tags", []) if not str(tag.get("name", "")).startswith("vc")
    ]


@web.middleware
async def refuse_closed(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    if _is_closed(request.path):
        return json_answer(
            410,
            {
                "code": "route_closed",
                "en": "ACA-Py's own credential routes are closed, since they accept forged and "
                "expired credentials. Issue with POST /damda/offers; verify with Damda's verifier.",
                "ko": "ACA-Py의 자체 증명서 API는 위조·만료 증명서를 걸러내지 못해 막아 두었습니다. "
                "발급은 POST /damda/offers, 검증은 Damda 검증기를 이용하세요.",
            },
        )
    return await handler(request)


def _is_closed(path: str) -> bool:
    return path == CLOSED_PREFIX or path.startswith(f"{CLOSED_PREFIX}/")


def _changed(what: str) -> AcaPyChanged:
    return AcaPyChanged(
        f"this ACA-Py is not the 1.7 that Damda knows ({what}); its unsafe routes can't be closed.",
        ko="지원하지 않는 ACA-Py 버전이라 안전하지 않은 API를 막을 수 없습니다.",
    )
