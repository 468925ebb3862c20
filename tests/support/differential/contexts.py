"""Small random contexts, three to a case: terms that meet, scoped contexts, prefixes, aliases."""

from __future__ import annotations

from typing import Any

from .dice import Dice
from .values import SOME_DATATYPES, SOME_LANGUAGES

URLS = ("urn:c:0", "urn:c:1", "urn:c:2")
TERMS = ("a", "b", "c", "d", "e")
TYPES = ("T", "U", "V")
VOCABULARY = "https://v.example/#"
OUTERMOST = 2
"""How deep the contexts are scoped; those that are named by URL begin there."""

_IRIS = ("https://e.example/#a", "https://e.example/#b", "urn:e:d", "ex:p")
_ODD_IRIS = (
    *("b", "c", "T", "ex:", "ex", "_:p", "relative", "", "@id", "@type", "@value", "@graph"),
    *("@list", "@set", "@language", "@none", "@json", "@index", "@nest", "@included", "@reverse"),
    *("@context", "@undefined", "https://e.example/a b", "ex:q", "https://v.example/#b"),
)
_COERCIONS = (
    *("@id", "@id", "@vocab", "@json", "@none", "http://www.w3.org/2001/XMLSchema#double"),
    *("http://www.w3.org/2001/XMLSchema#integer", "http://www.w3.org/2001/XMLSchema#date", "urn:t"),
)
_CONTAINERS: tuple[Any, ...] = ("@set", "@set", "@list", "@graph", ["@graph", "@set"], ["@set"])
_ODD_CONTAINERS: tuple[Any, ...] = ("@index", "@id", "@type", "@language", ["@graph", "@id"], [])
_RARE: tuple[tuple[str, Any], ...] = (
    ("@prefix", True),
    ("@prefix", False),
    ("@nest", "@nest"),
    ("@index", "ex:i"),
    ("@direction", "ltr"),
    ("@reverse", "ex:r"),
    ("@protected", False),
)


def context(dice: Dice, depth: int) -> Any:
    """The value of an ``@context``, in a document's own text (``OUTERMOST``) or scoped."""
    if depth < OUTERMOST and dice.one_in(10):
        return None
    if dice.one_in(12):
        other = dice.of([None, URLS[0], _definitions(dice, depth)])
        return [other, _definitions(dice, depth)]
    return _definitions(dice, depth)


def _definitions(dice: Dice, depth: int) -> dict[str, Any]:
    outermost = depth == OUTERMOST
    found: dict[str, Any] = {"@version": 1.1} if dice.one_in(3) else {}
    if outermost and not dice.one_in(10):
        found |= {"id": "@id", "type": "@type"}
    if outermost or dice.one_in(4):
        found["ex"] = dice.of(["https://ex.example/", "https://ex.example/ns#"])
    if dice.one_in(8):
        found["@vocab"] = dice.of([VOCABULARY, VOCABULARY, VOCABULARY, "ex:v/"])
        if not outermost:
            found["@vocab"] = dice.of([VOCABULARY, VOCABULARY, None])
    if dice.one_in(10):
        found["@language"] = dice.of(["ko", "en"] if outermost else ["ko", "en", "ko", None])
    if dice.one_in(12):
        found["@protected"] = True  # false makes PyLD speak of a cyclic mapping
    if not outermost and dice.one_in(6):
        found["@propagate"] = dice.of([True, False])  # PyLD fails on it in one named by URL
    if dice.one_in(30):
        found["@base"] = "https://base.example/"
    for name in dice.some(TERMS, 2 if outermost else 1, 5 if outermost else 2):
        found[name] = _definition(dice, depth, name)
    for name in TYPES if outermost else dice.some(TYPES, 0, 1):
        found[name] = {"@id": dice.of(["urn:t:T", *[f"https://t.example/{name}"] * 6])}
        if depth > 0 and not dice.one_in(3):
            found[name]["@context"] = context(dice, depth - 1)
    return found


def _definition(dice: Dice, depth: int, name: str) -> Any:
    own = f"https://e.example/#{name}"
    iri = dice.of(_ODD_IRIS) if dice.one_in(60) else dice.of([*[own] * 12, *_IRIS])
    if dice.one_in(3):
        return None if dice.one_in(15) else iri
    found: dict[str, Any] = {} if dice.one_in(40) else {"@id": iri}
    if dice.one_in(3):
        found["@type"] = dice.of(SOME_DATATYPES) if dice.one_in(30) else dice.of(_COERCIONS)
    elif dice.one_in(6):
        found["@language"] = dice.of([*SOME_LANGUAGES[:5], None])
    if dice.one_in(3):
        found["@container"] = dice.of(_ODD_CONTAINERS if dice.one_in(20) else _CONTAINERS)
    if dice.one_in(12):
        found["@protected"] = True
    if depth > 0 and dice.one_in(3):
        found["@context"] = context(dice, depth - 1)
    if dice.one_in(40):
        name, value = dice.of(_RARE)
        found[name] = value
    return found
