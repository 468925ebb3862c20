"""JSON from outside: RFC 8259 without the parts on which two readers can disagree.

Refused: duplicate member names, NaN and Infinity (written out or by overflow), lone surrogates, a
byte order mark, text after the value, too many bytes, too much nesting.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NoReturn

from .errors import LimitExceeded, MalformedInput

MAX_BYTES = 1_048_576
MAX_DEPTH = 64

_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_NO_BRACKETS = re.compile(r"[^\[\]{}]+")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def loads(text: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Any:
    """The value of a JSON text in UTF-8, at most ``max_bytes`` long and ``max_depth`` deep.

    Numbers with a fraction or an exponent are floats, others ints. Raises MalformedInput, and
    LimitExceeded for size and depth.
    """
    decoded = _decoded(text, max_bytes)
    if decoded.count("[") + decoded.count("{") > max_depth:
        _check_depth(decoded, max_depth)
    try:
        value = _value(decoded)
    except (ValueError, RecursionError) as error:
        raise MalformedInput(
            "The text is not valid JSON.", ko="올바른 JSON 형식이 아닙니다."
        ) from error
    if "\\" in decoded and _SURROGATE_ESCAPE.search(decoded):
        _check_surrogates(value)
    return value


def loads_object(
    text: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH
) -> dict[str, Any]:
    """Like `loads`, for a text that must be a JSON object."""
    value = loads(text, max_bytes=max_bytes, max_depth=max_depth)
    if not isinstance(value, dict):
        raise MalformedInput("A JSON object is needed.", ko="JSON 객체가 필요합니다.")
    return value


def _decoded(text: bytes | str, max_bytes: int) -> str:
    if len(text) > max_bytes:
        raise _too_large(max_bytes)
    try:
        if isinstance(text, bytes):
            return text.decode("utf-8")
        if len(text.encode("utf-8")) > max_bytes:
            raise _too_large(max_bytes)
        return text
    except UnicodeError as error:
        raise MalformedInput(
            "The text is not valid UTF-8.", ko="UTF-8로 읽을 수 없는 글입니다."
        ) from error


def _too_large(max_bytes: int) -> LimitExceeded:
    return LimitExceeded(
        f"The JSON text is longer than {max_bytes} bytes.",
        ko=f"JSON이 {max_bytes}바이트보다 큽니다.",
    )


def _check_depth(text: str, max_depth: int) -> None:
    """Before parsing: the parser would go down to Python's own recursion limit.

    Exact for as far as ``text`` is JSON, which is as far as the parser goes. Linear in its length
    whatever it holds; `str` methods do it fastest.
    """
    if "\\" in text:
        text = text.replace("\\\\", "").replace('\\"', "")
    # Without escaped quotes every second part is a string: its brackets do not count.
    brackets = _NO_BRACKETS.sub("", "".join(text.split('"')[::2]))
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > max_depth:
        raise LimitExceeded(
            f"The JSON text is nested deeper than {max_depth} levels.",
            ko=f"JSON이 {max_depth}단계보다 깊게 중첩되어 있습니다.",
        )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise MalformedInput(
            "A JSON object has the same member name twice.",
            ko="JSON 객체에 같은 이름의 항목이 두 번 있습니다.",
        )
    return value


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise MalformedInput(
            "A JSON number is out of range.", ko="JSON 숫자가 범위를 벗어났습니다."
        )
    return value


def _refuse_constant(text: str) -> NoReturn:
    raise MalformedInput(f"{text} is not JSON.", ko=f"{text}은(는) JSON 값이 아닙니다.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_float, parse_constant=_refuse_constant
)


def _value(text: str) -> Any:
    # `decode` looks for white space around the value first: most texts have none.
    try:
        value, end = _DECODER.raw_decode(text)
    except json.JSONDecodeError:
        return _DECODER.decode(text)
    return value if end == len(text) else _DECODER.decode(text)


def _check_surrogates(value: Any) -> None:
    for text in _strings(value):
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise MalformedInput(
                "A JSON string has half a character (a lone surrogate).",
                ko="JSON 문자열에 깨진 문자가 있습니다.",
            ) from error


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from _strings(member)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
