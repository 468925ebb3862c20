"""The wallet: what an app or a command line calls."""

from __future__ import annotations

from typing import Literal

from damda.errors import DamdaError
from damda.keys import KeyKind
from damda.openid.offer import is_offer_uri
from damda.openid.request_object import is_authorization_uri
from damda.protocols import Canonicalizer, Clock, Entropy, LedgerReader
from damda.schema_check import SchemaSet

from .accepting import Acceptance
from .activity import ActivityLog
from .cards import CardStore
from .errors import Refused
from .exporting import ExportForm, exported
from .file_views import Exported, Imported
from .forms import Tools
from .importing import Importer
from .issuance import IssuanceStore
from .presenting import Presenter
from .receipt import ReceiptCheck
from .receiving import OfferReader
from .refreshing import Refresher
from .requests import RequestReader
from .transport import Transport
from .vault import Vault
from .views import (
    Activity,
    Arrival,
    Card,
    CardDetail,
    Choice,
    Language,
    OfferView,
    PresentResult,
    Received,
    Refreshed,
    RequestView,
)

MAX_TEXT = 65_536


class Wallet:
    """Synchronous: an app calls it with ``asyncio.to_thread``. Safe from several threads.

    ``key_kind`` is that of new holder keys; each card has its own key, so that verifiers can't
    tell from it that two cards belong together.
    """

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
        key_kind: KeyKind = "Ed25519",
    ) -> None:
        tools = Tools(canonicalizer, schemas)
        self._vault = vault
        self._cards = CardStore(vault, clock=clock, entropy=entropy)
        self._log = ActivityLog(vault, clock=clock, entropy=entropy)
        self._offers = OfferReader(transport, ledger, clock)
        self._requests = RequestReader(transport, self._cards, clock)
        self._acceptance = Acceptance(
            transport=transport,
            cards=self._cards,
            issuances=IssuanceStore(vault, clock=clock),
            receipt=ReceiptCheck(transport, ledger, tools, clock),
            key_kind=key_kind,
            clock=clock,
            entropy=entropy,
        )
        self._presenter = Presenter(transport, self._cards, tools, clock, plain_http_hosts)
        self._importer = Importer(transport, ledger, self._cards, tools, clock)
        self._refresher = Refresher(transport, ledger, self._cards, tools, clock)

    # --- cards ----------------------------------------------------------------------------

    def cards(self, *, limit: int = 1000, offset: int = 0) -> list[Card]:
        """Newest first."""
        return self._cards.cards(limit=limit, offset=offset)

    def card(self, card_id: str) -> CardDetail:
        """Raises Refused ("no_such_card")."""
        return self._cards.detail(card_id)

    def remove(self, card_id: str) -> None:
        """Deletes the card with its key, for good. Raises Refused ("no_such_card")."""
        with self._vault.transaction():
            self._log.removed(self._cards.remove(card_id))

    # --- files ----------------------------------------------------------------------------

    def import_badge(self, source: bytes | str) -> Imported:
        """Takes in a badge: the bytes of a file, or an https address where one lies.

        It is kept with its standing; one that is forged is refused. Raises Refused, FetchFailed,
        MalformedInput ("not_baked", ...).
        """
        importer = self._importer
        found = (
            importer.from_url(source) if isinstance(source, str) else importer.from_bytes(source)
        )
        if found.is_new:
            self._log.imported(found.card)
        return found

    def export(
        self, card_id: str, form: ExportForm = "png", *, language: Language = "ko"
    ) -> Exported:
        """The card as a file, without its key. Raises Refused ("no_such_card", ...)."""
        held = self._cards.held(card_id)
        file = exported(held, form, language=language)
        self._log.exported(held.card)
        return file

    # --- reading --------------------------------------------------------------------------

    def read(self, text: str, *, arrival: Arrival = "qr") -> OfferView | RequestView:
        """What a QR code, a link or a pasted text is, as it is shown before anything happens.

        Fetches only what is needed to show it and sends nothing about the holder. Raises Refused
        ("unknown_text" and others), MalformedInput, FetchFailed, OpenIdError.
        """
        text = text.strip()
        if kind_of(text) == "offer":
            return self._offers.read(text)
        return self._requests.read(text, arrival)

    # --- receiving ------------------------------------------------------------------------

    def accept(self, view: OfferView, tx_code: str | None = None) -> Received:
        """Takes what was offered and keeps it, if it is what was offered.

        After a failure it may be called again with the same view (or a new reading of the same
        offer): it goes on where it stopped. Raises Refused, FetchFailed, MalformedInput.
        """
        code = view.offer.pre_authorized_code or ""
        issuance_id = self._vault.blind(f"{view.issuer.id}\n{code}")
        received = self._acceptance.accept(view, issuance_id, tx_code)
        self._log.received(view, received)
        return received

    # --- presenting -----------------------------------------------------------------------

    def present(self, view: RequestView, choice: Choice | None = None) -> PresentResult:
        """Sends the chosen cards (``view.default_choice`` without a choice).

        Raises Refused ("choice_unfit") before anything is sent, FetchFailed.
        """
        chosen = view.default_choice if choice is None else choice
        try:
            result = self._presenter.present(view, chosen)
        except DamdaError:
            # The answer may have arrived even so; the log must not hide that it was sent.
            self._log.presented(view, chosen, "failed")
            raise
        self._log.presented(view, chosen, "presented" if result.accepted else "refused")
        return result

    def decline(self, view: RequestView) -> PresentResult:
        """Tells the verifier that the holder said no; sends nothing else."""
        self._log.declined(view)
        return self._presenter.decline(view)

    # --- looking again --------------------------------------------------------------------

    def refresh(self) -> Refreshed:
        """Looks up status lists and anchors of all cards. Never raises for what can't be had."""
        return self._refresher.refresh()

    def activity(self, *, limit: int = 100) -> list[Activity]:
        """Newest first."""
        return self._log.lines(limit)

    def close(self) -> None:
        """Locks the wallet: drops the vault's key."""
        self._vault.close()


def kind_of(text: str) -> Literal["offer", "request"]:
    """Raises Refused ("unknown_text") for a text that is neither."""
    if len(text) <= MAX_TEXT:
        if is_offer_uri(text):
            return "offer"
        if is_authorization_uri(text):
            return "request"
    raise Refused(
        "This is neither an offer nor a request that the wallet knows.",
        ko="지갑이 아는 발급 제안이나 제출 요청이 아닙니다.",
        code="unknown_text",
    )
