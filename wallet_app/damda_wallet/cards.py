"""The cards in the vault: kept as received, listed cheaply, each with its own key.

Rows of one card share its id, which is the wallet's own: credentials need no ``id``, and two
may have the same (VCDM 2.0, 4.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from damda.evidence import anchor_proof_from_json, anchor_proof_to_json
from damda.keys import SoftwareSigner
from damda.openid.dcql import Held
from damda.protocols import AnchorProof, Clock, Entropy

from .card_json import card_from_bytes, card_to_bytes, pack, unpack
from .errors import Refused
from .forms import KEPT_FORMS, Credential
from .import_report import ImportReport
from .labels import LabelledPath, shown_claims
from .vault import Row, Vault
from .views import (
    AnchorReport,
    Card,
    CardDetail,
    Label,
    ShownClaim,
    StatusReport,
)


@dataclass(frozen=True, slots=True)
class NewCard:
    """A checked credential on its way into the vault."""

    credential: Credential
    format: str
    signer: SoftwareSigner | None
    """None for a credential that came as a file: whatever it is bound to, the key is elsewhere."""
    name: Label
    issuer_name: Label
    issuer_url: str
    art_url: str | None
    background_color: str | None
    text_color: str | None
    labels: tuple[LabelledPath, ...]
    query_types: frozenset[str]
    """Its types as requests name them (OpenID4VP 1.0, appendix B)."""
    imported: ImportReport | None = None
    status: StatusReport | None = None
    """What is known of its status; None: not looked up yet."""


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A stored credential with what presenting and refreshing need."""

    card: Card
    credential: Credential
    format: str
    holder_did: str
    issuer_url: str
    labels: tuple[LabelledPath, ...]
    query_types: frozenset[str]

    def for_query(self) -> Held:
        """The card as a query sees it."""
        return self.credential.for_query(self.card.id, self.query_types)

    def shown(self, asked: Sequence[Sequence[str | int | None]] = ()) -> tuple[ShownClaim, ...]:
        """All that it says, line by line; ``asked`` are the paths that somebody asks for."""
        return shown_claims(
            self.credential.claims, self.labels, asked, KEPT_FORMS[self.format].words
        )


class CardStore:
    def __init__(self, vault: Vault, *, clock: Clock, entropy: Entropy) -> None:
        self._vault = vault
        self._clock = clock
        self._entropy = entropy

    def keep(self, new: NewCard) -> tuple[Card, bool]:
        """The stored card, and whether it is new; an equal credential is here already.

        What is equal is for its form to say (`Credential.identity`).
        """
        identity = self._vault.blind(new.credential.identity)
        with self._vault.transaction():
            known = self._vault.get("identity", identity)
            if known is not None:
                return self.card(known.decode()), False
            card = self._card_of(new)
            value = {
                "text": new.credential.text,
                "format": new.format,
                "issuer_url": new.issuer_url,
                "labels": [[list(path), label.en, label.ko] for path, label in new.labels],
                "types": sorted(new.query_types),
                "identity": identity,
                "holder": "" if new.signer is None else new.signer.did,
            }
            rows = [
                Row("card", card.id, pack(value), card_to_bytes(card)),
                Row("identity", identity, card.id.encode()),
            ]
            if new.signer is not None:
                rows.append(Row("key", card.id, signer_to_bytes(new.signer)))
            self._vault.put(*rows)
            return card, True

    def cards(self, *, limit: int, offset: int = 0) -> list[Card]:
        listed = self._vault.summaries("card", limit=limit, offset=offset)
        return [card_from_bytes(card_id, summary) for card_id, summary in listed]

    def card(self, card_id: str) -> Card:
        """Raises Refused ("no_such_card")."""
        summary = self._vault.summary("card", card_id)
        if summary is None:
            raise _no_such_card()
        return card_from_bytes(card_id, summary)

    def detail(self, card_id: str) -> CardDetail:
        held = self.held(card_id)
        facts = held.credential.facts
        return CardDetail(
            card=held.card,
            claims=held.shown(),
            types=facts.types,
            credential_id=facts.credential_id,
            format=held.format,
            holder_did=held.holder_did,
            text=held.credential.text,
        )

    def held(self, card_id: str) -> HeldCredential:
        """Raises Refused ("no_such_card")."""
        value = self._vault.get("card", card_id)
        if value is None:
            raise _no_such_card()
        raw: Mapping[str, Any] = unpack(value)
        return HeldCredential(
            card=self.card(card_id),
            credential=KEPT_FORMS[raw["format"]].read(raw["text"]),
            format=raw["format"],
            holder_did=raw["holder"],
            issuer_url=raw["issuer_url"],
            labels=tuple((tuple(path), Label(en, ko)) for path, en, ko in raw["labels"]),
            query_types=frozenset(raw["types"]),
        )

    def all_held(self) -> list[HeldCredential]:
        """Every card, newest first."""
        return [self.held(card.id) for card in self.cards(limit=100_000)]

    def presentable(self) -> list[HeldCredential]:
        """Every card that has a key here, newest first."""
        return [held for held in self.all_held() if held.card.imported is None]

    def signer(self, card_id: str) -> SoftwareSigner:
        stored = self._vault.get("key", card_id)
        if stored is None:
            raise _no_such_card()
        return signer_from_bytes(stored)

    def remove(self, card_id: str) -> Card:
        """Raises Refused ("no_such_card")."""
        with self._vault.transaction():
            card = self.card(card_id)
            value = self._vault.get("card", card_id)
            identity = unpack(value)["identity"] if value is not None else ""
            kinds = ("card", "key", "anchor")
            self._vault.remove(*((kind, card_id) for kind in kinds), ("identity", identity))
        return card

    def report(
        self,
        card_id: str,
        *,
        status: StatusReport,
        anchor: AnchorReport,
        proof: AnchorProof | None = None,
    ) -> Card | None:
        """Stores what a refresh found; None if the card was removed meanwhile."""
        with self._vault.transaction():
            value = self._vault.get("card", card_id)
            if value is None:
                return None
            card = replace(self.card(card_id), status=status, anchor=anchor)
            rows = [Row("card", card_id, value, card_to_bytes(card))]
            if proof is not None:
                rows.append(Row("anchor", card_id, pack(anchor_proof_to_json(proof))))
            self._vault.put(*rows)
        return card

    def anchor_proof(self, card_id: str) -> AnchorProof | None:
        stored = self._vault.get("anchor", card_id)
        return None if stored is None else anchor_proof_from_json(unpack(stored))

    def _card_of(self, new: NewCard) -> Card:
        facts = new.credential.facts
        return Card(
            id=self._entropy(8).hex(),
            name=new.name,
            issuer_name=new.issuer_name,
            issuer_did=facts.issuer,
            art_url=new.art_url,
            background_color=new.background_color,
            text_color=new.text_color,
            received_at=self._clock(),
            valid_from=facts.valid_from,
            valid_until=facts.valid_until,
            status=new.status or StatusReport("unchecked" if facts.has_status else "none"),
            anchor=AnchorReport("none"),
            types=facts.types,
            achievement=new.credential.title(new.labels),
            imported=new.imported,
        )


def signer_to_bytes(signer: SoftwareSigner) -> bytes:
    return pack([signer.public.kind, signer.private.hex(), signer.verification_method])


def signer_from_bytes(data: bytes) -> SoftwareSigner:
    kind, private, method = unpack(data)
    return SoftwareSigner.from_private(kind, bytes.fromhex(private), method)


def _no_such_card() -> Refused:
    return Refused(
        "There is no such card in the wallet.",
        ko="지갑에 그런 카드가 없습니다.",
        code="no_such_card",
    )
