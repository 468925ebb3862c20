"""What a card says of itself, in words, for a list and for the detail."""

from __future__ import annotations

from ..views import AnchorReport, Card, Language, StatusReport
from .dates import day, minute
from .texts import TEXTS
from .theme import card_color, text_color


def status_key(status: StatusReport) -> str:
    """The key of the status word. A failed check never reads as valid."""
    if status.outcome in ("revoked", "suspended"):
        return f"status.{status.outcome}"
    if status.failed_at is not None:
        return "status.failed"
    return f"status.{status.outcome}"


def is_revoked(card: Card) -> bool:
    return card.status.outcome == "revoked"


def is_unchecked(card: Card) -> bool:
    return card.status.outcome != "revoked" and card.status.failed_at is not None


def card_properties(card: Card, language: Language) -> dict[str, object]:
    """Properties of a CardFace."""
    background = card_color(card.background_color)
    until = (
        TEXTS["card.forever"].text(language)
        if card.valid_until is None
        else TEXTS["card.until"].text(language).format(date=day(card.valid_until))
    )
    return {
        "issuer": card.issuer_name.text(language),
        "kind": "Open Badge 3.0",
        "status_text": TEXTS[status_key(card.status)].text(language),
        "title": card.name.text(language),
        "note": TEXTS["card.received"].text(language).format(date=day(card.received_at)),
        "until": until,
        "background": background,
        "ink": text_color(background, card.text_color),
        "warned": card.status.outcome in ("revoked", "suspended"),
    }


def status_line(status: StatusReport, language: Language) -> str:
    """The state with the time of the newest look, and the reason if that look failed."""
    state = TEXTS[status_key(status)].text(language)
    seen = status.failed_at or status.checked_at
    if seen is None:
        return state
    line = TEXTS["detail.checked"].text(language).format(state=state, time=minute(seen))
    return line if status.failure is None else f"{line}\n{status.failure.text(language)}"


def anchor_line(anchor: AnchorReport, language: Language) -> str:
    """Where the credential stands on the ledger."""
    line = TEXTS[f"anchor.{anchor.outcome}"].text(language).format(block=anchor.block_number)
    return line if anchor.failure is None else f"{line}\n{anchor.failure.text(language)}"
