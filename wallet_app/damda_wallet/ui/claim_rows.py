"""A credential's claims in a panel: those with words first, technical ones behind a button."""

from __future__ import annotations

from collections.abc import Iterable

from kivy.uix.boxlayout import BoxLayout

from ..views import Language, ShownClaim
from .texts import TEXTS
from .widgets import SmallPress, add_facts


def fill_claims(panel: BoxLayout, claims: Iterable[ShownClaim], language: Language) -> None:
    """Fill ``panel``. What was asked for is marked; nothing that is shared is left unsaid: the
    button says how many technical entries go along, and shows them."""
    panel.clear_widgets()
    claims = list(claims)
    # What was asked for is never hidden, however technical its name is.
    plain = [claim for claim in claims if claim.named or claim.asked]
    technical = [claim for claim in claims if not (claim.named or claim.asked)]
    add_facts(panel, [_row(claim, language) for claim in plain])
    if technical:
        text = TEXTS["claims.technical"].text(language).format(count=len(technical))
        more = SmallPress(text=text)
        more.bind(on_release=lambda _press: _unfold(panel, more, technical, language))
        panel.add_widget(more)


def _unfold(
    panel: BoxLayout, more: SmallPress, technical: list[ShownClaim], language: Language
) -> None:
    panel.remove_widget(more)
    add_facts(panel, [_row(claim, language) for claim in technical])


def _row(claim: ShownClaim, language: Language) -> tuple[str, str, str]:
    mark = TEXTS["consent.asked"].text(language) if claim.asked else ""
    return claim.label.text(language), claim.value, mark
