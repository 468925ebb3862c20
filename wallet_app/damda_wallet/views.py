"""What a screen or a terminal shows: plain frozen data, each text in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from damda.openid.issuer_metadata import IssuerMetadata
from damda.openid.offer import CredentialOffer, TxCodePrompt
from damda.openid.request_object import RequestObject

from .import_report import ImportReport

type Language = Literal["ko", "en"]
type Arrival = Literal["qr", "link"]
"""How a request came: a code on another screen, or a link on this phone."""

type ActivityKind = Literal[
    "received", "imported", "exported", "presented", "declined", "refused", "failed", "removed"
]
type Choice = Mapping[str, tuple[str, ...]]
"""Query id -> ids of the cards to show for it."""


@dataclass(frozen=True, slots=True)
class Label:
    """One text in English and Korean. If a party gave one language only, both hold it."""

    en: str
    ko: str

    def text(self, language: Language) -> str:
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger says of an issuer.

    ``unchecked``: no ledger is set up, it did not answer, or the issuer's DID could not be had;
    ``sentence`` says which. It is never shown as an approval.
    """

    outcome: Literal["accredited", "not_accredited", "unknown", "suspended", "unchecked"]
    sentence: Label


# --- receiving ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IssuerView:
    id: str
    """The credential issuer identifier, a URL."""
    name: Label
    logo_url: str | None
    did: str | None
    """The issuer's did:webvh, if it is published below ``id`` and its log holds."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class OfferedCredential:
    configuration_id: str
    name: Label
    types: tuple[str, ...]
    claims: tuple[Label, ...]
    art_url: str | None
    background_color: str | None
    text_color: str | None


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer as it is shown before anything is taken.

    ``offer`` and ``metadata`` are what accept goes on with.
    """

    issuer: IssuerView
    credentials: tuple[OfferedCredential, ...]
    tx_code: TxCodePrompt | None
    offer: CredentialOffer
    metadata: IssuerMetadata


# --- cards -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The last thing known of a credential's status.

    ``valid``, ``revoked`` and ``suspended`` were read from the issuer's lists at ``checked_at``;
    ``none``: the credential has no status entry; ``unchecked``: never checked yet. If a later
    check failed, the outcome stays and ``failed_at`` and ``failure`` say when and why.
    """

    outcome: Literal["valid", "revoked", "suspended", "none", "unchecked"]
    checked_at: datetime | None = None
    failed_at: datetime | None = None
    failure: Label | None = None

    @property
    def could_be_checked(self) -> bool:
        """Whether the newest check gave an answer. If not: "status could not be checked"."""
        return self.outcome != "unchecked" and self.failed_at is None


@dataclass(frozen=True, slots=True)
class AnchorReport:
    """Whether the credential is anchored on the ledger.

    ``anchored``: the kept proof's root was found on the ledger; ``included``: the proof holds
    by itself, the ledger was not asked; ``pending``: the issuer has not anchored it yet;
    ``none``: not known. ``failure`` says why the newest look failed.
    """

    outcome: Literal["anchored", "included", "pending", "none"]
    checked_at: datetime | None = None
    block_number: int | None = None
    failure: Label | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A credential in a list. ``id`` is the wallet's own and says nothing about the credential."""

    id: str
    name: Label
    issuer_name: Label
    issuer_did: str
    art_url: str | None
    background_color: str | None
    text_color: str | None
    received_at: datetime
    valid_from: datetime | None
    valid_until: datetime | None
    status: StatusReport
    anchor: AnchorReport
    types: tuple[str, ...] = ()
    """The credential's type names, as it gives them."""
    achievement: str = ""
    """What was achieved, of an Open Badge: it tells two badges of one name apart."""
    imported: ImportReport | None = None
    """None for a card that its issuer gave to this wallet."""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One claim as a person reads it. ``asked``: the verifier asked for this one. ``named``: the
    label is words of the issuer or ours, not the technical path."""

    path: tuple[str | int, ...]
    label: Label
    value: str
    asked: bool = False
    named: bool = True


@dataclass(frozen=True, slots=True)
class CardDetail:
    card: Card
    claims: tuple[ShownClaim, ...]
    types: tuple[str, ...]
    credential_id: str | None
    format: str
    holder_did: str
    text: str
    """The credential as it was received, to the byte."""


@dataclass(frozen=True, slots=True)
class Received:
    """What accepting an offer gave: new cards, and those that were here already."""

    cards: tuple[Card, ...]
    already_here: tuple[Card, ...]


# --- presenting --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VerifierView:
    """Who asks. ``name`` is what they call themselves; ``domain`` is proven by the DID."""

    client_id: str
    did: str
    domain: str
    name: Label
    logo_url: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that answers a query, and all that its verifier would then see."""

    card: Card
    whole: bool
    """The whole credential is handed over (ldp_vc), not only the claims that were asked."""
    shared: tuple[ShownClaim, ...]
    withheld: tuple[Label, ...] = ()
    """What else the card holds and the verifier does not see, by name."""


@dataclass(frozen=True, slots=True)
class QueryView:
    """One credential query. ``unmet`` says why no card answers it."""

    id: str
    required: bool
    multiple: bool
    candidates: tuple[Candidate, ...]
    unmet: Label | None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as it is shown for consent. Nothing has been sent."""

    verifier: VerifierView
    purpose: Label | None
    queries: tuple[QueryView, ...]
    arrival: Arrival
    response_host: str
    answerable: bool
    """Whether the cards here can answer all that is required."""
    default_choice: Mapping[str, tuple[str, ...]]
    """The least that answers: the first candidate of each required query."""
    slots: tuple[tuple[str, ...], ...]
    """What is shown and sent, one card each: ids of queries of which any one will do."""
    request: RequestObject

    def picks(self, slot: tuple[str, ...]) -> tuple[tuple[str, Candidate], ...]:
        """The cards that can fill a slot, each with the query that it answers."""
        return tuple(
            (query.id, candidate)
            for query in self.queries
            if query.id in slot
            for candidate in query.candidates
        )

    def choice(self, named: Choice) -> Choice:
        """The default, with what is ``named`` in place of what it is an alternative to."""
        replaced = {other for slot in self.slots if named.keys() & set(slot) for other in slot}
        kept = {name: ids for name, ids in self.default_choice.items() if name not in replaced}
        return {**kept, **named}


@dataclass(frozen=True, slots=True)
class PresentResult:
    """The verifier's answer. ``reasons`` are its sentences if it refused and gave any."""

    accepted: bool
    redirect_uri: str | None
    reasons: tuple[Label, ...] = ()


# --- refreshing and the log --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CardRefresh:
    before: Card
    after: Card

    @property
    def changed(self) -> bool:
        return (self.before.status.outcome, self.before.anchor.outcome) != (
            self.after.status.outcome,
            self.after.anchor.outcome,
        )


@dataclass(frozen=True, slots=True)
class Refreshed:
    at: datetime
    cards: tuple[CardRefresh, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the wallet's own log; it is kept encrypted and leaves the phone never."""

    at: datetime
    kind: ActivityKind
    party: Label
    party_id: str
    cards: tuple[Label, ...]
    claims: tuple[Label, ...] = ()
