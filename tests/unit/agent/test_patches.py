"""ACA-Py's own credential routes are closed, and another ACA-Py is not started at all."""

from __future__ import annotations

import pytest
from acapy_agent.vc import routes as vc_routes
from acapy_agent.vc.data_integrity import routes as di_routes
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from damda_agent import patches


@web.middleware
async def ready_middleware(request, handler):
    """Named as ACA-Py's outermost one."""
    raise web.HTTPInternalServerError


async def acapy_app(*, middlewares=(ready_middleware,), without: str | None = None):
    app = web.Application(middlewares=middlewares)
    await vc_routes.register(app)
    if without is None:
        await di_routes.register(app)
    return app


async def test_closed_routes_are_refused_before_anything_of_acapy_runs():
    app = await acapy_app()
    patches.close_core_routes(app)
    async with TestClient(TestServer(app)) as client:
        for method, path in patches.CLOSED_ROUTES:
            async with client.request(method, path) as answer:
                assert answer.status == 410
                assert (await answer.json())["code"] == "route_closed"
        for path in ("/vc", "/vc/", "/vc/anything", "/vc//credentials", "/vc/%63redentials"):
            assert (await client.get(path)).status == 410
        assert (await client.get("/vcx")).status == 500, "others go on"


async def test_an_acapy_with_other_routes_is_refused():
    with pytest.raises(patches.AcaPyChanged, match="/vc/di/verify"):
        patches.close_core_routes(await acapy_app(without="di"))
    more = await acapy_app()
    more.router.add_post("/vc/presentations/derive", ready_middleware)
    with pytest.raises(patches.AcaPyChanged, match="derive"):
        patches.close_core_routes(more)


async def test_an_acapy_with_other_middlewares_is_refused():
    with pytest.raises(patches.AcaPyChanged, match="middlewares"):
        patches.close_core_routes(await acapy_app(middlewares=()))


async def test_the_swagger_page_does_not_list_them():
    app = await acapy_app()
    app._state["swagger_dict"] = {
        "paths": {"/vc/di/verify": {}, "/vcx": {}, "/wallet/did": {}},
        "tags": [{"name": "vc-api"}, {"name": "wallet"}],
    }
    patches.hide_core_routes(app)
    swagger = app._state["swagger_dict"]
    assert list(swagger["paths"]) == ["/vcx", "/wallet/did"]
    assert swagger["tags"] == [{"name": "wallet"}]
    app._state.pop("swagger_dict")
    with pytest.raises(patches.AcaPyChanged):
        patches.hide_core_routes(app)
