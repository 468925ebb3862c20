"""Cards are told apart by what they say, not by an id that a credential need not have."""

from __future__ import annotations

import json
import secrets
import threading
from datetime import UTC, datetime

import pytest
from damda.keys import SoftwareSigner
from damda_wallet.cards import CardStore, NewCard
from damda_wallet.errors import Refused
from damda_wallet.forms import FORMS
from damda_wallet.vault import Vault
from damda_wallet.views import Label
from support.wallet_vaults import HandClock, new_vault, open_vault

HOLDER = SoftwareSigner.create("Ed25519")


def badge(course="파이썬 기초", proofs=("zA",), **more):
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": "did:web:keis.example",
        "validFrom": "2026-03-25T17:27:41+00:00",
        "credentialSubject": {"id": HOLDER.did, "name": course},
        "proof": [{"type": "DataIntegrityProof", "proofValue": value} for value in proofs],
        **more,
    }


def new(document) -> NewCard:
    return NewCard(
        credential=FORMS["ldp_vc"].read(json.dumps(document, indent=1)),
        format="ldp_vc",
        signer=HOLDER,
        name=Label("Badge", "배지"),
        issuer_name=Label("KEIS", "한국고용정보원"),
        issuer_url="https://keis.example",
        art_url=None,
        background_color=None,
        text_color=None,
        labels=((("credentialSubject", "name"), Label("Course", "과정")),),
        query_types=frozenset({"https://x.example#Badge"}),
    )


def store(vault: Vault) -> CardStore:
    return CardStore(vault, clock=HandClock(), entropy=secrets.token_bytes)


@pytest.fixture
def cards(tmp_path):
    vault = new_vault(tmp_path)
    yield store(vault)
    vault.close()


def listed(cards: CardStore) -> list[str]:
    return [card.id for card in cards.cards(limit=10)]


def test_two_badges_without_id_are_two_cards_and_a_deleted_one_returns(cards):
    one, is_new = cards.keep(new(badge("파이썬 기초")))
    other, other_is_new = cards.keep(new(badge("파이썬 심화")))
    assert (is_new, other_is_new, one.id == other.id) == (True, True, False)
    cards.remove(one.id)
    assert listed(cards) == [other.id]
    assert cards.detail(other.id).claims[0].value == "파이썬 심화"
    again, again_is_new = cards.keep(new(badge("파이썬 기초")))
    assert again_is_new
    assert cards.keep(new(badge("파이썬 심화"))) == (other, False)
    assert listed(cards) == [again.id, other.id]


def test_the_same_badge_with_other_proofs_is_already_here(cards):
    card, _ = cards.keep(new(badge()))
    for proofs in (("zA",), ("zA", "zB"), ("zC",)):
        assert cards.keep(new(badge(proofs=proofs))) == (card, False)
    assert json.loads(cards.detail(card.id).text) == badge()


def test_two_badges_with_one_id_are_two_cards(cards):
    cards.keep(new(badge("가", id="urn:uuid:1")))
    cards.keep(new(badge("나", id="urn:uuid:1")))
    assert len(listed(cards)) == 2


def test_a_card_comes_back_whole_after_reopening(tmp_path):
    vault = new_vault(tmp_path)
    first = store(vault)
    card, _ = first.keep(new(badge(validUntil="2027-01-01T00:00:00+09:00")))
    detail = first.detail(card.id)
    vault.close()
    vault = open_vault(tmp_path)
    again = store(vault)
    assert again.cards(limit=5) == [card]
    assert again.detail(card.id) == detail
    assert card.valid_until == datetime(2026, 12, 31, 15, 0, tzinfo=UTC)
    assert '"2027-01-01T00:00:00+09:00"' in detail.text
    assert again.signer(card.id).private == HOLDER.private
    vault.close()


def test_removing_takes_the_key_along(cards):
    card, _ = cards.keep(new(badge()))
    cards.remove(card.id)
    for look in (cards.signer, cards.held, cards.card, cards.remove):
        with pytest.raises(Refused) as caught:
            look(card.id)
        assert caught.value.code == "no_such_card"


def test_cards_may_be_kept_from_several_threads(cards):
    documents = [badge(f"과정 {n % 5}") for n in range(20)]
    threads = [threading.Thread(target=lambda d=d: cards.keep(new(d))) for d in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(listed(cards)) == 5
