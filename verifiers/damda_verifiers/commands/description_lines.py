"""A description as lines of text: sections as trees, with words where there are some. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from damda.inspect import SECTIONS as SECTION_IDS
from damda.inspect import Description, Inspection
from damda.inspect.moments import moment

from . import did_words
from . import inspect_words as words
from .claim_labels import Labels, Path
from .terminal import Lang, Paint, visible

MAX_LINES = 2_000
_MAX_VALUE = 160
_NO_TEXT = re.compile(r"-?\d[\d.eE+-]*|true|false|null|", re.ASCII)
_ROOTS: Mapping[str, Path] = {"subject": ("credentialSubject",), "issuer": ("issuer",)}
"""Where a section's members stand in the credential, for their labels."""


class DescriptionPrinter:
    """Prints in one language. ``labels_for`` gives the catalog's words for types."""

    __slots__ = ("_labels", "_labels_for", "_lang", "_paint")

    def __init__(self, lang: Lang, paint: Paint, labels_for: Callable[[object], Labels]) -> None:
        self._lang, self._paint, self._labels_for = lang, paint, labels_for
        self._labels: Labels = {}

    def lines(self, inspection: Inspection) -> Iterator[str]:
        """All lines, at most `MAX_LINES`; the first says that nothing was verified."""
        yield self._paint(self._text("not_verified"), "doubt")
        yield ""
        size = self._text("bytes").format(count=f"{inspection.size:,}")
        depth = self._text("depth").format(count=inspection.depth)
        parts = [size, depth] if inspection.depth else [size]
        whole = self._document(inspection.description, " · ".join(parts), "")
        yield from islice(whole, MAX_LINES)
        if next(whole, None) is not None:
            yield self._text("more")

    def _document(self, described: Description, about: str, indent: str) -> Iterator[str]:
        kind = self._word(words.KINDS, described.kind)
        heading = " · ".join(part for part in (visible(described.format, 60), about) if part)
        yield f"{indent}{self._paint(kind, 'strong')}  {heading}"
        self._labels = self._labels_for(described.sections.get("types"))
        for name in SECTION_IDS:
            if name in described.sections:
                yield indent + self._paint(self._word(words.SECTIONS, name), "strong")
                yield from self._section(name, described.sections[name], indent + "  ")
        for number, inside in enumerate(described.inside, start=1):
            yield ""
            about = self._text("inside").format(number=number)
            yield from self._document(inside, about, indent + "    ")

    def _section(self, name: str, value: Any, indent: str) -> Iterator[str]:
        match name:
            case "dates":
                for date in value:
                    yield indent + self._date(date)
            case "versions":
                for version in value:
                    yield indent + self._date(version)
                    yield from self._tree(version["changes"], (), indent + "    ")
            case "disclosures":
                for disclosure in value:
                    yield from self._disclosure(disclosure, indent)
            case "hidden":
                yield from self._hidden(value, indent)
            case "contexts" | "types":
                for item in value:
                    yield indent + _scalar(item)
            case _:
                yield from self._tree(value, _ROOTS.get(name, ()), indent)

    def _date(self, date: Mapping[str, Any]) -> str:
        version = f"{_scalar(date['id'])}  " if "id" in date else ""
        return f"{version}{self._name(date['name'], ())}  {_scalar(date['text'])}{self._when(date)}"

    def _when(self, date: Mapping[str, Any]) -> str:
        known = date["seoul"] or date["utc"]
        if known is None:
            return f"  ({self._text('no_date')})"
        return f"  → {known} ({self._text('seoul') if date['seoul'] else 'UTC'})"

    def _disclosure(self, disclosure: Mapping[str, Any], indent: str) -> Iterator[str]:
        path = disclosure["path"]
        name = disclosure["name"] or "[]" if path is None else _place(path)
        name = self._name(name, ())
        said = self._text("named" if disclosure["named"] else "not_named")
        yield from self._member(f"{name} ({said})", disclosure["value"], (), indent)

    def _hidden(self, places: list[Mapping[str, Any]], indent: str) -> Iterator[str]:
        for place in places:
            name = self._name(_place(place["path"]), ()) if place["path"] else self._text("top")
            yield f"{indent}{name}  {self._text('hidden').format(count=place['count'])}"
        if not places:
            yield indent + self._text("nothing_hidden")

    def _tree(self, value: Any, path: Path, indent: str) -> Iterator[str]:
        if isinstance(value, dict) and not _is_language_text(value):
            for name, member in _without_digests(value).items():
                here = (*path, name)
                yield from self._member(self._name(name, here), member, here, indent)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._member(f"[{index + 1}]", item, (*path, index), indent)
        else:
            yield f"{indent}{self._value(value)}"

    def _member(self, name: str, value: Any, path: Path, indent: str) -> Iterator[str]:
        if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], list | dict):
            value = value[0]
        if isinstance(value, dict | list) and value and not _is_language_text(value):
            yield f"{indent}{name}"
            yield from self._tree(value, path, indent + "  ")
        else:
            shown = self._text("empty") if value in ({}, []) else self._value(value)
            yield f"{indent}{name}  {shown}"

    def _name(self, name: str, path: Path) -> str:
        """The catalog's word, or the standards', with the member's own name beside."""
        known = words.MEMBERS.get(name) or did_words.MEMBERS.get(name)
        ko, en = self._labels.get(path) or known or ("", "")
        word, own = (ko if self._lang == "ko" else en), visible(name, 60)
        return self._paint(f"{word} ({own})" if word and word != own else own, "quiet")

    def _value(self, value: Any) -> str:
        if _is_language_text(value):
            return f"{_scalar(value['@value'])} ({_scalar(value['@language'])})"
        if isinstance(value, str) and len(value) <= 40:
            date = moment("", value)
            if date["utc"] is not None:
                return _scalar(value) + self._when(date)
        return _scalar(value)

    def _text(self, key: str) -> str:
        return self._word(words.TEXTS, key)

    def _word(self, table: words.Words, key: str) -> str:
        ko, en = table.get(key, (key, key))
        return ko if self._lang == "ko" else en


def _place(path: list[str | int]) -> str:
    """The place of a claim in one word: ``course.grade``, ``languages[2]``."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _without_digests(value: dict[str, Any]) -> dict[str, Any]:
    """Without what stands for disclosures and hidden claims, which have sections of their own."""
    return {
        name: [e for e in member if not _is_digest(e)] if isinstance(member, list) else member
        for name, member in value.items()
        if name != "_sd"
    }


def _is_digest(element: Any) -> bool:
    """What stands for an element of an array (RFC 9901, 4.2.4.2)."""
    return isinstance(element, dict) and element.keys() == {"..."}


def _is_language_text(value: Any) -> bool:
    """A text and its language (VCDM 2.0, 11.1), which fit on one line."""
    return isinstance(value, dict) and value.keys() == {"@value", "@language"}


def _scalar(value: Any) -> str:
    """A value on one line; a text that looks like a number or true is put in quotes."""
    if isinstance(value, str) and not _NO_TEXT.fullmatch(value):
        return visible(value, _MAX_VALUE)
    return visible(json.dumps(value, ensure_ascii=False), _MAX_VALUE)
