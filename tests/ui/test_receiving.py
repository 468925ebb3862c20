"""An offer, from its QR code to a card."""

from __future__ import annotations

import pytest
from damda.openid.offer import TxCodePrompt
from kivy.core.clipboard import Clipboard
from support.verifier_story import CLAIMS
from support.wallet_vaults import PIN
from support.wallet_window import WalletWindow

COURSE = CLAIMS["trprName"]


@pytest.fixture
def coded(town):
    town.issuer.tx_code = "482915"
    town.issuer.prompt = TxCodePrompt("numeric", 6, "문자로 받은 숫자 6자리")
    return town


def test_an_offer_is_shown_before_anything_is_taken(wallet, town):
    wallet.drop(town.picture(town.issuer.link()))
    assert wallet.screen == "offer"
    assert wallet.shows("한국고용정보원")
    assert wallet.shows("직업훈련 배지")
    assert town.issuer.tx_codes == []
    wallet.press("취소")
    assert wallet.screen == "home"
    assert town.issuer.issued == []


def test_a_wrong_code_stays_and_the_right_one_brings_the_card(wallet, coded):
    wallet.drop(coded.picture(coded.issuer.link()))
    assert wallet.shows("문자로 받은 숫자 6자리")
    wallet.touch(wallet.field())
    wallet.write("111111")
    wallet.press("받기")
    assert wallet.screen == "offer"
    assert wallet.shows("거래 코드가 틀렸거나")
    assert wallet.field().text == ""
    wallet.touch(wallet.field())
    wallet.write("482915")
    wallet.press("받기")
    assert wallet.screen == "result"
    assert wallet.shows("지갑에 담았습니다")
    wallet.press("확인")
    assert wallet.shows("증명서 1개")
    assert coded.issuer.tx_codes == ["111111", "482915"]


def test_a_card_opens_with_every_claim(wallet, town):
    wallet.drop(town.picture(town.issuer.link()))
    wallet.press("받기")
    wallet.press("확인")
    wallet.press(COURSE)
    assert wallet.screen == "detail"
    for text in ("한빛직업전문학교", "960", "직업훈련 배지 · Open Badge 3.0", "한국고용정보원"):
        assert wallet.shows(text), text


def test_a_revoked_card_says_so_after_a_new_look(wallet, town):
    wallet.drop(town.picture(town.issuer.link()))
    wallet.press("받기")
    wallet.press("확인")
    wallet.press_icon("refresh")
    assert "유효" in wallet.texts()
    town.issuer.keis.set_status("revocation", town.issuer.issued[0][1], True)
    wallet.press_icon("refresh")
    assert "폐지됨" in wallet.texts()
    assert wallet.shows("폐지된 증명서가 있습니다")


def test_a_status_that_cannot_be_had_never_reads_as_valid(wallet, town):
    wallet.drop(town.picture(town.issuer.link()))
    wallet.press("받기")
    wallet.press("확인")
    town.issuer.keis.withdraw("revocation")
    wallet.press_icon("refresh")
    assert "확인 불가" in wallet.texts()
    assert "유효" not in wallet.texts()


def test_a_card_is_removed_on_the_second_press_only(wallet, town):
    wallet.drop(town.picture(town.issuer.link()))
    wallet.press("받기")
    wallet.press("확인")
    wallet.press(COURSE)
    wallet.press("삭제")
    assert wallet.shows("이 기기에서 삭제할까요?")
    assert len(wallet.app.wallet.cards()) == 1
    wallet.press("삭제")
    assert wallet.screen == "home"
    assert wallet.shows("아직 담긴 증명서가 없습니다")


def test_an_image_is_chosen_by_hand(wallet, town, monkeypatch):
    monkeypatch.setenv("HOME", str(town.folder))
    town.picture(town.issuer.link())
    wallet.press("스캔")
    wallet.press("파일에서 읽기")
    wallet.press("code.png")
    wallet.press("파일에서 읽기")
    assert wallet.screen == "offer"


def test_a_link_is_pasted(wallet, town):
    Clipboard.copy(town.issuer.link())
    wallet.press("스캔")
    wallet.press("붙여넣기")
    assert wallet.screen == "offer"


@pytest.mark.parametrize("text", ["https://example.com/menu", "otpauth://totp/x", "안녕하세요"])
def test_a_foreign_code_is_refused_in_a_sentence(wallet, town, text):
    wallet.drop(town.picture(text))
    assert wallet.screen == "result"
    assert wallet.shows("지갑이 아는 발급 제안이나 제출 요청이 아닙니다")


def test_a_picture_without_a_code_is_refused_in_a_sentence(wallet, town):
    path = town.folder / "holiday.png"
    path.write_bytes(b"no picture")
    wallet.drop(path)
    assert wallet.shows("읽을 수 있는 사진 파일이 아니거나")


def test_a_link_that_opened_the_app_is_read_after_unlocking(town):
    town.door.create(PIN).close()
    with WalletWindow(town.door, link=town.issuer.link()) as window:
        assert window.screen == "start"
        assert town.issuer.web.calls == []
        window.enter_pin(PIN)
        assert window.screen == "offer"
