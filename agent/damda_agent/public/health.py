"""Whether this agent can work: ACA-Py's own readiness says nothing about a plugin."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from .exchange import AGENT


async def health(request: web.Request) -> web.Response:
    """200 ``{"ready": true, "anchoring": "on" | "off" | "waiting", "reason": ...}``, else 503.

    A ledger that is down is no reason not to be ready: issuing goes on.
    """
    agent = request.app[AGENT]
    try:
        async with agent.database.reading() as connection:
            await connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        return web.json_response({"ready": False, "reason": "database"}, status=503)
    anchoring = agent.anchoring
    state = "off" if anchoring.worker is None else "waiting" if anchoring.trouble else "on"
    return web.json_response(
        {"ready": True, "anchoring": state, "reason": anchoring.trouble},
        headers={"Cache-Control": "no-store"},
    )
