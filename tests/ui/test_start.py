"""First start and unlocking."""

from __future__ import annotations

from kivy.core.window import Window
from support.wallet_vaults import PIN
from support.wallet_window import WalletWindow


def test_the_pin_is_chosen_twice(window, town):
    assert window.shows("PIN 6자리를 정해")
    window.enter_pin(PIN)
    assert window.shows("한 번 더")
    assert not town.door.exists()
    window.enter_pin(PIN)
    assert window.screen == "home"
    assert window.shows("아직 담긴 증명서가 없습니다")
    assert town.door.exists()


def test_differing_pins_make_no_wallet(window, town):
    window.enter_pin(PIN)
    window.enter_pin("271828")
    assert window.shows("두 번호가 다릅니다")
    assert window.shows("PIN 6자리를 정해")
    assert not town.door.exists()


def test_a_pin_that_anybody_tries_first_is_refused_at_once(window, town):
    window.enter_pin("123456")
    assert window.shows("연속된 문자는 안 됩니다")
    assert window.shows("PIN 6자리를 정해")
    window.enter_pin(PIN)
    window.enter_pin(PIN)
    assert window.screen == "home"


def test_a_digit_can_be_taken_back(window):
    start = window.app.root.get_screen("start")
    window.enter_pin("49")
    window.touch(next(w for w in window.widgets() if getattr(w, "value", "") == "delete"))
    assert start.typed == 1
    window.key("backspace")
    assert start.typed == 0
    window.enter_pin(PIN)
    window.enter_pin(PIN)
    assert window.screen == "home"


def test_wrong_pins_are_told_and_lock_for_a_while(town):
    town.door.create(PIN).close()
    with WalletWindow(town.door) as window:
        assert window.shows("PIN을 입력해 주세요")
        window.enter_pin("000000")
        assert window.screen == "start"
        assert window.shows("PIN이 틀렸습니다")
        for _ in range(4):
            window.enter_pin("000000")
        assert window.shows("30초 뒤에 다시")
        window.enter_pin(PIN)
        assert window.screen == "start"
        assert window.shows("초 뒤에 다시 시도하세요")


def test_the_wallet_is_locked_in_the_background(wallet):
    assert wallet.screen == "home"
    wallet.app.dispatch("on_pause")
    wallet.settle()
    assert wallet.screen == "start"
    assert wallet.app.wallet is None
    wallet.enter_pin(PIN)
    assert wallet.screen == "home"


def test_what_comes_back_after_the_lock_is_not_shown(wallet, town):
    picture = town.picture(town.issuer.link())
    Window.dispatch("on_drop_file", str(picture).encode(), 0, 0)
    assert not wallet.app.tasks.idle
    wallet.app.dispatch("on_pause")
    wallet.settle()
    assert wallet.screen == "start"
