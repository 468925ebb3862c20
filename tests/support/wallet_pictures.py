"""Pictures of every screen: ``python -m support.wallet_pictures DIR ko|en [--large]``.

``--large`` is for people who set their phone's letters half as large again.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

LARGE = ("home", "consent", "offer")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("language", choices=("ko", "en"))
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    os.environ["KIVY_METRICS_DENSITY"] = "2.6"
    if given.large:
        os.environ["KIVY_METRICS_FONTSCALE"] = "1.5"
    given.folder.mkdir(parents=True, exist_ok=True)
    # Before anything of Kivy's: it reads the environment and makes its one window.
    import support.wallet_window  # noqa: F401

    shoot_all(given.folder, given.language, large=given.large)


def shoot_all(folder: Path, language: str, *, large: bool) -> None:
    """Draw each scene and save it."""
    from damda_wallet.app import WalletApp
    from damda_wallet.screens.result import Outcome
    from damda_wallet.ui.texts import TEXTS
    from damda_wallet.views import Label

    from support.wallet_scenes import NOW, OFFER, REQUEST, UNMET, SampleWallet
    from support.wallet_window import WalletWindow

    class Door:
        def __init__(self, wallet: SampleWallet, *, made: bool = True) -> None:
            self._wallet, self._made = wallet, made

        def exists(self) -> bool:
            return self._made

        def create(self, _pin: str) -> SampleWallet:
            return self._wallet

        open = create

    def show(screen: str, view: object) -> Callable[[WalletApp], None]:
        def go(app: WalletApp) -> None:
            app.root.get_screen(screen).view = view
            app.go(screen)

        return go

    def end(outcome: Outcome) -> Callable[[WalletApp], None]:
        return lambda app: app.show_result(outcome)

    refusal = (Label("The badge has been revoked by its issuer.", "발급기관이 폐지한 배지입니다."),)
    good = Outcome(True, TEXTS["result.presented"], (TEXTS["result.presented.note"],))
    bad = Outcome(False, TEXTS["result.refused"], refusal)
    scenes: dict[str, Callable[[WalletApp], None]] = {
        "home": lambda app: app.go("home"),
        "detail": lambda app: app.root.get_screen("home").open_card("1"),
        "scan": lambda app: app.go("scan"),
        "offer": show("offer", OFFER),
        "consent": show("consent", REQUEST),
        "consent-unmet": show("consent", UNMET),
        "result": end(good),
        "result-refused": end(bad),
        "activity": lambda app: app.go("activity"),
    }

    def save(window: WalletWindow, name: str) -> None:
        window.shoot(folder / f"{language}-{name}{'-large' if large else ''}.png")

    if not large:
        with WalletWindow(Door(SampleWallet(), made=False), language=language) as window:
            window.enter_pin("49")
            save(window, "start")
        with WalletWindow(Door(SampleWallet())) as window:
            window.app.language = language
            save(window, "unlock")
        with WalletWindow(Door(SampleWallet(held=())), language=language) as window:
            window.app.opened(SampleWallet(held=()))
            save(window, "home-empty")
    with WalletWindow(Door(SampleWallet()), language=language, clock=lambda: NOW) as window:
        window.app.opened(SampleWallet())
        for name, go in scenes.items():
            if not large or name in LARGE:
                window.app.go("home")
                go(window.app)
                save(window, name)


if __name__ == "__main__":
    main()
