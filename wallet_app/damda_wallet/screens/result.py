"""How something ended: in a word, with the reasons."""

from __future__ import annotations

import webbrowser
from dataclasses import dataclass

from kivy.app import App
from kivy.properties import ObjectProperty
from kivy.uix.screenmanager import Screen

from ..views import Label


@dataclass(frozen=True, slots=True)
class Outcome:
    """``return_to``: the verifier's page to go back to when the request came by a link."""

    good: bool
    title: Label
    notes: tuple[Label, ...] = ()
    return_to: str | None = None


class ResultScreen(Screen):
    """Shows an Outcome; "done" leads home, or back to the page that the request came from."""

    outcome = ObjectProperty(None, allownone=True)

    def done(self) -> None:
        app = App.get_running_app()
        return_to = self.outcome.return_to if self.outcome else None
        app.go("home")
        if return_to is not None and return_to.startswith(("https://", "http://")):
            webbrowser.open(return_to)
