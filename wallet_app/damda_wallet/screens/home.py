"""Home: the cards, newest first."""

from __future__ import annotations

from kivy.app import App
from kivy.properties import ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.screenmanager import Screen

from ..ui.card_text import card_properties, is_revoked, is_unchecked
from ..ui.texts import TEXTS
from ..views import Card, Label, Refreshed


class HomeScreen(Screen):
    """``rows`` is the recycled list's data; ``notice`` a sentence above it, if something is up."""

    rows = ListProperty()
    count = NumericProperty(0)
    notice = ObjectProperty(None, allownone=True)
    notice_icon = StringProperty("clock")

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._cards: list[Card] = []

    def on_kv_post(self, _widget: object) -> None:
        App.get_running_app().bind(language=lambda *_: self._show(self._cards))

    def on_pre_enter(self, *_: object) -> None:
        App.get_running_app().ask(lambda wallet: wallet.cards(), self._show)

    def open_card(self, card_id: str) -> None:
        app = App.get_running_app()
        app.root.get_screen("detail").card_id = card_id
        app.go("detail")

    def refresh(self) -> None:
        """Read status lists and anchors anew, then show what changed."""
        app = App.get_running_app()

        def done(_refreshed: Refreshed) -> None:
            app.ask(lambda wallet: wallet.cards(), self._show)

        app.ask(lambda wallet: wallet.refresh(), done)

    def _show(self, cards: list[Card]) -> None:
        app = App.get_running_app()
        language, now = app.language, app.clock()
        self._cards = cards
        self.count = len(cards)
        self.rows = [{"card_id": card.id, **card_properties(card, language, now)} for card in cards]
        self.notice, self.notice_icon = _notice(cards)


def _notice(cards: list[Card]) -> tuple[Label | None, str]:
    if any(is_revoked(card) for card in cards):
        return TEXTS["home.revoked"], "shield-x"
    if any(is_unchecked(card) for card in cards):
        return TEXTS["home.unchecked"], "clock"
    return None, "clock"
