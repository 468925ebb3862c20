"""One card that is asked for on the consent screen: which answers, and all that is shared."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from ..views import Candidate, Label, Language
from .card_text import title
from .claim_rows import fill_claims
from .texts import TEXTS


class ConsentPanel(BoxLayout):
    """``name`` of the card, or why there is none; ``several`` if another card could be chosen;
    ``withheld`` says what of it is not shared."""

    name = StringProperty()
    note = StringProperty()
    several = BooleanProperty(False)
    unmet = BooleanProperty(False)
    another_text = StringProperty()
    withheld = StringProperty()
    __events__ = ("on_another",)

    def __init__(
        self, cards: Sequence[Candidate], at: int, unmet: Label | None, language: Language
    ) -> None:
        super().__init__()
        self.unmet = not cards
        self.several = len(cards) > 1
        self.another_text = TEXTS["consent.another"].text(language)
        if not cards:
            self.name = TEXTS["consent.unmet"].text(language)
            self.note = "" if unmet is None else unmet.text(language)
            return
        candidate = cards[at]
        self.name = title(candidate.card).text(language)
        self.note = TEXTS["consent.whole" if candidate.whole else "consent.part"].text(language)
        self.withheld = _withheld(candidate, language)
        # What was asked for comes first; the rest goes along and is said to.
        claims = sorted(candidate.shared, key=lambda claim: not claim.asked)
        fill_claims(self.ids.facts, claims, language)

    def on_another(self) -> None:
        """Another card was asked for."""


def _withheld(candidate: Candidate, language: Language) -> str:
    """What stays in the wallet, by name; values are not for this screen."""
    names = [label.text(language) for label in candidate.withheld]
    if not names:
        return ""
    shown = " · ".join(names)
    return TEXTS["consent.withheld"].text(language).format(count=len(names), names=shown)
