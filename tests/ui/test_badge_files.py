"""A badge out of the wallet by a button; one that came as a file, and how it looks."""

from __future__ import annotations

import pytest
from damda.baking import extract
from support.badge_pictures import itxt, png
from support.verifier_story import CLAIMS

COURSE = CLAIMS["trprName"]


@pytest.fixture
def downloads(tmp_path, monkeypatch):
    folder = tmp_path / "home" / "Downloads"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return folder


def test_a_card_is_exported_as_a_picture_with_its_badge(downloads, wallet, town):
    wallet.drop(town.picture(town.issuer.link()))
    wallet.press("받기")
    wallet.press("확인")
    wallet.press(COURSE)
    assert list(downloads.iterdir()) == []
    wallet.press("배지 그림으로 내보내기")
    (file,) = downloads.iterdir()
    assert wallet.shows(str(file))
    card = wallet.app.wallet.cards()[0]
    assert extract(file.read_bytes()).text == wallet.app.wallet.card(card.id).text


def test_an_imported_badge_never_reads_as_valid(downloads, wallet):
    url = b"https://school.example/assertions/1"
    wallet.app.wallet.import_badge(png(itxt(url, keyword=b"openbadges")))
    wallet.press_icon("refresh")
    assert "확인되지 않음" in wallet.texts()
    assert "유효" not in wallet.texts()
    wallet.press(url.decode())
    assert wallet.shows("오픈배지 2.0: 이 지갑이 검증하지 않는 옛 형식입니다.")
    assert wallet.shows("제시할 수는 없습니다")
    wallet.press("배지 그림으로 내보내기")
    assert wallet.shows("원문으로만 내보낼 수 있습니다")
    assert list(downloads.iterdir()) == []


def test_a_badge_file_is_taken_in_by_dropping_it(wallet, tmp_path):
    url = "https://school.example/assertions/2"
    file = tmp_path / "badge.png"
    file.write_bytes(png(itxt(url.encode(), keyword=b"openbadges")))
    wallet.drop(file)
    assert wallet.shows(url)
    assert wallet.shows("오픈배지 2.0: 이 지갑이 검증하지 않는 옛 형식입니다.")
    (card,) = wallet.app.wallet.cards()
    wallet.drop(file)
    assert [each.id for each in wallet.app.wallet.cards()] == [card.id]


@pytest.mark.parametrize(
    "data", [png(), b"{}", b'{"type": "VerifiableCredential"}', b"<svg/>", b""]
)
def test_a_file_that_holds_nothing_says_so_and_is_not_kept(wallet, tmp_path, data):
    file = tmp_path / "badge.png"
    file.write_bytes(data)
    wallet.drop(file)
    assert not wallet.app.wallet.cards()
    assert wallet.screen == "result"
