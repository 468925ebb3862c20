"""Widgets with properties of their own; how they look is in the KV files of `RULES`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kivy.factory import Factory
from kivy.lang import Builder
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.textinput import TextInput
from kivy.uix.widget import Widget

from . import theme

RULES = ("widgets", "controls", "card_face", "sheets")
"""KV files of this folder, by name."""


class IconTile(Label):
    """An icon on a small rounded tile."""

    tile = ColorProperty(theme.WHITE)
    ink = ColorProperty(theme.PRIMARY)
    radius = NumericProperty("11dp")


class Pill(Label):
    """A short state on a rounded ground; it says the state in words, not by colour alone."""

    fill = ColorProperty(theme.PRIMARY_SOFT)
    ink = ColorProperty(theme.PRIMARY)


class FactRow(BoxLayout):
    """A caption with a value under it; ``mark`` stands small beside the caption."""

    caption = StringProperty()
    value = StringProperty()
    mark = StringProperty()
    ink = ColorProperty(theme.INK)


class Notice(BoxLayout):
    """A sentence on a coloured ground, with an icon."""

    icon = StringProperty("info")
    text = StringProperty()
    fill = ColorProperty(theme.WARN_SOFT)
    ink = ColorProperty(theme.WARN)


class Press(ButtonBehavior, Label):
    """A button; ``primary`` is the one thing this screen is for. ``ink``, ``fill``: other colours."""

    primary = BooleanProperty(True)
    ink = ColorProperty(None, allownone=True)
    fill = ColorProperty(None, allownone=True)
    needed = NumericProperty(0)


class SmallPress(ButtonBehavior, Label):
    """A button beside something else: drawn small, yet 48 dp high to the finger."""


class IconPress(ButtonBehavior, Label):
    """An icon that can be pressed, 48 dp wide and high."""


class TopBar(BoxLayout):
    """A title with a way back."""

    title = StringProperty()
    __events__ = ("on_back",)

    def on_back(self) -> None:
        """The arrow was pressed."""


class NavButton(ButtonBehavior, BoxLayout):
    """One place of the bar at the bottom."""

    icon = StringProperty("wallet")
    text = StringProperty()
    active = BooleanProperty(False)


class NavBar(BoxLayout):
    """The bar at the bottom; ``current`` is the place that is shown."""

    current = StringProperty("home")


class PartyRow(BoxLayout):
    """Who issues or asks: an icon, a name and what is known of them."""

    icon = StringProperty("building")
    name = StringProperty()
    note = StringProperty()
    soft = ColorProperty(theme.PRIMARY_SOFT)
    ink = ColorProperty(theme.PRIMARY)


class CardFace(Widget):
    """A credential as a card in its institution's colours.

    ``warned``: it no longer counts; the state stands out on white.
    """

    icon = StringProperty("award")
    issuer = StringProperty()
    kind = StringProperty()
    status_text = StringProperty()
    title = StringProperty()
    note = StringProperty()
    until = StringProperty()
    background = ColorProperty(theme.PRIMARY)
    ink = ColorProperty(theme.WHITE)
    warned = BooleanProperty(False)


class CodeField(BoxLayout):
    """The frame around a CodeEntry; ``frame`` is its width."""

    focused = BooleanProperty(False)
    frame = NumericProperty(0)


class CodeEntry(TextInput):
    """One line for a code, of any letters."""

    def keyboard_on_textinput(self, window: object, text: str) -> None:
        # Some input methods commit a syllable without taking back the unfinished one that they
        # had shown: it would stand there twice.
        self.window_on_textedit(window, "")
        super().keyboard_on_textinput(window, text)


class CardButton(ButtonBehavior, CardFace):
    """A card that opens when pressed. ``card_id`` is the wallet's id of it."""

    card_id = StringProperty()


def fill_facts(panel: BoxLayout, rows: Iterable[tuple[str, str, str]]) -> None:
    """Put (caption, value, mark) rows into ``panel``, with a rule between two."""
    panel.clear_widgets()
    add_facts(panel, rows)


def add_facts(panel: BoxLayout, rows: Iterable[tuple[str, str, str]]) -> None:
    """The same below what is there already."""
    for caption, value, mark in rows:
        if panel.children:
            panel.add_widget(Factory.Rule())
        panel.add_widget(FactRow(caption=caption, value=value, mark=mark))


def load_rules(*files: Path) -> None:
    """Load KV files once a process: a second load would stack rules, and all would draw twice."""
    for file in files:
        if str(file) not in Builder.files:
            Builder.load_file(str(file))
