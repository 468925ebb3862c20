"""The contexts that peers are handed, from the bundle that Damda uses."""

from damda.protocols import Json
from damda_schemas import context_loader

from .badge import CREDENTIALS_V2, OPEN_BADGES


def contexts() -> dict[str, Json]:
    """URL to context document."""
    loader = context_loader()
    return {url: dict(loader.load(url)) for url in (CREDENTIALS_V2, OPEN_BADGES)}
