"""Consent: who asks, what they would see, and which card is shown."""

from __future__ import annotations

from kivy.app import App
from kivy.properties import BooleanProperty, DictProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.screenmanager import Screen

from ..ui.consent_panel import ConsentPanel
from ..ui.texts import TEXTS
from ..views import PresentResult, QueryView, RequestView
from .result import Outcome


class ConsentScreen(Screen):
    """``picked`` maps a query's id to the position of the candidate that is shown for it."""

    view = ObjectProperty(None, allownone=True)
    picked = DictProperty()
    busy = BooleanProperty(False)

    def on_kv_post(self, _widget: object) -> None:
        App.get_running_app().bind(language=lambda *_: self._fill())

    def on_pre_enter(self, *_: object) -> None:
        self.busy = False
        self.picked = {}
        self._fill()

    def choose_next(self, query: QueryView) -> None:
        """Show the next card that answers ``query``."""
        at = (self.picked.get(query.id, 0) + 1) % len(query.candidates)
        self.picked = {**self.picked, query.id: at}
        self._fill()

    def agree(self) -> None:
        app, view = App.get_running_app(), self.view
        choice = {
            query.id: (query.candidates[self.picked.get(query.id, 0)].card.id,)
            for query in view.queries
            if query.candidates and query.id in view.default_choice
        }
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
        for query in view.queries:
            panel = ConsentPanel(query, self.picked.get(query.id, 0), app.language)
            panel.bind(on_another=lambda _panel, asked=query: self.choose_next(asked))
            panels.add_widget(panel)
