"""First start and unlocking: a PIN of six digits."""

from __future__ import annotations

from damda.errors import DamdaError
from kivy.app import App
from kivy.core.window import Window
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.label import Label as KivyLabel
from kivy.uix.screenmanager import Screen

from ..engine import Wallet
from ..sealing import check_pin
from ..ui.texts import TEXTS
from ..views import Label

PIN_LENGTH = 6
_BACKSPACE = 8


class PinKey(ButtonBehavior, KivyLabel):
    """One key of the pad; ``value`` is a digit, "delete" or nothing."""

    value = StringProperty()


class StartScreen(Screen):
    """``step`` is "choose", "repeat" (both at the first start) or "unlock"."""

    step = StringProperty("unlock")
    typed = NumericProperty(0)
    busy = BooleanProperty(False)
    problem = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._pin = ""
        self._chosen = ""

    def on_pre_enter(self, *_: object) -> None:
        self.step = "unlock" if App.get_running_app().door.exists() else "choose"
        self._clear()
        Window.bind(on_key_down=self._on_key_down)

    def on_leave(self, *_: object) -> None:
        Window.unbind(on_key_down=self._on_key_down)
        self._clear()

    def press(self, value: str) -> None:
        """A key of the pad or of the keyboard."""
        if self.busy or not value:
            return
        if value == "delete":
            self._pin = self._pin[:-1]
        elif len(self._pin) < PIN_LENGTH:
            self.problem = None
            self._pin += value
        self.typed = len(self._pin)
        if len(self._pin) == PIN_LENGTH:
            self._complete(self._pin)

    def _complete(self, pin: str) -> None:
        door = App.get_running_app().door
        if self.step == "choose":
            self._choose(pin)
        elif self.step == "repeat" and pin != self._chosen:
            self.step = "choose"
            self._clear()
            self.problem = TEXTS["start.differs"]
        else:
            make = door.create if self.step == "repeat" else door.open
            self.busy = True
            App.get_running_app().tasks.run(lambda: make(pin), self._opened, self._refused)

    def _choose(self, pin: str) -> None:
        self._clear()
        try:
            check_pin(pin)
        except DamdaError as weak:
            self.problem = Label(weak.en, weak.ko)
            return
        self._chosen, self.step = pin, "repeat"

    def _opened(self, wallet: Wallet) -> None:
        self.busy = False
        App.get_running_app().opened(wallet)

    def _refused(self, error: object) -> None:
        self.busy = False
        self.step = "choose" if self.step == "repeat" else self.step
        self._clear()
        self.problem = Label(error.en, error.ko)

    def _clear(self) -> None:
        self._pin, self._chosen, self.typed = "", "", 0

    def _on_key_down(
        self, _window: object, key: int, _scan: int, text: str | None, *_: object
    ) -> bool:
        if key == _BACKSPACE:
            self.press("delete")
            return True
        if text is not None and len(text) == 1 and text.isascii() and text.isdigit():
            self.press(text)
            return True
        return False
