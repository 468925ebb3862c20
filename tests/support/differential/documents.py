"""Documents over the contexts of `contexts`, with all that should not be in them now and then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .contexts import OUTERMOST, TERMS, TYPES, URLS, context
from .dice import Dice
from .values import (
    SOME_DATATYPES,
    SOME_IRIS,
    SOME_LANGUAGES,
    SOME_NUMBERS,
    SOME_ODD_IRIS,
    SOME_TEXTS,
)

DEPTH = 3

_ODD_NAMES = (
    *("ex:p", "ex:q", "undefined", "https://e.example/#a", "@graph", "@index", "@id", "@list"),
    *("@set", "@value", "@type", "@reverse", "@included", "T", "@nest", "@language", "@context"),
    *("urn:e:d", "https://v.example/#b", "ex", "a:b", "_:p", "@none", "", "@undefined", "id"),
)
_ODD_TYPES: tuple[Any, ...] = ("ex:p", "undefined", "a", "urn:t:T", "_:t", {}, None, [], "@id", 5)
_ODD_VALUES: tuple[Any, ...] = ({"@set": ["x"]}, {}, [], {"@graph": {"a": "x"}}, {"@value": {}})
_NAMED: tuple[Any, ...] = (
    *(URLS[0], URLS[0], [URLS[0], URLS[1]], [URLS[0], URLS[1]], [URLS[1], URLS[0]]),
    *([URLS[0], URLS[1], URLS[0]], [URLS[2], URLS[0]], [URLS[0], URLS[2]], [URLS[0]] * 2),
)


@dataclass(frozen=True, slots=True)
class Case:
    """Context documents by URL, and ten documents that name them."""

    contexts: dict[str, Any]
    documents: list[Any]


def case(seed: int) -> Case:
    """The case of this number."""
    dice = Dice(seed)
    contexts = {url: {"@context": context(dice, OUTERMOST)} for url in URLS}
    made = [{"@context": dice.of(_NAMED), **_node(dice, DEPTH, "@context")} for _ in range(10)]
    return Case(contexts, made)


def _node(dice: Dice, depth: int, without: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    id_, type_ = ("@id", "@type") if dice.one_in(20) else ("id", "type")
    if dice.one_in(3):
        found[id_] = dice.of([*SOME_ODD_IRIS, None] if dice.one_in(30) else SOME_IRIS)
    if not dice.one_in(3):
        types: Any = dice.some(TYPES, 1, 2)
        found[type_] = dice.of(_ODD_TYPES) if dice.one_in(30) else dice.of([types, types[0]])
    for name in dice.some(TERMS, 0 if found else 1, 3):
        found[name] = _value(dice, depth)
    if dice.one_in(30):
        found[dice.of(_ODD_NAMES)] = _value(dice, depth)
    if dice.one_in(20):
        found["@context"] = dice.of([URLS[2], *_NAMED])
    found.pop(without, None)
    return found


def _value(dice: Dice, depth: int) -> Any:
    if depth <= 0:
        return _scalar(dice)
    return dice.weighed(
        [
            (6, lambda: _scalar(dice)),
            (5, lambda: _node(dice, depth - 1)),
            (4, lambda: [_value(dice, depth - 1) for _ in range(dice.number(1, 3))]),
            (2, lambda: _value_object(dice)),
            (1, lambda: {"@list": [_value(dice, depth - 1) for _ in range(dice.number(0, 3))]}),
            (1, lambda: {"id": dice.of(SOME_IRIS)}),
            (1, lambda: dice.of(_ODD_VALUES) if dice.one_in(3) else _scalar(dice)),
        ]
    )


def _scalar(dice: Dice) -> Any:
    return dice.weighed(
        [
            (6, lambda: dice.of(SOME_TEXTS)),
            (6, lambda: dice.of(SOME_IRIS)),
            (1, lambda: dice.of(TYPES)),
            (3, lambda: dice.of(SOME_NUMBERS)),
            (1, lambda: dice.of([*SOME_ODD_IRIS, None]) if dice.one_in(3) else "x"),
        ]
    )


def _value_object(dice: Dice) -> dict[str, Any]:
    value: Any = dice.of([*SOME_TEXTS, *SOME_NUMBERS])
    return dice.weighed(
        [
            (5, lambda: {"@value": str(value), "@language": dice.of(SOME_LANGUAGES)}),
            (5, lambda: {"@value": value, "@type": dice.of(SOME_DATATYPES)}),
            (1, lambda: {"@value": value, "type": dice.of(["a", "ex:t", "urn:t", "T"])}),
            (1, lambda: {"@value": dice.of([value, None])}),
            (1, lambda: {"@value": {"a": [value]}, "@type": "@json"}),
            (1, lambda: {"@value": "x", dice.of(["@direction", "@index", "a"]): "ltr"}),
        ]
    )
