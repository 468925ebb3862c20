"""What ACA-Py's plugin registry looks for: admin routes, swagger, events."""

from __future__ import annotations

import re
from typing import Any

from acapy_agent.core.event_bus import Event, EventBus
from acapy_agent.core.profile import Profile
from acapy_agent.core.util import SHUTDOWN_EVENT_TOPIC, STARTUP_EVENT_TOPIC
from aiohttp import web
from damda.errors import DamdaError

from . import patches
from .admin import credentials, institutions, offers, vc_api
from .admin.answers import errors_in_json
from .ending import refusal_to_start
from .plugin import DamdaPlugin

TAG = {
    "name": "damda",
    "description": "Damda: institutions, offers, issued credentials, anchors",
}


async def register(app: web.Application) -> None:
    """Our routes in, ACA-Py's own credential routes closed."""
    try:
        patches.close_core_routes(app)
    except DamdaError as error:
        raise refusal_to_start(error) from None
    app.middlewares.insert(0, errors_in_json)
    app.add_routes([*institutions.ROUTES, *offers.ROUTES, *credentials.ROUTES, *vc_api.ROUTES])


def post_process_routes(app: web.Application) -> None:
    try:
        patches.hide_core_routes(app)
    except DamdaError as error:
        raise refusal_to_start(error) from None
    swagger: Any = app._state["swagger_dict"]
    swagger["tags"].append(TAG)


def register_events(event_bus: EventBus) -> None:
    event_bus.subscribe(re.compile(f"^{STARTUP_EVENT_TOPIC}$"), _on_startup)
    event_bus.subscribe(re.compile(f"^{SHUTDOWN_EVENT_TOPIC}$"), _on_shutdown)


async def _on_startup(profile: Profile, _event: Event) -> None:
    try:
        await profile.inject(DamdaPlugin).start(profile)
    except DamdaError as error:
        raise refusal_to_start(error) from None


async def _on_shutdown(profile: Profile, _event: Event) -> None:
    await profile.inject(DamdaPlugin).stop()
