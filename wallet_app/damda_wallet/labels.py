"""Words for what a credential holds: display names by language, claims as lines to read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from damda.errors import MalformedInput
from damda.protocols import JsonView
from damda.times import numeric_date, parse_time

from .seoul import day_or_minute
from .views import Label, ShownClaim

type Path = tuple[str | int, ...]
type LabelledPath = tuple[tuple[str | int | None, ...], Label]
"""A claims path pointer of the issuer's metadata (OpenID4VCI 1.0, Appendix C) and its words."""

MAX_NAME = 120
MAX_VALUE = 400
MAX_LINES = 300


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Words for members that every credential of one form has.

    ``machinery`` are members that are signed and shown with it always, but say nothing of the
    person, ``nested_machinery`` those that say nothing wherever they are; ``times`` are numbers
    of seconds since 1970.
    """

    built_in: Mapping[Path, Label]
    machinery: frozenset[str]
    nested_machinery: frozenset[str]
    times: frozenset[Path] = frozenset()


_VCDM_MEMBERS: dict[Path, Label] = {
    ("name",): Label("Credential", "증명서 이름"),
    ("description",): Label("Description", "설명"),
    ("id",): Label("Credential number", "증명서 번호"),
    ("issuer", "id"): Label("Issuer's identifier", "발급기관 식별자"),
    ("issuer", "name"): Label("Issuer", "발급기관"),
    ("issuer",): Label("Issuer's identifier", "발급기관 식별자"),
    ("validFrom",): Label("Valid from", "유효 시작"),
    ("validUntil",): Label("Valid until", "유효 기한"),
    ("credentialSubject", "id"): Label("My identifier for this card", "이 카드의 내 식별자"),
}

VCDM_WORDS = ClaimWords(
    built_in=_VCDM_MEMBERS,
    machinery=frozenset({"@context", "proof", "credentialSchema", "credentialStatus"}),
    nested_machinery=frozenset({"type"}),
)
"""Of the VC Data Model 2.0, 4."""


def one_line(text: object, limit: int = MAX_NAME) -> str:
    """A foreign text on one line: no control or direction characters, at most ``limit`` long."""
    if not isinstance(text, str):
        return ""
    shown = "".join(c if c.isprintable() or c == " " else " " for c in text[: limit * 4])
    shown = " ".join(shown.split())
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def display_label(displays: object, fallback: str, *, member: str = "name") -> Label:
    """The name out of a ``display`` array (OpenID4VCI 1.0, 12.2.4) for both languages."""
    names: dict[str, str] = {}
    for display in displays if isinstance(displays, list | tuple) else ():
        name = one_line(display.get(member)) if isinstance(display, dict) else ""
        if name:
            language = str(display.get("locale") or "").partition("-")[0].lower()
            names.setdefault(language, name)
    any_name = next(iter(names.values()), one_line(fallback))
    return Label(en=names.get("en", any_name), ko=names.get("ko", any_name))


def labelled_paths(claims: object) -> tuple[LabelledPath, ...]:
    """The claims of a credential's metadata that have a usable path, in their order."""
    found: list[LabelledPath] = []
    for claim in claims if isinstance(claims, list | tuple) else ():
        path = claim.get("path") if isinstance(claim, dict) else None
        if isinstance(path, list) and path and all(_is_step(step) for step in path):
            found.append((tuple(path), display_label(claim.get("display"), str(path[-1]))))
    return tuple(found[:MAX_LINES])


def shown_claims(
    document: JsonView,
    labels: Sequence[LabelledPath],
    asked: Sequence[Sequence[str | int | None]] = (),
    words: ClaimWords = VCDM_WORDS,
) -> tuple[ShownClaim, ...]:
    """Every statement of a credential as a line: first those the issuer named, in its order."""
    lines: list[tuple[int, ShownClaim]] = []
    for path, value in _leaves(document, (), words):
        rank, label = _label(path, labels, words)
        is_asked = any(_leads_to(each, path) for each in asked)
        named = rank <= MAX_LINES
        lines.append((rank, ShownClaim(path, label, _value(path, value, words), is_asked, named)))
        if len(lines) == MAX_LINES:
            more = Label("and more", "그 밖의 항목")
            lines.append((MAX_LINES + 2, ShownClaim((), more, "…")))
            break
    return tuple(line for _, line in sorted(lines, key=lambda line: line[0]))


def _leaves(value: Any, path: Path, words: ClaimWords) -> Iterator[tuple[Path, Any]]:
    members: Iterator[tuple[str | int, Any]]
    if isinstance(value, dict) and value:
        members = iter(value.items())
    elif isinstance(value, list) and value:
        members = iter(enumerate(value))
    else:
        yield path, value
        return
    for name, member in members:
        hidden = name in words.nested_machinery or (path == () and name in words.machinery)
        if not hidden:
            yield from _leaves(member, (*path, name), words)


def _label(path: Path, labels: Sequence[LabelledPath], words: ClaimWords) -> tuple[int, Label]:
    """The words of the longest named path that leads to ``path``, with what remains of it."""
    best: tuple[int, int, Label] | None = None
    for rank, (pattern, label) in enumerate(labels):
        if _leads_to(pattern, path) and (best is None or len(pattern) > best[0]):
            best = (len(pattern), rank, label)
    if best is not None:
        length, rank, label = best
        rest = [str(step) for step in path[length:] if isinstance(step, str)]
        suffix = one_line(f" ({'.'.join(rest)})") if rest else ""
        spaced = f" {suffix}" if suffix else ""
        return rank, Label(label.en + spaced, label.ko + spaced)
    if path in words.built_in:
        return MAX_LINES, words.built_in[path]
    name = one_line(".".join(str(step) for step in path if step != "credentialSubject"))
    return MAX_LINES + 1, Label(name, name)


def _leads_to(pattern: Sequence[str | int | None], path: Path) -> bool:
    # A null step stands for every element of an array (OpenID4VCI 1.0, Appendix C).
    return len(pattern) <= len(path) and all(
        isinstance(step, int) if want is None else want == step and type(want) is type(step)
        for want, step in zip(pattern, path, strict=False)
    )


def _value(path: Path, value: Any, words: ClaimWords) -> str:
    if path in words.times:
        return _moment(value, numeric_date) or one_line(str(value), MAX_VALUE)
    if isinstance(value, str):
        if value.startswith("data:"):
            return f"({one_line(value[5:].partition(';')[0], 40)})"
        return _moment(value, parse_time) or one_line(value, MAX_VALUE)
    return one_line(json.dumps(value, ensure_ascii=False), MAX_VALUE)


def _moment(value: object, read: Callable[[object], datetime]) -> str | None:
    """A date and time as people in Korea read it; the credential's own text is not touched."""
    try:
        return day_or_minute(read(value))
    except MalformedInput:
        return None


def _is_step(step: object) -> bool:
    return step is None or isinstance(step, str) or (type(step) is int and step >= 0)
