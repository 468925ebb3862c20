"""The cards in the vault: kept as received, listed cheaply, each with its own key.

Rows of one card share its id, which is the wallet's own: credentials need no ``id``, and two
may have the same (VCDM 2.0, 4.4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from damda import strict_json
from damda.canonical.jcs import jcs
from damda.credentials import check_credential
from damda.evidence import anchor_proof_from_json, anchor_proof_to_json
from damda.keys import SoftwareSigner
from damda.openid.dcql import Held
from damda.protocols import AnchorProof, Clock, Entropy, Json, JsonView

from .card_json import card_from_bytes, card_to_bytes, pack, unpack
from .errors import Refused
from .labels import LabelledPath, one_line, shown_claims
from .vault import Row, Vault
from .views import AnchorReport, Card, CardDetail, Label, StatusReport


@dataclass(frozen=True, slots=True)
class NewCard:
    """A checked credential on its way into the vault."""

    text: str
    """As received, to the byte."""
    document: Json
    format: str
    signer: SoftwareSigner
    name: Label
    issuer_name: Label
    issuer_url: str
    art_url: str | None
    background_color: str | None
    text_color: str | None
    labels: tuple[LabelledPath, ...]
    expanded_types: frozenset[str]
    """Its types as IRIs: what requests ask for (OpenID4VP 1.0, B.1.1)."""


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A stored credential with what presenting and refreshing need."""

    card: Card
    text: str
    document: Json
    format: str
    holder_did: str
    issuer_url: str
    labels: tuple[LabelledPath, ...]
    expanded_types: frozenset[str]

    def for_query(self) -> Held:
        """The card as a query sees it."""
        return Held(self.card.id, self.format, self.document, self.expanded_types)


class CardStore:
    def __init__(self, vault: Vault, *, clock: Clock, entropy: Entropy) -> None:
        self._vault = vault
        self._clock = clock
        self._entropy = entropy

    def keep(self, new: NewCard) -> tuple[Card, bool]:
        """The stored card, and whether it is new; an equal credential is here already.

        Equal is: the same JSON (JCS, RFC 8785) but for its proofs.
        """
        identity = self._vault.blind(_unsigned_digest(new.document))
        with self._vault.transaction():
            known = self._vault.get("identity", identity)
            if known is not None:
                return self.card(known.decode()), False
            card = self._card_of(new)
            value = {
                "text": new.text,
                "format": new.format,
                "issuer_url": new.issuer_url,
                "labels": [[list(path), label.en, label.ko] for path, label in new.labels],
                "types": sorted(new.expanded_types),
                "identity": identity,
                "holder": new.signer.did,
            }
            self._vault.put(
                Row("card", card.id, pack(value), card_to_bytes(card)),
                Row("key", card.id, signer_to_bytes(new.signer)),
                Row("identity", identity, card.id.encode()),
            )
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
        view = check_credential(held.document)
        return CardDetail(
            card=held.card,
            claims=shown_claims(held.document, held.labels),
            types=tuple(view.types),
            credential_id=view.id,
            format=held.format,
            holder_did=held.holder_did,
            text=held.text,
        )

    def held(self, card_id: str) -> HeldCredential:
        """Raises Refused ("no_such_card")."""
        value = self._vault.get("card", card_id)
        if value is None:
            raise _no_such_card()
        raw: Mapping[str, Any] = unpack(value)
        return HeldCredential(
            card=self.card(card_id),
            text=raw["text"],
            document=strict_json.loads(raw["text"]),
            format=raw["format"],
            holder_did=raw["holder"],
            issuer_url=raw["issuer_url"],
            labels=tuple((tuple(path), Label(en, ko)) for path, en, ko in raw["labels"]),
            expanded_types=frozenset(raw["types"]),
        )

    def all_held(self) -> list[HeldCredential]:
        """Every card, newest first."""
        return [self.held(card.id) for card in self.cards(limit=100_000)]

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
        view = check_credential(new.document)
        return Card(
            id=self._entropy(8).hex(),
            name=new.name,
            issuer_name=new.issuer_name,
            issuer_did=view.issuer,
            art_url=new.art_url,
            background_color=new.background_color,
            text_color=new.text_color,
            received_at=self._clock(),
            valid_from=view.valid_from,
            valid_until=view.valid_until,
            status=StatusReport(
                "unchecked" if view.status_entries or view.unread_status else "none"
            ),
            anchor=AnchorReport("none"),
            types=tuple(view.types),
            achievement=_achievement(new.document),
        )


def signer_to_bytes(signer: SoftwareSigner) -> bytes:
    return pack([signer.public.kind, signer.private.hex(), signer.verification_method])


def signer_from_bytes(data: bytes) -> SoftwareSigner:
    kind, private, method = unpack(data)
    return SoftwareSigner.from_private(kind, bytes.fromhex(private), method)


def _achievement(document: JsonView) -> str:
    """The name in `credentialSubject.achievement` (Open Badges 3.0, B.1.1); empty if none."""
    value: Any = document
    for name in ("credentialSubject", "achievement", "name"):
        value = value.get(name) if isinstance(value, dict) else None
    return one_line(value)


def _unsigned_digest(document: JsonView) -> str:
    unsigned = {name: member for name, member in document.items() if name != "proof"}
    return hashlib.sha256(jcs(unsigned)).hexdigest()


def _no_such_card() -> Refused:
    return Refused(
        "There is no such card in the wallet.",
        ko="지갑에 그런 카드가 없습니다.",
        code="no_such_card",
    )
