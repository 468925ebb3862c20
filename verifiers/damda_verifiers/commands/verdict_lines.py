"""A verdict as lines of text: the answer and its reasons first, then every check. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from damda.check_names import CHECK_NAMES
from damda.learner_record import TYPE as LEARNER_RECORD
from damda.verdict import Check, Outcome, Verdict

from ..service.reasons import reasons_of
from .terminal import Colour, Lang, Paint, columns, padded, visible

MARKS: Mapping[Outcome, tuple[str, str, Colour]] = {
    "passed": ("통과", "passed", "good"),
    "failed": ("실패", "FAILED", "bad"),
    "unknown": ("미확인", "UNKNOWN", "doubt"),
    "skipped": ("생략", "skipped", "quiet"),
}
"""The word that stands before each check, in both languages; colour only repeats it."""

_TEXTS: Mapping[str, tuple[str, str]] = {
    "verified": ("확인됨", "Verified"),
    "refused": ("확인되지 않음", "Not verified"),
    "passed_all": (
        "정책이 요구하는 확인을 모두 통과했습니다.",
        "Every check that the policy demands has passed.",
    ),
    "doubts": (
        "판정에 쓰지 않았지만 통과하지 않은 항목: {names}",
        "Did not pass, but does not decide: {names}",
    ),
    "presentation": ("제출 문서", "Presentation"),
    "credential": ("증명서", "Credential"),
    "record": ("학습이력", "Learner record"),
    "not_fatal": ("판정에 쓰지 않음", "does not decide"),
}
_MAX_SENTENCE = 1_000


def verdict_lines(verdict: Verdict, *, source: str, lang: Lang, paint: Paint) -> Iterator[str]:
    """The lines; ``source`` is what was verified, such as a file's name."""
    answer = "verified" if verdict.verified else "refused"
    colour: Colour = "good" if verdict.verified else "bad"
    yield f"{paint(_text(answer, lang), colour)}  {paint(visible(source, 200), 'strong')}"
    yield from _summary(verdict, lang)
    for index, checks in groupby(verdict.checks, key=lambda check: check.credential):
        group = list(checks)
        yield ""
        yield paint(_heading(verdict, index, group[0], lang), "strong")
        yield from (_line(check, lang, paint) for check in group)


def _summary(verdict: Verdict, lang: Lang) -> Iterator[str]:
    reasons = reasons_of(verdict.to_json())
    for reason in reasons:
        name = _name(reason["id"], lang)
        yield f"  - {name}: {visible(reason[lang], _MAX_SENTENCE)}"
    if reasons:
        return
    yield f"  {_text('passed_all', lang)}"
    doubts = [c for c in verdict.checks if c.outcome in ("failed", "unknown")]
    names = dict.fromkeys(f"{_name(c.id, lang)} ({_mark(c, lang)})" for c in doubts)
    if names:
        yield f"  {_text('doubts', lang).format(names=', '.join(names))}"


def _heading(verdict: Verdict, index: int | None, first: Check, lang: Lang) -> str:
    alone = all(check.credential is None for check in verdict.checks)
    if index is None and LEARNER_RECORD in first.evidence.get("types", ()):
        # What it holds follows, each with its number.
        return f"{_text('record', lang)} · {visible(str(first.evidence.get('issuer', '')), 120)}"
    if index is None and not (alone and "types" in first.evidence):
        return _text("presentation" if not alone else "credential", lang)
    number = "" if index is None else f" {index + 1}"
    title = f"{_text('credential', lang)}{number}"
    if "types" not in first.evidence:
        return title
    types = ", ".join(name for name in first.evidence["types"] if name != "VerifiableCredential")
    issuer = visible(str(first.evidence.get("issuer", "")), 120)
    return " · ".join(part for part in (title, visible(types, 200), issuer) if part)


def _line(check: Check, lang: Lang, paint: Paint) -> str:
    column = 0 if lang == "ko" else 1
    word, colour = MARKS[check.outcome][column], MARKS[check.outcome][2]
    width = max(columns(mark[column]) for mark in MARKS.values()) + 2
    sentence = visible(check.ko if lang == "ko" else check.en, _MAX_SENTENCE)
    if not check.fatal and check.outcome in ("failed", "unknown"):
        sentence = f"{sentence} ({_text('not_fatal', lang)})"
    name = padded(_name(check.id, lang), 24 if lang == "ko" else 26)
    return f"  {paint(padded(f'[{word}]', width), colour)}  {name}  {sentence}"


def _mark(check: Check, lang: Lang) -> str:
    return MARKS[check.outcome][0 if lang == "ko" else 1]


def _name(check_id: str, lang: Lang) -> str:
    en, ko = CHECK_NAMES.get(check_id, (check_id, check_id))
    return ko if lang == "ko" else en


def _text(key: str, lang: Lang) -> str:
    return _TEXTS[key][0 if lang == "ko" else 1]
