"""Consent: who asks, what they would see, and which card is shown."""

from __future__ import annotations

from kivy.app import App
from kivy.properties import BooleanProperty, DictProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.screenmanager import Screen

from ..ui.consent_panel import ConsentPanel
from ..ui.texts import TEXTS
from ..views import PresentResult, RequestView
from .result import Outcome


class ConsentScreen(Screen):
    """``picked`` maps a slot of the request to the position of the card that is shown for it."""

    view = ObjectProperty(None, allownone=True)
    picked = DictProperty()
    busy = BooleanProperty(False)

    def on_kv_post(self, _widget: object) -> None:
        App.get_running_app().bind(language=lambda *_: self._fill())

    def on_pre_enter(self, *_: object) -> None:
        self.busy = False
        self.picked = {}
        self._fill()

    def choose_next(self, slot: tuple[str, ...]) -> None:
        """Show the next card that can fill ``slot``."""
        at = (self._at(slot) + 1) % len(self.view.picks(slot))
        self.picked = {**self.picked, slot: at}
        self._fill()

    def agree(self) -> None:
        app, view = App.get_running_app(), self.view
        filled = [view.picks(slot)[self._at(slot)] for slot in view.slots]
        choice = {query_id: (candidate.card.id,) for query_id, candidate in filled}
        self.busy = True
        app.ask(lambda wallet: wallet.present(view, choice), self._presented, self._failed)

    def decline(self) -> None:
        app, view = App.get_running_app(), self.view
        self.busy = True
        app.ask(lambda wallet: wallet.decline(view), self._declined, self._failed)

    def _presented(self, result: PresentResult) -> None:
        notes = result.reasons or ((TEXTS["result.presented.note"],) if result.accepted else ())
        key = "result.presented" if result.accepted else "result.refused"
        self._end(
            Outcome(
                good=result.accepted,
                title=TEXTS[key],
                notes=notes,
                return_to=result.redirect_uri if self.view.arrival == "link" else None,
            )
        )

    def _declined(self, _result: PresentResult) -> None:
        self._end(
            Outcome(
                good=False, title=TEXTS["result.declined"], notes=(TEXTS["result.declined.note"],)
            )
        )

    def _end(self, outcome: Outcome) -> None:
        self.busy = False
        App.get_running_app().show_result(outcome)

    def _failed(self, error: object) -> None:
        self.busy = False
        App.get_running_app().refuse(error)

    def _at(self, slot: tuple[str, ...]) -> int:
        """The default, until another was picked."""
        ways = self.view.picks(slot)
        usual = [n for n, (name, _) in enumerate(ways) if name in self.view.default_choice]
        return int(self.picked.get(slot, next(iter(usual), 0)))

    def _fill(self) -> None:
        view: RequestView | None = self.view
        if view is None:
            return
        app = App.get_running_app()
        verifier = self.ids.verifier
        verifier.name = view.verifier.name.text(app.language)
        verifier.note = app.say(app.language, "verifier.domain", domain=view.verifier.domain)
        self.ids.purpose.text = app.word(app.language, view.purpose)
        panels: BoxLayout = self.ids.panels
        panels.clear_widgets()
        for slot in view.slots:
            cards = [candidate for _, candidate in view.picks(slot)]
            unmet = next((q.unmet for q in view.queries if q.id in slot and q.unmet), None)
            panel = ConsentPanel(cards, self._at(slot), unmet, app.language)
            panel.bind(on_another=lambda _panel, at=slot: self.choose_next(at))
            panels.add_widget(panel)
