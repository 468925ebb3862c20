"""The types a claim may have: one literal table, each with its reading and its JSON Schema.

A type ``array:X`` is a list of different values of X.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from damda.errors import MalformedInput
from damda.protocols import Json
from damda_schemas.codes import business_registration, corporate_registration, ncs

DATE_PATTERN = "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
_SAFE_INTEGER = 2**53 - 1
_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Refused(MalformedInput):
    """One value that its claim may not have. ``at`` is the index within a list, if any."""

    def __init__(self, code: str, en: str, ko: str, at: int | None = None) -> None:
        super().__init__(en, ko=ko, code=code)
        self.at = at


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a definition narrows: numbers, lengths (code points), and the values of an enum."""

    min: int | None = None
    max: int | None = None
    max_length: int = 200
    max_items: int = 50
    values: tuple[str, ...] = ()


NO_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class ClaimType:
    """``read`` gives the normalized value or raises Refused; ``iri`` is the JSON-LD datatype.

    Numbers and booleans have none on purpose: JSON-LD knows them as they are, and with a datatype
    in the context the text "80" would be signed as if it were the number 80.
    """

    read: Callable[[Any, Bounds], Any]
    schema: Callable[[Bounds], Json]
    iri: str | None = None
    options: frozenset[str] = frozenset()


def _string(value: Any, bounds: Bounds) -> str:
    """NFC, without spaces at the ends, of characters that can be seen and don't turn the text."""
    text = _text(value)
    if len(text) > 4 * bounds.max_length:
        raise _too_long(bounds)
    text = unicodedata.normalize("NFC", text).strip()
    for character in text:
        if unicodedata.category(character) in _FORBIDDEN or character in _INVISIBLE_LETTERS:
            raise Refused(
                "forbidden_character",
                f"the invisible character U+{ord(character):04X} is not allowed; remove it",
                f"보이지 않는 문자 U+{ord(character):04X}는 쓸 수 없습니다. 지워 주세요.",
            )
    if not text:
        raise Refused("empty", "a text is required, not an empty one", "빈 값은 쓸 수 없습니다.")
    if len(text) > bounds.max_length:
        raise _too_long(bounds)
    return text


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("wrong_type", "a text is required", "문자열이어야 합니다.")
    return value


def _too_long(bounds: Bounds) -> Refused:
    most = bounds.max_length
    return Refused("too_long", f"at most {most} characters", f"최대 {most}자입니다.")


def _integer(value: Any, bounds: Bounds) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("wrong_type", "a whole number is required", "정수여야 합니다.")
    low, high = _range(bounds)
    if value < low:
        raise Refused("too_small", f"it must be at least {low}", f"{low} 이상이어야 합니다.")
    if value > high:
        raise Refused("too_large", f"it must be at most {high}", f"{high} 이하여야 합니다.")
    return value


def _range(bounds: Bounds) -> tuple[int, int]:
    low = -_SAFE_INTEGER if bounds.min is None else bounds.min
    return low, _SAFE_INTEGER if bounds.max is None else bounds.max


def _boolean(value: Any, bounds: Bounds) -> bool:
    if not isinstance(value, bool):
        raise Refused("wrong_type", "true or false is required", "true 또는 false여야 합니다.")
    return value


def _date(value: Any, bounds: Bounds) -> str:
    text = _text(value)
    if re.fullmatch(DATE_PATTERN[1:-1], text, re.ASCII):
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
    raise Refused(
        "bad_date",
        "a date of the calendar is required, written 2026-03-02",
        "2026-03-02처럼 달력에 있는 날짜여야 합니다.",
    )


def _enum(value: Any, bounds: Bounds) -> str:
    text = _text(value)
    if text not in bounds.values:
        known = ", ".join(bounds.values)
        raise Refused("not_in_list", f"it must be one of {known}", f"{known} 중 하나여야 합니다.")
    return text


def _code(normalize: Callable[[str], str]) -> Callable[[Any, Bounds], str]:
    def read(value: Any, bounds: Bounds) -> str:
        try:
            return normalize(_text(value).strip())
        except Refused:
            raise
        except MalformedInput as error:
            raise Refused(error.code, error.en, error.ko) from error

    return read


def _pattern(pattern: str) -> Callable[[Bounds], Json]:
    return lambda bounds: {"type": "string", "pattern": pattern}


def _integer_schema(bounds: Bounds) -> Json:
    low, high = _range(bounds)
    return {"type": "integer", "minimum": low, "maximum": high}


CLAIM_TYPES: MappingProxyType[str, ClaimType] = MappingProxyType(
    {
        "string": ClaimType(
            _string,
            lambda b: {"type": "string", "minLength": 1, "maxLength": b.max_length},
            options=frozenset({"max_length"}),
        ),
        "integer": ClaimType(_integer, _integer_schema, options=frozenset({"min", "max"})),
        "boolean": ClaimType(_boolean, lambda b: {"type": "boolean"}),
        "date": ClaimType(_date, _pattern(DATE_PATTERN), "http://www.w3.org/2001/XMLSchema#date"),
        "enum": ClaimType(_enum, lambda b: {"enum": list(b.values)}, options=frozenset({"values"})),
        "code:brn": ClaimType(
            _code(business_registration.normalize), _pattern(business_registration.PATTERN)
        ),
        "code:corp": ClaimType(
            _code(corporate_registration.normalize), _pattern(corporate_registration.PATTERN)
        ),
        "code:ncs8": ClaimType(_code(ncs.code), _pattern(ncs.CODE_PATTERN)),
        "code:ncsUnit": ClaimType(_code(ncs.unit), _pattern(ncs.UNIT_PATTERN)),
        "code:ncsMajor": ClaimType(_code(ncs.major), _pattern(ncs.MAJOR_PATTERN)),
    }
)


def claim_type(name: str) -> ClaimType:
    """The row of the table; ``array:X`` is made of X's. Raises KeyError."""
    if name.startswith("array:"):
        return _array(CLAIM_TYPES[name.removeprefix("array:")])
    return CLAIM_TYPES[name]


def _array(item: ClaimType) -> ClaimType:
    def read(value: Any, bounds: Bounds) -> list[Any]:
        if not isinstance(value, list) or not value:
            raise Refused(
                "wrong_type",
                "a list with at least one value is required; leave the claim out if there is none",
                "값이 하나 이상인 목록이어야 합니다. 없으면 항목을 빼 주세요.",
            )
        if len(value) > bounds.max_items:
            most = bounds.max_items
            raise Refused("too_many", f"at most {most} values", f"값은 최대 {most}개입니다.")
        return _distinct([_item(item, index, one, bounds) for index, one in enumerate(value)])

    def schema(bounds: Bounds) -> Json:
        return {
            "type": "array",
            "items": item.schema(bounds),
            "minItems": 1,
            "maxItems": bounds.max_items,
            "uniqueItems": True,
        }

    return ClaimType(read, schema, item.iri, item.options | {"max_items"})


def _item(item: ClaimType, index: int, value: Any, bounds: Bounds) -> Any:
    try:
        return item.read(value, bounds)
    except Refused as refusal:
        raise Refused(refusal.code, refusal.en, refusal.ko, at=index) from refusal


def _distinct(values: list[Any]) -> list[Any]:
    """A list in JSON-LD is a set: a value given twice would not be signed twice."""
    for index, value in enumerate(values):
        if value in values[:index]:
            raise Refused("duplicate", "it was given twice", "같은 값이 두 번 있습니다.", at=index)
    return values
