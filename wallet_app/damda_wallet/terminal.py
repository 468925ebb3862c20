"""Views as lines of text for a terminal, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .seoul import minute
from .views import (
    Activity,
    AnchorReport,
    Card,
    CardDetail,
    Label,
    Language,
    OfferView,
    PresentResult,
    QueryView,
    Received,
    Refreshed,
    RequestView,
    StatusReport,
)

WORDS = {
    "offer": Label("Offer from {who} ({id})", "{who}의 발급 제안 ({id})"),
    "ask": Label("{who} asks ({domain})", "{who}의 요청 ({domain})"),
    "purpose": Label("Purpose: {text}", "목적: {text}"),
    "answer_to": Label("The answer goes to {host}", "응답을 받는 곳: {host}"),
    "here": Label("From a link on this device", "이 기기의 링크로 열림"),
    "elsewhere": Label("From a code on another screen", "다른 화면의 QR코드로 열림"),
    "holds": Label("  with: {claims}", "  담긴 항목: {claims}"),
    "tx_code": Label("A transaction code is needed. {text}", "거래 코드가 필요합니다. {text}"),
    "whole": Label(
        "The whole credential is handed over. All of this is shared (* was asked for):",
        "증명서 전체가 전달됩니다. 아래 항목이 모두 공유됩니다 (*는 요청한 항목):",
    ),
    "part": Label(
        "Only this is shared (* was asked for):", "아래 항목만 공유됩니다 (*는 요청한 항목):"
    ),
    "withheld": Label("Not shared: {names}", "공유하지 않는 항목: {names}"),
    "one_of": Label("One of these will do: {names}", "다음 중 하나면 됩니다: {names}"),
    "unmet": Label("No card fits: {why}", "맞는 카드가 없습니다: {why}"),
    "optional": Label("(optional)", "(선택)"),
    "none": Label("No cards yet.", "아직 카드가 없습니다."),
    "nothing": Label("Nothing yet.", "아직 기록이 없습니다."),
    "received": Label("Received: {name}", "담았습니다: {name}"),
    "already": Label("Already here: {name}", "이미 있습니다: {name}"),
    "accepted": Label("Accepted by the verifier.", "검증기관이 받아들였습니다."),
    "not_accepted": Label("Not accepted.", "받아들여지지 않았습니다."),
    "declined": Label("Declined. Nothing was shared.", "거부했습니다. 공유한 것은 없습니다."),
    "go_on": Label("Go on at: {uri}", "이어서 열 주소: {uri}"),
    "changed": Label("changed", "바뀜"),
    "status.valid": Label("valid", "유효"),
    "status.revoked": Label("revoked", "폐지됨"),
    "status.suspended": Label("suspended", "정지됨"),
    "status.none": Label("no status list", "상태 목록 없음"),
    "status.unchecked": Label("status not checked yet", "상태 미확인"),
    "status.failed": Label(
        "status could not be checked at {at}: {why}", "{at} 상태를 확인할 수 없음: {why}"
    ),
    "anchor.anchored": Label("anchored in block {block}", "원장 기록됨(블록 {block})"),
    "anchor.included": Label("inclusion proof kept", "포함 증명 보관"),
    "anchor.pending": Label("anchor pending", "원장 기록 대기"),
    "anchor.none": Label("no inclusion proof yet", "포함 증명 아직 없음"),
    "log.received": Label("received", "발급받음"),
    "log.imported": Label("imported", "가져옴"),
    "log.exported": Label("exported", "내보냄"),
    "imported.verified": Label("imported, verified", "파일에서 가져옴, 확인됨"),
    "imported.doubtful": Label("imported, NOT VERIFIED", "파일에서 가져옴, 확인되지 않음"),
    "exported": Label("Saved: {path}", "저장했습니다: {path}"),
    "log.presented": Label("presented", "제시함"),
    "log.declined": Label("declined", "거부함"),
    "log.refused": Label("refused by the verifier", "검증기관이 거절"),
    "log.failed": Label("sent, no answer", "보냈으나 응답 없음"),
    "log.removed": Label("removed", "삭제함"),
}


def say(language: Language, key: str, **values: object) -> str:
    return WORDS[key].text(language).format(**values)


def time_text(moment: datetime | None) -> str:
    """Seoul time to the minute."""
    return "-" if moment is None else minute(moment)


def offer_lines(view: OfferView, language: Language) -> Iterator[str]:
    yield say(language, "offer", who=view.issuer.name.text(language), id=view.issuer.id)
    yield f"  {view.issuer.standing.sentence.text(language)}"
    for each in view.credentials:
        yield f"- {each.name.text(language)}"
        if each.claims:
            claims = ", ".join(label.text(language) for label in each.claims)
            yield say(language, "holds", claims=claims)
    if view.tx_code is not None:
        yield say(language, "tx_code", text=view.tx_code.description or "")


def request_lines(view: RequestView, language: Language) -> Iterator[str]:
    verifier = view.verifier
    yield say(language, "ask", who=verifier.name.text(language), domain=verifier.domain)
    yield f"  {verifier.did}"
    if view.purpose is not None:
        yield say(language, "purpose", text=view.purpose.text(language))
    yield say(language, "answer_to", host=view.response_host)
    yield say(language, "here" if view.arrival == "link" else "elsewhere")
    for query in view.queries:
        yield from _query_lines(query, language)
    for slot in view.slots:
        if len(slot) > 1:
            yield say(language, "one_of", names=", ".join(slot))


def _query_lines(query: QueryView, language: Language) -> Iterator[str]:
    optional = "" if query.required else f" {say(language, 'optional')}"
    yield f"[{query.id}]{optional}"
    if query.unmet is not None:
        yield f"  {say(language, 'unmet', why=query.unmet.text(language))}"
    for number, candidate in enumerate(query.candidates, 1):
        card = candidate.card
        yield f"  {number}. {card.name.text(language)} · {card.issuer_name.text(language)}"
        yield f"     {say(language, 'whole' if candidate.whole else 'part')}"
        for shown in candidate.shared:
            star = "*" if shown.asked else " "
            yield f"     {star} {shown.label.text(language)}: {shown.value}"
        if candidate.withheld:
            names = ", ".join(label.text(language) for label in candidate.withheld)
            yield f"     {say(language, 'withheld', names=names)}"


def card_line(card: Card, language: Language) -> str:
    return (
        f"{card.id}  {card.name.text(language)} · {card.issuer_name.text(language)}"
        f" · {status_text(card.status, language)} · {anchor_text(card.anchor, language)}"
    )


def import_lines(card: Card, language: Language) -> Iterator[str]:
    """How a card that came as a file stands; nothing of any other."""
    report = card.imported
    if report is None:
        return
    yield "  " + say(language, "imported.verified" if report.verified else "imported.doubtful")
    for label in (report.standing.sentence, *report.doubts):
        yield f"  - {label.text(language)}"


def detail_lines(detail: CardDetail, language: Language) -> Iterator[str]:
    yield card_line(detail.card, language)
    yield from import_lines(detail.card, language)
    for shown in detail.claims:
        yield f"  {shown.label.text(language)}: {shown.value}"


def status_text(status: StatusReport, language: Language) -> str:
    known = say(language, f"status.{status.outcome}")
    if status.failed_at is None or status.failure is None:
        return known
    why = status.failure.text(language)
    failed = say(language, "status.failed", at=time_text(status.failed_at), why=why)
    # A revocation that was read stays in sight; nothing else is said without its doubt.
    return failed if status.outcome in ("valid", "unchecked") else f"{known} ({failed})"


def anchor_text(anchor: AnchorReport, language: Language) -> str:
    return say(language, f"anchor.{anchor.outcome}", block=anchor.block_number)


def received_lines(received: Received, language: Language) -> Iterator[str]:
    for key, cards in (("received", received.cards), ("already", received.already_here)):
        for card in cards:
            yield f"{say(language, key, name=card.name.text(language))} [{card.id}]"


def result_lines(result: PresentResult, language: Language) -> Iterator[str]:
    yield say(language, "accepted" if result.accepted else "not_accepted")
    for reason in result.reasons:
        yield f"  {reason.text(language)}"
    if result.redirect_uri is not None:
        yield say(language, "go_on", uri=result.redirect_uri)


def refreshed_lines(refreshed: Refreshed, language: Language) -> Iterator[str]:
    for each in refreshed.cards:
        mark = f" ({say(language, 'changed')})" if each.changed else ""
        yield card_line(each.after, language) + mark
    if not refreshed.cards:
        yield say(language, "none")


def activity_line(line: Activity, language: Language) -> str:
    cards = ", ".join(label.text(language) for label in line.cards)
    what = say(language, f"log.{line.kind}")
    return f"{time_text(line.at)}  {what}  {line.party.text(language)}  {cards}".rstrip()
