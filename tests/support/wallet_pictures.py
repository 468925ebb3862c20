"""Pictures of every screen: ``python -m support.wallet_pictures DIR ko|en [--large]``.

``--large`` is for people who set their phone's letters half as large again.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

LARGE = ("home", "consent", "consent-part", "offer")


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
    from support.wallet_scenes import NOW, SampleWallet
    from support.wallet_window import WalletWindow

    def save(window: WalletWindow, name: str) -> None:
        window.shoot(folder / f"{language}-{name}{'-large' if large else ''}.png")

    if not large:
        with WalletWindow(Door(SampleWallet(), made=False), language=language) as window:
            window.enter_pin("49")
            save(window, "start")
        empty = SampleWallet(held=())
        with WalletWindow(Door(empty), language=language) as window:
            save(window, "unlock")
            window.app.opened(empty)
            save(window, "home-empty")
    with WalletWindow(Door(SampleWallet()), language=language, clock=lambda: NOW) as window:
        window.app.opened(SampleWallet())
        for name, go in scenes().items():
            if not large or name in LARGE:
                window.app.go("home")
                go(window.app)
                save(window, name)


class Door:
    """Opens the sample wallet."""

    def __init__(self, wallet: Any, *, made: bool = True) -> None:
        self._wallet, self._made = wallet, made

    def exists(self) -> bool:
        return self._made

    def create(self, _pin: str) -> Any:
        return self._wallet

    open = create


def scenes() -> dict[str, Callable[[Any], None]]:
    """What is done to come to each picture, by its name."""
    from damda_wallet.screens.result import Outcome
    from damda_wallet.ui.texts import TEXTS

    from support.wallet_scenes import IN_PART, MIXED, OFFER, REFUSAL, REQUEST, UNMET

    good = Outcome(True, TEXTS["result.presented"], (TEXTS["result.presented.note"],))
    bad = Outcome(False, TEXTS["result.refused"], (REFUSAL,))
    return {
        "home": lambda app: app.go("home"),
        "detail": lambda app: app.root.get_screen("home").open_card("1"),
        "detail-imported": lambda app: app.root.get_screen("home").open_card("9"),
        "detail-exported": _exported,
        "scan": lambda app: app.go("scan"),
        "offer": _showing("offer", OFFER),
        "consent": _showing("consent", REQUEST),
        "consent-unmet": _showing("consent", UNMET),
        "consent-part": _showing("consent", IN_PART),
        "consent-mixed": _showing("consent", MIXED),
        "result": lambda app: app.show_result(good),
        "result-refused": lambda app: app.show_result(bad),
        "activity": lambda app: app.go("activity"),
    }


def _exported(app: Any) -> None:
    app.root.get_screen("home").open_card("1")
    screen = app.root.get_screen("detail")
    screen.saved = "/home/damda/Downloads/클라우드-네이티브-백엔드.png"
    scroll = screen.ids.claims.parent.parent
    scroll.scroll_y = 0


def _showing(screen: str, view: object) -> Callable[[Any], None]:
    def go(app: Any) -> None:
        app.root.get_screen(screen).view = view
        app.go(screen)

    return go


if __name__ == "__main__":
    main()
