"""An offer: who issues what, and the code that the issuer told the citizen."""

from __future__ import annotations

from kivy.app import App
from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.screenmanager import Screen

from ..ui.card_text import title
from ..ui.standing import standing_look
from ..ui.texts import TEXTS
from ..ui.widgets import fill_facts
from ..views import Label, OfferView, Received
from .result import Outcome

_WRONG_CODE = "invalid_grant"


class OfferScreen(Screen):
    """``view`` is what the engine read; nothing is taken before the button is pressed."""

    view = ObjectProperty(None, allownone=True)
    busy = BooleanProperty(False)
    problem = ObjectProperty(None, allownone=True)
    code_description = StringProperty()
    numeric = BooleanProperty(True)

    def on_kv_post(self, _widget: object) -> None:
        App.get_running_app().bind(language=lambda *_: self._fill())

    def on_pre_enter(self, *_: object) -> None:
        self.problem, self.busy = None, False
        self.ids.code.text = ""
        self._fill()

    def accept(self) -> None:
        app, view = App.get_running_app(), self.view
        code = self.ids.code.text if view.tx_code is not None else None
        self.busy, self.problem = True, None
        app.ask(lambda wallet: wallet.accept(view, tx_code=code), self._received, self._failed)

    def decline(self) -> None:
        self.view = None
        App.get_running_app().go("home")

    def _received(self, received: Received) -> None:
        self.busy = False
        key = "result.received" if received.cards else "result.here"
        names = tuple(title(card) for card in (*received.cards, *received.already_here))
        App.get_running_app().show_result(Outcome(good=True, title=TEXTS[key], notes=names))

    def _failed(self, error: object) -> None:
        self.busy = False
        if self.view.tx_code is not None and error.code == _WRONG_CODE:
            # A mistyped code is not the end: the screen stays, and the server counts the tries.
            self.problem = Label(error.en, error.ko)
            self.ids.code.text = ""
            return
        App.get_running_app().refuse(error)

    def _fill(self) -> None:
        view: OfferView | None = self.view
        if view is None:
            return
        language = App.get_running_app().language
        icon, soft, ink = standing_look(view.issuer.standing.outcome)
        issuer = self.ids.issuer
        issuer.icon, issuer.soft, issuer.ink = icon, soft, ink
        issuer.name = view.issuer.name.text(language)
        issuer.note = view.issuer.standing.sentence.text(language)
        self.ids.offered.text = "\n".join(c.name.text(language) for c in view.credentials)
        labels = [label.text(language) for c in view.credentials for label in c.claims]
        rows = [(TEXTS["offer.contents"].text(language), " · ".join(labels), "")] if labels else []
        fill_facts(self.ids.facts, rows)
        prompt = view.tx_code
        self.code_description = "" if prompt is None else (prompt.description or "")
        self.numeric = prompt is None or prompt.input_mode == "numeric"
