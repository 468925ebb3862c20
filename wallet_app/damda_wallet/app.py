"""The Kivy app: one window, its screens, the wallet behind them, and the language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from damda.errors import DamdaError
from damda.protocols import Clock
from kivy.app import App
from kivy.core.window import Window
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.screenmanager import FadeTransition, NoTransition, ScreenManager

from .engine import Wallet
from .screens import SCREENS
from .screens.result import Outcome
from .ui import theme, widgets
from .ui.camera import camera_available
from .ui.tasks import Tasks
from .ui.texts import TEXTS
from .views import Label, Language

_BACK_KEYS = (27, 1001)


class WalletDoor(Protocol):
    """Makes the wallet of this device, or opens it."""

    def exists(self) -> bool:
        """Whether a wallet was made on this device."""
        ...

    def create(self, pin: str) -> Wallet:
        """Make the wallet. Slow (Argon2id): call it off the drawing thread."""
        ...

    def open(self, pin: str) -> Wallet:
        """Open it. Slow. Raises VaultLocked for a wrong PIN or during a lock-out."""
        ...


def _now() -> datetime:
    return datetime.now(UTC)


class WalletApp(App):
    """``language`` is bound by every text of the screens; setting it re-words them all.

    ``link`` is an offer or a request that is read as soon as the wallet is open. ``notice`` is
    said on the first screen.
    """

    title = "담다"
    language = StringProperty("ko")
    notice = ObjectProperty(None, allownone=True)

    def __init__(
        self,
        door: WalletDoor,
        *,
        language: Language,
        link: str | None = None,
        notice: Label | None = None,
        clock: Clock = _now,
        has_camera: Callable[[], bool] = camera_available,
        animated: bool = True,
        export_folder: Path | None = None,
    ) -> None:
        super().__init__()
        self.door = door
        self.language = language
        self.notice = notice
        self.clock = clock
        self.has_camera = has_camera
        self.tasks = Tasks()
        self.wallet: Wallet | None = None
        self._link = link
        self._animated = animated
        self._export_folder = export_folder

    @property
    def export_folder(self) -> Path:
        """Where exported badges go: the person's downloads, else the app's own folder."""
        if self._export_folder is not None:
            return self._export_folder
        downloads = Path.home() / "Downloads"
        return downloads if downloads.is_dir() else Path(self.user_data_dir)

    def build(self) -> ScreenManager:
        theme.register_fonts()
        folder = theme.ASSETS.parent
        widgets.load_rules(
            *(folder / "ui" / f"{name}.kv" for name in widgets.RULES),
            *(folder / "screens" / f"{name}.kv" for name in SCREENS),
        )
        manager = ScreenManager(
            transition=FadeTransition(duration=0.12) if self._animated else NoTransition()
        )
        for name, screen in SCREENS.items():
            manager.add_widget(screen(name=name))
        return manager

    def on_start(self) -> None:
        Window.clearcolor = theme.PAGE
        Window.softinput_mode = "below_target"
        Window.bind(on_keyboard=self._on_key, on_drop_file=self._on_drop)

    def on_pause(self) -> bool:
        """The app went to the background: it has to be unlocked again."""
        self.lock()
        self.go("start")
        return True

    def on_stop(self) -> None:
        Window.unbind(on_keyboard=self._on_key, on_drop_file=self._on_drop)
        self.lock()
        self.tasks.close()

    def open_settings(self, *_: object) -> bool:
        """Kivy's own settings page has nothing for a wallet."""
        return False

    def say(self, language: Language, key: str, **values: object) -> str:
        """The text ``key``; ``language`` is an argument so that KV rules follow its change."""
        return TEXTS[key].text(language).format(**values)

    def word(self, language: Language, label: Label | None) -> str:
        """A party's text in ``language``; nothing for None."""
        return "" if label is None else label.text(language)

    def switch_language(self) -> None:
        self.language = "en" if self.language == "ko" else "ko"

    def go(self, name: str) -> None:
        self.root.current = name

    def opened(self, wallet: Wallet) -> None:
        """The PIN was right: read the link that opened the app, or show the cards."""
        self.wallet = wallet
        link, self._link = self._link, None
        if link is None:
            self.go("home")
            return
        self.go("scan")
        self.root.get_screen("scan").read_text(link, arrival="link")

    def lock(self) -> None:
        """Drop the vault's key; what is under way ends before."""
        wallet, self.wallet = self.wallet, None
        if wallet is not None:
            self.tasks.run(wallet.close, lambda _none: None, lambda _error: None)

    def ask[T](
        self,
        work: Callable[[Wallet], T],
        done: Callable[[T], None],
        failed: Callable[[DamdaError], None] | None = None,
    ) -> None:
        """Run ``work`` on the open wallet in the background; a refusal is shown as a result.

        What comes back after the wallet was locked is dropped.
        """
        wallet = self.wallet
        if wallet is None:
            self.go("start")
            return

        def still_open[V](then: Callable[[V], None]) -> Callable[[V], None]:
            return lambda value: then(value) if self.wallet is wallet else None

        self.tasks.run(lambda: work(wallet), still_open(done), still_open(failed or self.refuse))

    def refuse(self, error: DamdaError) -> None:
        """Show why something did not work, and what to do."""
        self.show_result(
            Outcome(good=False, title=TEXTS["result.failed"], notes=(Label(error.en, error.ko),))
        )

    def show_result(self, outcome: Outcome) -> None:
        self.root.get_screen("result").outcome = outcome
        self.go("result")

    def _on_key(self, _window: object, key: int, *_: object) -> bool:
        if key in _BACK_KEYS and self.wallet is not None and self.root.current != "home":
            self.go("home")
            return True
        return False

    def _on_drop(self, _window: object, path: bytes, *_: object) -> None:
        if self.wallet is not None:
            self.go("scan")
            self.root.get_screen("scan").read_image(path.decode())
