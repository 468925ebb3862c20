"""Who may call: the operator of the agent for institutions, an institution for its own rows."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable

from acapy_agent.admin.decorators.auth import admin_authentication, tenant_authentication
from acapy_agent.admin.request_context import AdminRequestContext
from aiohttp import web
from damda.errors import DamdaError

from ..agent import Agent
from ..plugin import DamdaPlugin
from ..store.institutions import InstitutionRecord
from .answers import error_answer

type AdminHandler = Callable[[web.Request, Agent], Awaitable[web.Response]]
type TenantHandler = Callable[[web.Request, Agent, InstitutionRecord], Awaitable[web.Response]]
type Route = Callable[[web.Request], Awaitable[web.Response]]


def for_admin(handler: AdminHandler) -> Route:
    """Needs the admin key."""

    @functools.wraps(handler)
    async def route(request: web.Request) -> web.Response:
        try:
            return await handler(request, _agent(request))
        except DamdaError as error:
            return error_answer(error)

    return _authenticated(admin_authentication, route)


def for_tenant(handler: TenantHandler) -> Route:
    """Needs an institution's token; the handler gets that institution and no other."""

    @functools.wraps(handler)
    async def route(request: web.Request) -> web.Response:
        try:
            agent = _agent(request)
            context: AdminRequestContext = request["context"]
            wallet_id = context.profile.settings.get("wallet.id")
            institution = await agent.institutions.of_wallet(wallet_id)
            return await handler(request, agent, institution)
        except DamdaError as error:
            return error_answer(error)

    return _authenticated(tenant_authentication, route)


def _authenticated(decorator: Callable[[Route], Route], route: Route) -> Route:
    return decorator(route)


def _agent(request: web.Request) -> Agent:
    """Raises RequestRefused (503) while the plugin is still starting."""
    context: AdminRequestContext = request["context"]
    return context.inject(DamdaPlugin).running_agent()
