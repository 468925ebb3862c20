"""Badges as files: taken in with their standing, kept to the byte, given out for other wallets."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pytest
from damda.baking import bake, extract, picture_kind
from damda.errors import DamdaError, FetchFailed, MalformedInput
from damda.keys import SoftwareSigner
from damda.verify import Policy
from damda_wallet.engine import Wallet
from damda_wallet.errors import Refused
from damda_wallet.exporting import save
from damda_wallet.vault import Vault
from support.badge_pictures import SVG, itxt, png
from support.credential_world import (
    CANONICALIZER,
    LIST_URL,
    NOW,
    SCHEMAS,
    World,
)
from support.wallet_vaults import CHEAP, PIN

FILE = "https://files.example/badge.png"


@pytest.fixture
def world() -> World:
    return World.create()


def wallet_of(folder: Any, world: World, *, ledger: bool = True) -> Wallet:
    path = folder / f"{secrets.token_hex(4)}.db"
    return Wallet(
        Vault.create(path, PIN, clock=lambda: NOW, cost=CHEAP),
        transport=world.web,  # a file is only ever fetched
        canonicalizer=CANONICALIZER,
        schemas=SCHEMAS,
        ledger=world.ledger if ledger else None,
        clock=lambda: NOW,
        entropy=secrets.token_bytes,
    )


def text_of(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def refusal(wallet: Wallet, data: bytes | str) -> DamdaError:
    with pytest.raises(DamdaError) as caught:
        wallet.import_badge(data)
    assert caught.value.en != caught.value.ko
    assert wallet.cards() == []
    return caught.value


# --- in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["json", "png", "svg", "url"])
def test_a_badge_of_an_accredited_issuer_is_kept_and_verified(tmp_path, world, shape):
    text = text_of(world.issued())
    data = {"json": text.encode(), "png": bake(png(), text), "svg": bake(SVG, text)}.get(shape)
    if data is None:
        world.web.pages[FILE] = bake(png(), text)
    wallet = wallet_of(tmp_path, world)
    found = wallet.import_badge(FILE if data is None else data)
    report = found.card.imported
    assert found.is_new
    assert report is not None
    assert (report.verified, report.standing.outcome, report.doubts) == (True, "accredited", ())
    assert found.card.status.outcome == "valid"
    assert found.card.name.ko == "직업훈련 수료"
    assert found.card.issuer_name.ko == "한국고용정보원"
    detail = wallet.card(found.card.id)
    assert detail.text == text
    assert detail.card == found.card
    assert wallet.activity()[0].kind == "imported"


def test_an_unknown_issuers_badge_is_kept_but_labelled(tmp_path, world):
    world.ledger.records.clear()
    card = wallet_of(tmp_path, world).import_badge(text_of(world.issued()).encode()).card
    assert card.imported is not None
    assert card.imported.verified
    assert card.imported.standing.outcome == "unknown"
    assert "등록되지 않은" in card.imported.standing.sentence.ko


def test_a_badge_that_can_not_be_checked_is_kept_as_not_verified(tmp_path, world):
    badge = world.issued()
    world.web.pages.clear()
    card = wallet_of(tmp_path, world, ledger=False).import_badge(text_of(badge).encode()).card
    assert card.imported is not None
    assert not card.imported.verified
    assert card.imported.doubts
    assert card.imported.standing.outcome == "unchecked"
    assert card.status.outcome == "unchecked"


def test_an_issuer_that_is_no_did_leaves_a_doubt(tmp_path, world):
    badge = world.issued()
    badge["issuer"] = {"id": "https://school.example/issuer", "type": ["Profile"]}
    card = wallet_of(tmp_path, world).import_badge(text_of(badge).encode()).card
    assert card.imported is not None
    assert not card.imported.verified


def test_a_revoked_badge_says_so(tmp_path, world):
    badge = world.issued()
    world.publish(LIST_URL, "revocation", 5)
    card = wallet_of(tmp_path, world).import_badge(text_of(badge).encode()).card
    assert card.status.outcome == "revoked"


def test_a_forged_badge_is_refused(tmp_path, world):
    wallet, badge = wallet_of(tmp_path, world), world.issued()
    changed = badge | {"name": {"@value": "박사", "@language": "ko"}}
    assert refusal(wallet, text_of(changed).encode()).code == "proof_invalid"
    stranger = World.create(domain="other.example:keis").issuer
    claimed = world.signed(world.badge(), by=replace_method(world, stranger))
    assert isinstance(refusal(wallet, text_of(claimed).encode()), Refused)
    unsigned = {name: value for name, value in badge.items() if name != "proof"}
    assert refusal(wallet, text_of(unsigned).encode()).code == "credential_unsigned"


def replace_method(world: World, stranger: Any) -> Any:
    """A stranger's key that gives itself out as the institution's."""
    return SoftwareSigner.from_private(
        "Ed25519", stranger.private, world.issuer.verification_method
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{}", "malformed"),
        (png(), "not_baked"),
        (png(itxt(b"{}"), itxt(b"{}")), "baked_malformed"),
        (b"\xff\xd8\xff", "malformed"),
        (b"hello", "badge_unknown"),
        (b"eyJ0eXAiOiJ2Yytqd3QifQ.e30.c2ln", "badge_unknown"),
        ("https://files.example/none", "fetch_failed"),
    ],
)
def test_what_is_no_badge(tmp_path, world, data, code):
    assert refusal(wallet_of(tmp_path, world), data).code == code


def test_version_2_is_kept_with_its_label_and_never_verified(tmp_path, world):
    old = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "https://e.example/assertions/1",
        "recipient": {"type": "email", "identity": "learner@e.example", "hashed": False},
        "badge": {"name": "Robotics", "issuer": {"id": "https://e.example", "name": "Example"}},
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2019-03-01T00:00:00Z",
    }
    wallet = wallet_of(tmp_path, world)
    card = wallet.import_badge(png(itxt(json.dumps(old).encode(), keyword=b"openbadges"))).card
    assert card.imported is not None
    assert not card.imported.verified
    assert "2.0" in card.imported.doubts[0].ko
    assert (card.achievement, card.issuer_name.en) == ("Robotics", "Example")
    assert not wallet.import_badge(json.dumps(old).encode()).is_new
    assert wallet.card(card.id).claims
    assert wallet.refresh().cards[0].after == card
    assert wallet.export(card.id, "json").data == json.dumps(old).encode()
    with pytest.raises(Refused):
        wallet.export(card.id, "png")
    wallet.remove(card.id)


# --- case 37 -------------------------------------------------------------------------------------


def without_id(world: World, achievement: str) -> bytes:
    badge = world.badge(id=None)
    badge["credentialSubject"]["achievement"]["id"] = f"urn:uuid:{achievement}"
    return text_of(world.foreign(badge)).encode()


def test_case_37_badges_without_an_id(tmp_path, world):
    one = without_id(world, "00000000-0000-4000-8000-000000000001")
    two = without_id(world, "00000000-0000-4000-8000-000000000002")
    wallet = wallet_of(tmp_path, world)
    first, second = wallet.import_badge(one).card, wallet.import_badge(two).card
    assert first.id != second.id
    again = wallet.import_badge(one)
    assert (again.is_new, again.card) == (False, first)
    wallet.remove(first.id)
    assert [card.id for card in wallet.cards()] == [second.id]
    assert wallet.card(second.id).text.encode() == two
    assert wallet.import_badge(one).is_new
    assert not wallet.import_badge(two).is_new
    assert len(wallet.cards()) == 2


def test_case_37_the_same_badge_with_two_proofs(tmp_path, world):
    once = world.issued()
    badge = {name: value for name, value in once.items() if name != "proof"}
    twice = badge | {"proof": [once["proof"], world.foreign(badge)["proof"]]}
    wallet = wallet_of(tmp_path, world)
    wallet.import_badge(text_of(once).encode())
    assert not wallet.import_badge(text_of(twice).encode()).is_new


# --- out -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_card_goes_out_and_comes_back(tmp_path, world, language):
    text = text_of(world.issued())
    wallet = wallet_of(tmp_path, world)
    card = wallet.import_badge(text.encode()).card
    assert wallet.export(card.id, "json").data == text.encode()
    for form in ("png", "svg"):
        file = wallet.export(card.id, form, language=language)
        assert picture_kind(file.data) == form
        assert extract(file.data).text == text
        assert file.name == f"Python-개발자-과정.{form}"
        assert not wallet.import_badge(file.data).is_new
        assert wallet_of(tmp_path, world).import_badge(file.data).card.imported.verified
    assert wallet.activity()[0].kind == "exported"


def test_the_badges_own_picture_is_used(tmp_path, world):
    from base64 import b64encode

    picture = png()
    badge = world.badge()
    badge["credentialSubject"]["achievement"]["image"] = {
        "id": f"data:image/png;base64,{b64encode(picture).decode()}",
        "type": "Image",
    }
    text = text_of(world.foreign(badge))
    wallet = wallet_of(tmp_path, world)
    card = wallet.import_badge(text.encode()).card
    assert wallet.export(card.id, "png").data == bake(picture, text)
    assert b"<rect" in wallet.export(card.id, "svg").data


def test_nothing_is_written_over(tmp_path, world):
    wallet = wallet_of(tmp_path, world)
    card = wallet.import_badge(text_of(world.issued()).encode()).card
    file = wallet.export(card.id, "json")
    names = [save(file, tmp_path).name for _ in range(3)]
    assert names == [f"Python-개발자-과정{n}.json" for n in ("", "-2", "-3")]
    with pytest.raises(DamdaError) as caught:
        save(file, tmp_path / "none")
    assert caught.value.code == "not_saved"


def test_a_card_without_a_key_is_offered_to_no_verifier(tmp_path, world):
    wallet = wallet_of(tmp_path, world)
    wallet.import_badge(text_of(world.issued()).encode())
    assert wallet._cards.all_held()
    assert wallet._cards.presentable() == []


def test_the_wallet_judges_as_everybody_does(tmp_path, world):
    badge = world.issued()
    assert world.verdict(badge, policy=Policy(require_anchor="no")).verified
    assert wallet_of(tmp_path, world).import_badge(text_of(badge).encode()).card.imported.verified


def test_no_address_but_https_is_fetched(tmp_path, world):
    with pytest.raises((FetchFailed, MalformedInput)):
        wallet_of(tmp_path, world).import_badge("http://files.example/badge.png")
