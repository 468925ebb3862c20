"""Colours that can be read, words in both languages, and what a card says of itself."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

import pytest
from damda_wallet.ui import theme
from damda_wallet.ui.card_text import card_properties, status_key
from damda_wallet.ui.standing import STANDING_LOOKS
from damda_wallet.ui.texts import TEXTS
from damda_wallet.views import AnchorReport, Card, Label, StatusReport

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FAILED = {"failed_at": NOW, "failure": Label("The list can't be read.", "목록을 읽을 수 없습니다.")}
PAIRS = [
    (theme.INK, theme.PAGE),
    (theme.INK, theme.SURFACE),
    (theme.MUTED, theme.PAGE),
    (theme.MUTED, theme.SURFACE),
    (theme.PRIMARY, theme.PAGE),
    (theme.PRIMARY, theme.SURFACE),
    (theme.PRIMARY, theme.PRIMARY_SOFT),
    (theme.WHITE, theme.PRIMARY),
    (theme.GOOD, theme.SURFACE),
    (theme.GOOD, theme.GOOD_SOFT),
    (theme.WARN, theme.SURFACE),
    (theme.WARN, theme.WARN_SOFT),
    (theme.BAD, theme.PAGE),
    (theme.BAD, theme.SURFACE),
    (theme.BAD, theme.BAD_SOFT),
    (theme.DISABLED_INK, theme.DISABLED),
    *[(ink, theme.SURFACE) for _, _, ink in STANDING_LOOKS.values()],
]


def card(**changes) -> Card:
    fields = {
        "id": "1",
        "name": Label("Badge", "배지"),
        "issuer_name": Label("KEIS", "고용정보원"),
        "issuer_did": "did:webvh:x",
        "art_url": None,
        "background_color": None,
        "text_color": None,
        "received_at": NOW,
        "valid_from": None,
        "valid_until": None,
        "status": StatusReport("valid", NOW),
        "anchor": AnchorReport("none"),
    }
    return Card(**{**fields, **changes})


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_texts_stand_out_from_their_ground(ink, ground):
    assert theme.contrast(ink, ground) >= 4.5


def test_the_frame_of_a_field_can_be_seen():
    assert theme.contrast(theme.FRAME, theme.SURFACE) >= 3


@pytest.mark.parametrize("background", ["#134BA8", "#FFFFFF", "#777777", "#12457a", "#FFD400"])
@pytest.mark.parametrize("asked", ["#FFFFFF", "#000000", "#777777", None, "red", "#fff"])
def test_an_issuer_cannot_make_a_card_unreadable(background, asked):
    ground = theme.card_color(background)
    # White on a middle grey has 4.48:1; nothing has more there but ink.
    assert theme.contrast(theme.text_color(ground, asked), ground) >= 4.4


@pytest.mark.parametrize("given", [None, "", "red", "#12", "#12345g", "url(x)", "#1234567"])
def test_a_foreign_colour_gives_the_wallets_own(given):
    assert theme.card_color(given) == theme.rgba(theme.DEFAULT_CARD)


def test_every_text_is_there_in_both_languages_with_the_same_gaps():
    def gaps(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, label in TEXTS.items():
        assert label.ko.strip(), key
        assert label.en.strip(), key
        assert gaps(label.ko) == gaps(label.en), key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "status.valid"),
        ({"status": StatusReport("none")}, "status.none"),
        ({"status": StatusReport("unchecked")}, "status.unchecked"),
        ({"status": StatusReport("valid", NOW, **FAILED)}, "status.failed"),
        ({"status": StatusReport("unchecked", None, **FAILED)}, "status.failed"),
        ({"status": StatusReport("revoked", NOW, **FAILED)}, "status.revoked"),
        ({"status": StatusReport("suspended", NOW)}, "status.suspended"),
        ({"valid_until": NOW - timedelta(seconds=1)}, "status.expired"),
        ({"valid_until": NOW + timedelta(days=1)}, "status.valid"),
        (
            {"valid_until": NOW - timedelta(days=1), "status": StatusReport("revoked", NOW)},
            "status.revoked",
        ),
    ],
)
def test_only_a_card_that_was_found_valid_says_so(changes, key):
    assert status_key(card(**changes), NOW) == key
    assert key in TEXTS


def test_a_badge_is_titled_by_what_was_achieved():
    badge = card(types=("VerifiableCredential", "OpenBadgeCredential"), achievement="용접")
    shown = card_properties(badge, "ko", NOW)
    assert (shown["title"], shown["kind"]) == ("용접", "배지 · Open Badge 3.0")
    other = card_properties(card(types=("VerifiableCredential",)), "en", NOW)
    assert (other["title"], other["kind"]) == ("Badge", "Digital credential")


def test_a_card_that_no_longer_counts_is_warned_of():
    assert card_properties(card(status=StatusReport("revoked", NOW)), "ko", NOW)["warned"]
    assert card_properties(card(valid_until=NOW - timedelta(days=1)), "ko", NOW)["warned"]
    assert not card_properties(card(), "ko", NOW)["warned"]
