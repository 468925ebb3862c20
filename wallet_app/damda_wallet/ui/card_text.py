"""What a card says of itself, in words, for a list and for the detail."""

from __future__ import annotations

from datetime import datetime

from ..seoul import day, minute
from ..views import AnchorReport, Card, Label, Language, StatusReport
from .texts import TEXTS
from .theme import card_color, text_color

_BADGE_TYPES = {"OpenBadgeCredential", "AchievementCredential"}
"""The two names of one type (Open Badges 3.0, 7.1.1)."""


def status_key(card: Card, now: datetime) -> str:
    """The key of the status word. Neither a failed check nor an old card reads as valid."""
    status = card.status
    if status.outcome in ("revoked", "suspended"):
        return f"status.{status.outcome}"
    if card.imported is not None and not card.imported.verified:
        return "status.unverified"
    if is_expired(card, now):
        return "status.expired"
    if status.failed_at is not None:
        return "status.failed"
    return f"status.{status.outcome}"


def is_expired(card: Card, now: datetime) -> bool:
    return card.valid_until is not None and card.valid_until < now


def is_revoked(card: Card) -> bool:
    return card.status.outcome == "revoked"


def is_unchecked(card: Card) -> bool:
    return card.status.outcome != "revoked" and card.status.failed_at is not None


def title(card: Card) -> Label:
    """What tells this card from others: of a badge, what was achieved."""
    return Label(card.achievement, card.achievement) if card.achievement else card.name


def _kind(card: Card, language: Language) -> str:
    badge = _BADGE_TYPES.intersection(card.types)
    kind = TEXTS["card.badge" if badge else "card.other"].text(language)
    return f"{card.name.text(language)} · {kind}" if card.achievement else kind


def card_properties(card: Card, language: Language, now: datetime) -> dict[str, object]:
    """Properties of a CardFace."""
    background = card_color(card.background_color)
    until = (
        TEXTS["card.forever"].text(language)
        if card.valid_until is None
        else TEXTS["card.until"].text(language).format(date=day(card.valid_until))
    )
    return {
        "issuer": card.issuer_name.text(language),
        "kind": _kind(card, language),
        "status_text": TEXTS[status_key(card, now)].text(language),
        "title": title(card).text(language),
        "note": TEXTS["card.received"].text(language).format(date=day(card.received_at)),
        "until": until,
        "background": background,
        "ink": text_color(background, card.text_color),
        "warned": card.status.outcome in ("revoked", "suspended")
        or is_expired(card, now)
        or (card.imported is not None and not card.imported.verified),
    }


def status_line(card: Card, language: Language, now: datetime) -> str:
    """The state with the time of the newest look, and the reason if that look failed."""
    status: StatusReport = card.status
    state = TEXTS[status_key(card, now)].text(language)
    seen = status.failed_at or status.checked_at
    if seen is None:
        return state
    line = TEXTS["detail.checked"].text(language).format(state=state, time=minute(seen))
    return line if status.failure is None else f"{line}\n{status.failure.text(language)}"


def origin_line(card: Card, language: Language) -> str:
    """How a card came that its issuer did not give to this wallet, and how it stands; else empty."""
    report = card.imported
    if report is None:
        return ""
    lines = [TEXTS["detail.imported"].text(language), report.standing.sentence.text(language)]
    return "\n".join([*lines, *(doubt.text(language) for doubt in report.doubts)])


def anchor_line(anchor: AnchorReport, language: Language) -> str:
    """Where the credential stands on the ledger."""
    line = TEXTS[f"anchor.{anchor.outcome}"].text(language).format(block=anchor.block_number)
    return line if anchor.failure is None else f"{line}\n{anchor.failure.text(language)}"
