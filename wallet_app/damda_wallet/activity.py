"""The wallet's own log: who gave, who asked, what was shown. Kept in the vault, sent nowhere."""

from __future__ import annotations

from typing import Literal

from damda.protocols import Clock, Entropy

from .card_json import activity_from_bytes, activity_to_bytes
from .vault import Row, Vault
from .views import Activity, ActivityKind, Card, Choice, Label, OfferView, Received, RequestView

MAX_LABELS = 100


class ActivityLog:
    def __init__(self, vault: Vault, *, clock: Clock, entropy: Entropy) -> None:
        self._vault = vault
        self._clock = clock
        self._entropy = entropy

    def lines(self, limit: int) -> list[Activity]:
        """Newest first."""
        return [activity_from_bytes(value) for _, value in self._vault.values("log", limit=limit)]

    def received(self, view: OfferView, received: Received) -> None:
        names = tuple(card.name for card in received.cards)
        self._add("received", view.issuer.name, view.issuer.id, names)

    def presented(
        self, view: RequestView, choice: Choice, kind: Literal["presented", "refused", "failed"]
    ) -> None:
        chosen = [
            candidate
            for query in view.queries
            for candidate in query.candidates
            if candidate.card.id in choice.get(query.id, ())
        ]
        claims = tuple(shown.label for candidate in chosen for shown in candidate.shared)
        self._add(
            kind,
            view.verifier.name,
            view.verifier.client_id,
            tuple(candidate.card.name for candidate in chosen),
            tuple(dict.fromkeys(claims))[:MAX_LABELS],
        )

    def declined(self, view: RequestView) -> None:
        self._add("declined", view.verifier.name, view.verifier.client_id, ())

    def imported(self, card: Card) -> None:
        self._add("imported", card.issuer_name, card.issuer_did, (card.name,))

    def exported(self, card: Card) -> None:
        self._add("exported", card.issuer_name, card.issuer_did, (card.name,))

    def removed(self, card: Card) -> None:
        self._add("removed", card.issuer_name, card.issuer_did, (card.name,))

    def _add(
        self,
        kind: ActivityKind,
        party: Label,
        party_id: str,
        cards: tuple[Label, ...],
        claims: tuple[Label, ...] = (),
    ) -> None:
        line = Activity(self._clock(), kind, party, party_id, cards, claims)
        self._vault.put(Row("log", self._entropy(8).hex(), activity_to_bytes(line)))
