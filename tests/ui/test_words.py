"""Languages, letters, and names that try to break the screens."""

from __future__ import annotations

import re

import pytest
from damda.openid.offer import TxCodePrompt
from damda_wallet.ui.texts import TEXTS
from kivy.core.window import Window
from support.wallet_vaults import PIN
from support.wallet_window import WalletWindow

KOREAN = {label.ko for label in TEXTS.values() if label.ko != label.en and "{" not in label.ko}
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
HOSTILE = "\u202e고용원 " + "W" * 2000


def assert_english(window: WalletWindow) -> None:
    left = KOREAN.intersection(window.texts())
    assert not left, f"{window.screen}: {left}"


def assert_words_of_others_follow(window: WalletWindow, ko: str, en: str) -> None:
    """What a party said in two languages changes on the screen that is shown."""
    assert window.shows(en)
    window.app.switch_language()
    window.settle()
    assert window.shows(ko)
    assert not window.shows(en)
    window.app.switch_language()
    window.settle()
    assert window.shows(en)


def test_the_first_screen_changes_its_language(window):
    window.press("English")
    assert window.shows("Choose a six-digit PIN")
    assert_english(window)
    window.press("한국어")
    assert window.shows("PIN 6자리를 정해")


def test_every_screen_follows_the_language(wallet, town):
    town.issuer.tx_code = "1"
    town.issuer.prompt = TxCodePrompt("numeric", 1, None)
    for name in ("활동", "스캔", "지갑"):
        wallet.press(name)
    wallet.press_icon("languages")
    assert wallet.shows("My wallet")
    assert_english(wallet)
    wallet.drop(town.picture(town.issuer.link()))
    assert_words_of_others_follow(wallet, "한국고용정보원", "Korea Employment Information Service")
    assert_english(wallet)
    wallet.touch(wallet.field())
    wallet.write("1")
    for name in ("Accept", "Done"):
        wallet.press(name)
        assert_english(wallet)
    assert_words_of_others_follow(wallet, "한국고용정보원", "Korea Employment")
    wallet.press_icon("refresh")
    wallet.press(wallet.app.wallet.cards()[0].achievement)
    assert_words_of_others_follow(wallet, "훈련과정명", "Course title")
    assert_english(wallet)
    wallet.drop(town.picture(town.verifier.link()))
    assert_words_of_others_follow(wallet, "한빛소프트 채용", "Hanbit Software Careers")
    assert_english(wallet)
    for name in ("Agree and present", "Done", "Activity", "Scan"):
        wallet.press(name)
        assert_english(wallet)


def test_hangul_is_typed_by_its_letters(wallet, town):
    town.issuer.tx_code = "한글"
    town.issuer.prompt = TxCodePrompt("text", None, None)
    wallet.drop(town.picture(town.issuer.link()))
    wallet.touch(wallet.field())
    for syllable, steps in (("한", "ㅎ하한"), ("글", "ㄱ그글")):
        for unfinished in steps:
            Window.dispatch("on_textedit", unfinished)
        # As an input method commits that does not empty the unfinished syllable before.
        wallet.write(syllable)
    assert wallet.field().text == "한글"
    wallet.press("받기")
    assert wallet.shows("지갑에 담았습니다")


def _hostile_metadata(town) -> dict:
    metadata = town.issuer.metadata()
    metadata["display"] = [{"name": HOSTILE, "locale": "ko"}]
    for configuration in metadata["credential_configurations_supported"].values():
        configuration["credential_metadata"]["display"][0]["name"] = HOSTILE
    return metadata


@pytest.mark.parametrize("language", ["ko", "en"])
def test_hostile_names_stay_on_the_screen_and_in_their_place(town, language):
    town.issuer.publish_metadata(_hostile_metadata(town))
    words = {"ko": ("받기", "확인"), "en": ("Accept", "Done")}[language]
    town.door.create(PIN).close()
    with WalletWindow(town.door, language=language) as window:
        window.enter_pin(PIN)
        window.drop(town.picture(town.issuer.link()))
        assert_in_place(window)
        window.press(words[0])
        window.press(words[1])
        assert_in_place(window)
        window.press(window.app.wallet.cards()[0].achievement)
        assert_in_place(window)
        window.press_icon("back")
        assert window.screen == "home"


def assert_in_place(window: WalletWindow) -> None:
    """No direction characters, and no text that is drawn beyond the window's sides."""
    assert window.shows("WWW")
    for widget in window.widgets():
        text = getattr(widget, "text", "")
        assert not BIDI.search(text)
        if text and widget.width > 1:
            left, _ = widget.to_window(widget.x, widget.y)
            drawn = min(widget.width, getattr(widget, "texture_size", widget.size)[0])
            assert left >= 0, text[:40]
            assert left + drawn <= Window.width + 1, text[:40]
