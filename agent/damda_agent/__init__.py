"""Damda's ACA-Py 1.7 plugin: ``--plugin damda_agent`` (settings: `damda_agent.config`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acapy_agent.config.injection_context import InjectionContext


async def setup(context: InjectionContext) -> None:
    """Called by ACA-Py before it opens its wallets.

    What the plugin lacks ends the process with code 1 and one line: ACA-Py itself would run on
    and call itself ready.
    """
    from damda.errors import DamdaError

    from .acapy import check_settings
    from .ending import refusal_to_start
    from .plugin import DamdaPlugin

    try:
        check_settings(context.settings)
        plugin = await DamdaPlugin.prepare(context.settings.for_plugin("damda_agent", {}).to_dict())
    except DamdaError as error:
        raise refusal_to_start(error) from None
    context.injector.bind_instance(DamdaPlugin, plugin)
