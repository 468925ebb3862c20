"""How a plugin that lacks something ends the ACA-Py process: one line, code 1."""

from __future__ import annotations

import asyncio
from typing import Any

from damda.errors import DamdaError


def refusal_to_start(error: DamdaError) -> SystemExit:
    """What to raise. ACA-Py logs an Exception of a plugin and runs on without it; SystemExit ends
    it in order, with the line on standard error."""
    asyncio.get_running_loop().set_exception_handler(_quiet)
    return SystemExit(f"damda_agent does not start: {error.en} ({error.ko})")


def _quiet(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    # The loop would also print the task that was ended by our SystemExit, as never looked at.
    if not isinstance(context.get("exception"), SystemExit):
        loop.default_exception_handler(context)
