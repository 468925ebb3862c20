"""One card: every claim with its label, its status and its place on the ledger."""

from __future__ import annotations

from pathlib import Path

from kivy.app import App
from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.screenmanager import Screen

from ..exporting import save
from ..seoul import day
from ..ui.card_text import anchor_line, card_properties, origin_line, status_line
from ..ui.claim_rows import fill_claims
from ..ui.texts import TEXTS
from ..ui.widgets import fill_facts
from ..views import CardDetail


class DetailScreen(Screen):
    """``card_id`` is set before it is shown. ``asking``: removal waits for a second press.
    ``saved`` is where an export was written."""

    card_id = StringProperty()
    detail = ObjectProperty(None, allownone=True)
    asking = BooleanProperty(False)
    saved = StringProperty()

    def on_kv_post(self, _widget: object) -> None:
        App.get_running_app().bind(language=lambda *_: self._fill())

    def on_pre_enter(self, *_: object) -> None:
        self.asking, self.saved = False, ""
        self._load()

    def refresh(self) -> None:
        App.get_running_app().ask(lambda wallet: wallet.refresh(), lambda _refreshed: self._load())

    def remove(self) -> None:
        if not self.asking:
            self.asking = True
            return
        app, card_id = App.get_running_app(), self.card_id
        app.ask(lambda wallet: wallet.remove(card_id), lambda _none: app.go("home"))

    def export(self) -> None:
        """Save the card as a picture with its badge inside."""
        app, card_id = App.get_running_app(), self.card_id
        folder, language = app.export_folder, app.language
        self.saved = ""

        def done(path: Path) -> None:
            self.saved = str(path)

        app.ask(lambda wallet: save(wallet.export(card_id, language=language), folder), done)

    def _load(self) -> None:
        card_id = self.card_id
        App.get_running_app().ask(lambda wallet: wallet.card(card_id), self._show)

    def _show(self, detail: CardDetail) -> None:
        self.detail = detail
        self._fill()

    def _fill(self) -> None:
        detail: CardDetail | None = self.detail
        if detail is None:
            return
        app = App.get_running_app()
        language, now = app.language, app.clock()
        card = detail.card
        for name, value in card_properties(card, language, now).items():
            setattr(self.ids.face, name, value)
        until = card.valid_until
        rows = [
            ("detail.issuer", card.issuer_name.text(language)),
            ("detail.from", "" if card.valid_from is None else day(card.valid_from)),
            ("detail.until", TEXTS["card.forever"].text(language) if until is None else day(until)),
            ("detail.status", status_line(card, language, now)),
            ("detail.ledger", anchor_line(card.anchor, language)),
        ]
        if card.imported is None:
            rows.append(("detail.form", TEXTS[f"form.{detail.format}"].text(language)))
        else:
            rows.insert(1, ("detail.origin", origin_line(card, language)))
        fill_facts(self.ids.facts, [(TEXTS[key].text(language), text, "") for key, text in rows])
        fill_claims(self.ids.claims, detail.claims, language)
