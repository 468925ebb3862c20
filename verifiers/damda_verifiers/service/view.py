"""What the result page shows of a verdict and of what was presented. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote

from damda.errors import DamdaError
from damda.openid.dcql import claim_values
from damda.protocols import Json
from damda.times import parse_time

from ..forms import Presented
from ..relying_party import AskedClaim, AskedCredential, RelyingParty
from .answer import credentials_of
from .exchange import Exchange
from .reasons import reasons_of
from .texts import Lang, check_name, text

_KST = timezone(timedelta(hours=9), "KST")
_MAX_SHOWN = 300
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class ShownCredential:
    """One credential on the page: the first claim is its title, ``rows`` the others."""

    label: str
    title: str
    issuer: str
    issued: str
    valid_until: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """One line of the list. ``mark`` is the outcome, or "note" for a failure that is not fatal."""

    id: str
    name: str
    mark: str
    outcome: str
    code: str
    sentence: str
    evidence: str


def shown_checks(party: RelyingParty, exchange: Exchange, lang: Lang) -> list[ShownCheck]:
    labels = _labels(party, lang)
    return [_check(check, labels, lang) for check in _checks(exchange)]


def shown_reasons(party: RelyingParty, exchange: Exchange, lang: Lang) -> list[ShownCheck]:
    """The checks that make it a refusal."""
    labels = _labels(party, lang)
    return [_check(check, labels, lang) for check in reasons_of(exchange.verdict)]


def shown_credentials(party: RelyingParty, exchange: Exchange, lang: Lang) -> list[ShownCredential]:
    """What was presented, by query; what can't be read is left out."""
    return [
        _credential(asked, presented, lang)
        for asked in party.credentials
        for presented in credentials_of(exchange.answer, asked)
    ]


def presented_json(party: RelyingParty, exchange: Exchange) -> list[Json]:
    """What was presented, for programs: the claims that were asked for and are there."""
    return [
        {
            "id": asked.id,
            "format": presented.format,
            "label": {"ko": asked.label.ko, "en": asked.label.en},
            "claims": [
                {"label": {"ko": claim.label.ko, "en": claim.label.en}, "value": value}
                for claim in asked.claims
                if any((value := _both(claim, presented)).values())
            ],
        }
        for asked in party.credentials
        for presented in credentials_of(exchange.answer, asked)
    ]


def _both(claim: AskedClaim, presented: Presented) -> dict[str, str]:
    return {lang: _values(claim, presented, lang) for lang in ("ko", "en")}


def shown_time(moment: datetime, lang: Lang) -> str:
    """To the second, in Korea's time."""
    local = moment.astimezone(_KST)
    return f"{_day(local, lang)} {local:%H:%M:%S} (KST)"


def _checks(exchange: Exchange) -> list[Json]:
    return list(exchange.verdict["checks"]) if exchange.verdict else []


def _labels(party: RelyingParty, lang: Lang) -> dict[str, str]:
    """What was asked for, by the id of its query."""
    return {f.query_id: asked.label.of(lang) for asked in party.credentials for f in asked.forms}


def _check(check: Json, labels: Mapping[str, str], lang: Lang) -> ShownCheck:
    outcome = str(check["outcome"])
    harmless = not check["fatal"] and outcome in ("failed", "unknown")
    name = check_name(check["id"], lang, of_credential=check["credential"] is not None)
    # Where several credentials were asked for, the checks say of which they are.
    label = labels.get(check["evidence"].get("query", ""))
    return ShownCheck(
        id=check["id"],
        name=name if label is None else f"{name} · {label}",
        mark="note" if harmless else outcome,
        outcome=text("not_fatal" if harmless else outcome, lang),
        code=check["code"],
        sentence=check[lang],
        evidence=_pretty(check["evidence"]),
    )


def _pretty(evidence: Mapping[str, Any]) -> str:
    return json.dumps(evidence, ensure_ascii=False, indent=2) if evidence else ""


def _credential(asked: AskedCredential, presented: Presented, lang: Lang) -> ShownCredential:
    values = [(claim.label.of(lang), _values(claim, presented, lang)) for claim in asked.claims]
    title, *rows = values
    return ShownCredential(
        label=asked.label.of(lang),
        title=title[1] or asked.label.of(lang),
        issuer=_issuer(presented.issuer, lang),
        issued=_date(presented.issued, lang),
        valid_until=_end(presented.until, lang),
        rows=tuple((label, value) for label, value in rows if value),
    )


def _end(until: object, lang: Lang) -> str:
    return f"{text('valid_until', lang)} {_date(until, lang)}" if until else text("no_end", lang)


def _issuer(issuer: object, lang: Lang) -> str:
    """Its name; of a did:webvh alone the place in it, which people can read."""
    named = _name(issuer, lang)
    if not named.startswith("did:webvh:"):
        return named
    return "/".join(unquote(part) for part in named.split(":")[3:]) or named


def _name(thing: object, lang: Lang) -> str:
    """A name as VCDM 2.0, 4.5 allows it: a text, a value object, or several with languages."""
    if isinstance(thing, str):
        return _cut(thing)
    name = thing.get("name") if isinstance(thing, dict) else None
    several = name if isinstance(name, list) else [name]
    values = [each for each in several if isinstance(each, dict) and "@value" in each]
    values.sort(key=lambda each: each.get("@language") != lang)
    if values:
        return _cut(values[0]["@value"])
    if isinstance(name, str):
        return _cut(name)
    return _cut(thing.get("id", "")) if isinstance(thing, dict) else ""


def _values(claim: AskedClaim, presented: Presented, lang: Lang) -> str:
    path = claim.paths.get(presented.format, ())
    values = claim_values(presented.claims, path)
    return ", ".join(_value(claim, value, lang) for value in values[:20])


def _value(claim: AskedClaim, value: object, lang: Lang) -> str:
    if isinstance(value, str) and value in claim.values:
        return claim.values[value].of(lang)
    shown = _cut(value)
    match claim.form:
        case "date":
            return _date(value, lang)
        case "percent":
            return f"{shown}%"
        case "hours":
            return f"{shown} hours" if lang == "en" else f"{shown}시간"
        case "level":
            return f"Level {shown}" if lang == "en" else f"{shown}수준"
    return shown


def _date(value: object, lang: Lang) -> str:
    """A day in Korea; text that is no date is shown as it is."""
    if not isinstance(value, str):
        return ""
    try:
        if len(value) == len("2026-01-01"):
            return _day(datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=_KST), lang)
        return _day(parse_time(value).astimezone(_KST), lang)
    except (DamdaError, ValueError):
        return _cut(value)


def _day(moment: datetime, lang: Lang) -> str:
    if lang == "en":
        return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return f"{moment.year}년 {moment.month}월 {moment.day}일"


def _cut(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    shown = str(value)
    return shown if len(shown) <= _MAX_SHOWN else shown[: _MAX_SHOWN - 1] + "…"
