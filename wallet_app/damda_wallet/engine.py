"""The wallet: what an app or a command line calls."""

from __future__ import annotations

from damda.canonical.jsonld import PyLdCanonicalizer  # noqa: F401
from damda.protocols import Canonicalizer, Clock, Entropy, LedgerReader
from damda.schema_check import SchemaSet

from .transport import Transport
from .vault import Vault
from .views import (
    Activity,
    Arrival,
    Card,
    CardDetail,
    Choice,
    OfferView,
    PresentResult,
    Received,
    Refreshed,
    RequestView,
)


class Wallet:
    """Synchronous: an app calls it with ``asyncio.to_thread``. Safe from several threads."""

    def __init__(
        self,
        vault: Vault,
        *,
        transport: Transport,
        canonicalizer: Canonicalizer,
        schemas: SchemaSet,
        ledger: LedgerReader | None,
        clock: Clock,
        entropy: Entropy,
        plain_http_hosts: frozenset[str] = frozenset(),
    ) -> None: ...

    def cards(self, *, limit: int = 1000, offset: int = 0) -> list[Card]:
        """Newest first."""
        ...

    def card(self, card_id: str) -> CardDetail: ...
    def remove(self, card_id: str) -> None: ...
    def read(self, text: str, *, arrival: Arrival = "qr") -> OfferView | RequestView: ...
    def accept(self, view: OfferView, tx_code: str | None = None) -> Received: ...
    def present(self, view: RequestView, choice: Choice | None = None) -> PresentResult: ...
    def decline(self, view: RequestView) -> PresentResult: ...
    def refresh(self) -> Refreshed: ...
    def activity(self, *, limit: int = 100) -> list[Activity]: ...
