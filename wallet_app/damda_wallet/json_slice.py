"""A part of a JSON text exactly as it was written, so that what was signed is kept to the byte."""

from __future__ import annotations

import json
import re

from damda.errors import MalformedInput

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")


def json_slice(text: str, path: tuple[str | int, ...]) -> str:
    """The text of the value at ``path`` in ``text``, which `damda.strict_json` has accepted.

    Raises MalformedInput if there is no such value.
    """
    start = _skip(text, 0)
    for step in path:
        start = _member(text, start, step)
    return text[start : _end(text, start)]


def _member(text: str, start: int, step: str | int) -> int:
    """Where the value of a member or an element of the value at ``start`` begins."""
    is_object = isinstance(step, str)
    if text[start] != ("{" if is_object else "["):
        raise _missing()
    place, number = _skip(text, start + 1), 0
    while text[place] not in "}]":
        name: str | int = number
        if is_object:
            name, place = _DECODER.raw_decode(text, place)
            place = _skip(text, _skip(text, place) + 1)  # over the colon
        if name == step:
            return place
        place = _skip(text, _end(text, place))
        if text[place] == ",":
            place = _skip(text, place + 1)
        number += 1
    raise _missing()


def _end(text: str, start: int) -> int:
    return _DECODER.raw_decode(text, start)[1]


def _skip(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return place if match is None else match.end()


def _missing() -> MalformedInput:
    return MalformedInput(
        "The answer has no credential where one should be.",
        ko="응답에 증명서가 없습니다.",
    )
