"""Cards and log lines as JSON bytes for the vault, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from .errors import VaultDamaged
from .import_report import ImportReport
from .views import Activity, AnchorReport, Card, Label, Standing, StatusReport


def pack(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def unpack(data: bytes) -> Any:
    return json.loads(data)


def card_to_bytes(card: Card) -> bytes:
    return pack(
        {
            "name": _label(card.name),
            "issuer": _label(card.issuer_name),
            "issuer_did": card.issuer_did,
            "art": card.art_url,
            "background": card.background_color,
            "text": card.text_color,
            "received": _time(card.received_at),
            "from": _time(card.valid_from),
            "until": _time(card.valid_until),
            "status": [
                card.status.outcome,
                _time(card.status.checked_at),
                _time(card.status.failed_at),
                _label(card.status.failure),
            ],
            "anchor": [
                card.anchor.outcome,
                _time(card.anchor.checked_at),
                card.anchor.block_number,
                _label(card.anchor.failure),
            ],
            "types": list(card.types),
            "achievement": card.achievement,
            "imported": None if card.imported is None else _import_report(card.imported),
        }
    )


def card_from_bytes(card_id: str, data: bytes) -> Card:
    """Raises VaultDamaged for the rows of a version that wrote other members."""
    try:
        raw = unpack(data)
        status, anchor = raw["status"], raw["anchor"]
        return Card(
            id=card_id,
            name=label_of(raw["name"]),
            issuer_name=label_of(raw["issuer"]),
            issuer_did=raw["issuer_did"],
            art_url=raw["art"],
            background_color=raw["background"],
            text_color=raw["text"],
            received_at=_needed_moment(raw["received"]),
            valid_from=_moment(raw["from"]),
            valid_until=_moment(raw["until"]),
            status=StatusReport(
                status[0], _moment(status[1]), _moment(status[2]), _label_or_none(status[3])
            ),
            anchor=AnchorReport(
                anchor[0], _moment(anchor[1]), anchor[2], _label_or_none(anchor[3])
            ),
            types=tuple(raw["types"]),
            achievement=raw["achievement"],
            # Cards of before have no such member.
            imported=_import_report_of(raw.get("imported")),
        )
    except (KeyError, IndexError, TypeError, ValueError):
        raise _foreign() from None


def activity_to_bytes(line: Activity) -> bytes:
    return pack(
        {
            "at": _time(line.at),
            "kind": line.kind,
            "party": _label(line.party),
            "party_id": line.party_id,
            "cards": [_label(each) for each in line.cards],
            "claims": [_label(each) for each in line.claims],
        }
    )


def activity_from_bytes(data: bytes) -> Activity:
    try:
        raw = unpack(data)
        return Activity(
            at=_needed_moment(raw["at"]),
            kind=raw["kind"],
            party=label_of(raw["party"]),
            party_id=raw["party_id"],
            cards=tuple(label_of(each) for each in raw["cards"]),
            claims=tuple(label_of(each) for each in raw["claims"]),
        )
    except (KeyError, IndexError, TypeError, ValueError):
        raise _foreign() from None


def label_of(pair: list[str]) -> Label:
    return Label(pair[0], pair[1])


def _import_report(report: ImportReport) -> list[Any]:
    doubts = [_label(each) for each in report.doubts]
    return [report.verified, report.standing.outcome, _label(report.standing.sentence), doubts]


def _import_report_of(raw: list[Any] | None) -> ImportReport | None:
    if raw is None:
        return None
    verified, outcome, sentence, doubts = raw
    standing = Standing(outcome, label_of(sentence))
    return ImportReport(verified, standing, tuple(label_of(each) for each in doubts))


def _label(label: Label | None) -> list[str] | None:
    return None if label is None else [label.en, label.ko]


def _label_or_none(pair: list[str] | None) -> Label | None:
    return None if pair is None else label_of(pair)


def _time(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


def _moment(number: float | None) -> datetime | None:
    return None if number is None else datetime.fromtimestamp(number, UTC)


def _needed_moment(number: float) -> datetime:
    return datetime.fromtimestamp(number, UTC)


def _foreign() -> VaultDamaged:
    return VaultDamaged(
        "A card in the vault was written by another version of the wallet.",
        ko="다른 버전의 지갑이 저장한 카드입니다. 지갑을 최신 버전으로 바꾸세요.",
        code="vault_version",
    )
