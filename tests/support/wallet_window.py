"""The wallet's window in this process: drawn off screen, pressed and typed into as a person does.

Import it before Kivy: Kivy reads its environment once, and there is one window per process.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_KIVY_HOME = tempfile.mkdtemp(prefix="damda-kivy-")
atexit.register(shutil.rmtree, _KIVY_HOME, ignore_errors=True)
os.environ |= {
    "SDL_VIDEODRIVER": "offscreen",
    "KIVY_WINDOW": "sdl2",
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_LOG_MODE": "PYTHON",
    "KIVY_HOME": _KIVY_HOME,
}
# A quarter of a phone's pixels: drawn by the processor, they are what a test's time goes to.
# Pictures for people set 2.6.
_DENSITY = float(os.environ.setdefault("KIVY_METRICS_DENSITY", "1.3"))

from kivy.config import Config  # noqa: E402

for _name, _pixels in (("width", 1080), ("height", 2340)):
    Config.set("graphics", _name, str(round(_pixels / 2.6 * _DENSITY)))

from damda_wallet import qr  # noqa: E402
from damda_wallet.app import WalletApp  # noqa: E402
from damda_wallet.engine import Wallet  # noqa: E402
from damda_wallet.ui.icons import ICONS  # noqa: E402
from kivy.app import App  # noqa: E402
from kivy.base import EventLoop  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.lang import Builder  # noqa: E402
from kivy.tests.common import UnitTestTouch  # noqa: E402
from kivy.uix.behaviors import ButtonBehavior  # noqa: E402
from kivy.uix.screenmanager import Screen  # noqa: E402
from kivy.uix.scrollview import ScrollView  # noqa: E402
from kivy.uix.textinput import TextInput  # noqa: E402
from kivy.uix.widget import Widget  # noqa: E402
from PIL import Image  # noqa: E402

from support.engine_wallet import engine_wallet  # noqa: E402
from support.verifier_story import FakeLedger  # noqa: E402

_PATIENCE = 20.0
_HOLD = 0.08
"""Seconds: a scrolled list takes a shorter touch for the start of a swipe."""
_NATIVE = {"backspace": 8, "back": 27}


class FolderDoor:
    """The door of a wallet in ``folder``, with a cheap vault and a ledger of the test's."""

    def __init__(self, folder: Path, ledger: FakeLedger | None = None) -> None:
        self._folder, self._ledger = folder, ledger

    def exists(self) -> bool:
        return (self._folder / "vault.db").is_file()

    def create(self, pin: str) -> Wallet:
        return engine_wallet(self._folder, self._ledger, pin=pin)

    def open(self, pin: str) -> Wallet:
        return engine_wallet(self._folder, self._ledger, pin=pin)


