"""Who got what, and when: the wallet's own log."""

from __future__ import annotations

from kivy.app import App
from kivy.properties import NumericProperty
from kivy.uix.screenmanager import Screen

from ..seoul import minute
from ..ui.texts import TEXTS
from ..ui.widgets import fill_facts
from ..views import Activity


class ActivityScreen(Screen):
    """Newest first, at most a hundred lines."""

    count = NumericProperty(0)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._lines: list[Activity] = []

    def on_kv_post(self, _widget: object) -> None:
        App.get_running_app().bind(language=lambda *_: self._show(self._lines))

    def on_pre_enter(self, *_: object) -> None:
        App.get_running_app().ask(lambda wallet: wallet.activity(limit=100), self._show)

    def _show(self, lines: list[Activity]) -> None:
        language = App.get_running_app().language
        self._lines = lines
        self.count = len(lines)
        fill_facts(
            self.ids.lines,
            [
                (
                    f"{minute(line.at)} · {TEXTS[f'activity.{line.kind}'].text(language)}",
                    "\n".join([line.party.text(language), *(c.text(language) for c in line.cards)]),
                    "",
                )
                for line in lines
            ],
        )
