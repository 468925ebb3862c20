"""Everything that can be pressed is large enough for a finger, and can be reached."""

from __future__ import annotations

from kivy.core.window import Window
from kivy.metrics import dp
from kivy.uix.behaviors import ButtonBehavior
from support.wallet_window import WalletWindow

FINGER = 48


def assert_reachable(window: WalletWindow) -> None:
    for widget in window.widgets():
        if isinstance(widget, ButtonBehavior) and not widget.disabled and widget.width > 0:
            what = f"{window.screen}: {getattr(widget, 'text', '') or widget}"
            assert widget.height >= dp(FINGER) - 1, what
            assert widget.width >= dp(FINGER) - 1, what
            x, _ = widget.to_window(*widget.center)
            assert 0 <= x <= Window.width, what


def test_buttons_are_for_fingers(window, town):
    assert_reachable(window)
    window.enter_pin("493817")
    window.enter_pin("493817")
    assert_reachable(window)
    for _ in range(2):
        window.drop(town.picture(town.issuer.link()))
        assert_reachable(window)
        window.press("받기")
        assert_reachable(window)
        window.press("확인")
    assert_reachable(window)
    window.drop(town.picture(town.verifier.link()))
    assert window.shows("다른 증명서 선택")
    assert_reachable(window)
    window.key("back")
    for name in ("스캔", "활동"):
        window.press(name)
        assert_reachable(window)


def test_folded_entries_of_a_card_can_be_unfolded(wallet, town):
    wallet.drop(town.picture(town.issuer.link()))
    wallet.press("받기")
    wallet.press("확인")
    wallet.press(wallet.app.wallet.cards()[0].achievement)
    assert not wallet.shows("https://www.ncs.go.kr")
    wallet.press(next(text for text in wallet.texts() if "더 보기" in text))
    assert wallet.shows("https://www.ncs.go.kr")
    wallet.press("삭제")
    assert wallet.shows("이 기기에서 삭제할까요?")