class WalletWindow:
    """The running app. Use it in a ``with`` block: then the window is free for the next."""

    def __init__(self, door: Any, *, language: Any = "ko", **options: Any) -> None:
        self.app = WalletApp(door, language=language, animated=False, **options)

    def __enter__(self) -> WalletWindow:
        self.app._run_prepare()
        self.settle()
        return self

    def __exit__(self, *_: object) -> None:
        self.settle()
        for child in list(Window.children):
            Window.remove_widget(child)
        self.step(2)
        # Last: the rules' `app` is this one until it stops, and any rule would ask for it again.
        self.app.dispatch("on_stop")
        App._running_app = None
        # Kivy's widgets hold each other from C and stay: looking through them again and again
        # for garbage took half of the time.
        gc.freeze()

    # --- time ---------------------------------------------------------------------------------

    def step(self, frames: int = 1) -> None:
        """What a turn of the event loop does, but for drawing: that is most of its time."""
        for _ in range(frames):
            Clock.tick()
            EventLoop.dispatch_input()
            Builder.sync()
            Clock.tick_draw()
            Builder.sync()

    def settle(self) -> None:
        """Draw until nothing is under way and the screen stands still."""
        latest = time.monotonic() + _PATIENCE
        self.step(2)
        while not self.app.tasks.idle:
            assert time.monotonic() < latest, "the wallet is still at work"
            self.step()
            if self.app.tasks.idle:
                self.step(2)
        self.step()
        EventLoop.idle()

    # --- what is seen -------------------------------------------------------------------------

    @property
    def screen(self) -> str:
        return str(self.app.root.current)

    def widgets(self) -> Iterator[Widget]:
        """What is drawn on the front: a sheet hides the screen behind it."""
        yield from _drawn(Window.children[0])

    def texts(self) -> list[str]:
        return [w.text for w in self.widgets() if getattr(w, "text", "") and _has_size(w)]

    def shows(self, part: str) -> bool:
        return any(part in text for text in self.texts())

    def find(self, text: str) -> Widget:
        """The one widget that says ``text``; of several, the one that can be pressed."""
        found = [w for w in self.widgets() if getattr(w, "text", None) == text and _has_size(w)]
        pressable = [w for w in found if _button(w) is not None] or found
        assert pressable, f"nothing says {text!r}: {self.texts()}"
        assert len({_button(w) for w in pressable}) == 1, f"{text!r} is there several times"
        return pressable[0]

    def shoot(self, path: Path) -> Path:
        """A picture of the window as PNG."""
        self.settle()
        Path(Window.screenshot(name=str(path))).replace(path)
        return path

    # --- what a person does -------------------------------------------------------------------

    def press(self, text: str) -> None:
        """Touch what says ``text``; it is scrolled to before."""
        widget = self.find(text)
        for _ in range(12):
            if self._is_on_screen(widget):
                break
            self.swipe()
        else:
            raise AssertionError(f"{text!r} can't be reached")
        self.touch(widget)
        self.settle()

    def press_icon(self, name: str) -> None:
        self.press(ICONS[name])

    def touch(self, widget: Widget) -> None:
        touch = UnitTestTouch(*widget.to_window(*widget.center))
        touch.touch_down()
        if any(isinstance(each, ScrollView) for each in _lineage(widget)):
            begun = time.monotonic()
            while time.monotonic() - begun < _HOLD:
                self.step()
        else:
            self.step()
        touch.touch_up()
        self.step()

    def swipe(self) -> None:
        """Push what is scrolled half a screen up."""
        x, y = Window.width / 2, Window.height * 0.6
        touch = UnitTestTouch(x, y)
        touch.touch_down()
        for part in range(1, 9):
            touch.touch_move(x, y + part * Window.height * 0.04)
            self.step()
        touch.touch_up()
        self.step(20)

    def enter_pin(self, pin: str) -> None:
        for digit in pin:
            self.touch(self.find(digit))
        self.settle()

    def write(self, text: str) -> None:
        """Into the field that has the keyboard."""
        Window.dispatch("on_textinput", text)
        self.settle()

    def field(self) -> TextInput:
        return next(w for w in self.widgets() if isinstance(w, TextInput) and _has_size(w))

    def key(self, name: str) -> None:
        """A key that is no text: "backspace", or "back" of a phone."""
        code = _NATIVE[name]
        if not Window.dispatch("on_key_down", code, 0, None, []):
            Window.dispatch("on_keyboard", code, 0, None, [])
        Window.dispatch("on_key_up", code, 0)
        self.settle()

    def drop(self, path: Path) -> None:
        """Drop a file onto the window."""
        Window.dispatch("on_drop_file", str(path).encode(), *Window.center)
        self.settle()

    def _is_on_screen(self, widget: Widget) -> bool:
        x, y = widget.to_window(*widget.center)
        for each in _lineage(widget):
            if isinstance(each, ScrollView):
                left, bottom = each.to_window(each.x, each.y)
                if not (left <= x <= left + each.width and bottom <= y <= bottom + each.height):
                    return False
        return 0 <= x <= Window.width and 0 <= y <= Window.height


def qr_picture(text: str, path: Path) -> Path:
    """A picture of a QR code."""
    rows = qr.encode(text)
    image = Image.new("L", (len(rows), len(rows)), 255)
    image.putdata([0 if module else 255 for row in rows for module in row])
    image.resize((len(rows) * 6, len(rows) * 6), Image.Resampling.NEAREST).save(path)
    return path


def _drawn(widget: Widget) -> Iterator[Widget]:
    if widget.opacity == 0:
        return
    yield widget
    for child in reversed(widget.children):
        yield from _drawn(child)


def _has_size(widget: Widget) -> bool:
    return bool(widget.width > 1 and widget.height > 1)


def _lineage(widget: Widget) -> Iterator[Widget]:
    while isinstance(widget, Widget) and not isinstance(widget, Screen):
        yield widget
        widget = widget.parent


def _button(widget: Widget) -> Widget | None:
    return next((each for each in _lineage(widget) if isinstance(each, ButtonBehavior)), None)
