"""What the routes of one application share; found at ``request.app.state.desk``."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.requests import Request

from .events import Board
from .limits import Rate
from .pages import Pages
from .verifier import Verifier


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases' needs, who watches, and how much may be asked."""

    verifier: Verifier
    board: Board
    pages: Pages
    work: Rate
    answers: Rate
    verifying: asyncio.Semaphore


def desk_of(request: Request) -> Desk:
    """The desk of the application that the request came to."""
    desk: Desk = request.app.state.desk
    return desk
