"""The JSON Canonicalization Scheme (RFC 8785), in one walk over the value."""

from __future__ import annotations

import math
from collections.abc import Callable
from json.encoder import encode_basestring as _quoted
from typing import Any

from ..errors import MalformedInput

# `_quoted` is what `json` writes texts with in C. Its escapes are those of RFC 8785, 3.2.2.2, no
# more and no fewer; half characters get through and are found when the whole is encoded.

_MAX_INT = 2**53 - 1


def jcs(value: Any) -> bytes:
    """The canonical UTF-8 bytes of a JSON value.

    Raises MalformedInput for what JCS has no form for: integers beyond 2^53 - 1, NaN, Infinity,
    lone surrogates, member names that are no strings, values that are no JSON, endless nesting.
    """
    parts: list[str] = []
    try:
        _write(value, parts.append)
        return "".join(parts).encode("utf-8")
    except (ValueError, TypeError, RecursionError) as error:
        raise MalformedInput(
            "The value has no canonical JSON form (RFC 8785).",
            ko="표준 JSON 형식(RFC 8785)으로 나타낼 수 없는 값이 있습니다.",
        ) from error


def _write(value: Any, put: Callable[[str], None]) -> None:
    # The order and the exact types are for speed: most values are texts in objects.
    kind = type(value)
    if kind is dict:
        before = "{"
        for name in _in_order(value):
            member = value[name]
            if type(member) is str:
                put(f"{before}{_quoted(name)}:{_quoted(member)}")
            else:
                put(f"{before}{_quoted(name)}:")
                _write(member, put)
            before = ","
        put("}" if value else "{}")
    elif kind is list:
        before = "["
        for item in value:
            if type(item) is str:
                put(f"{before}{_quoted(item)}")
            else:
                put(before)
                _write(item, put)
            before = ","
        put("]" if value else "[]")
    elif isinstance(value, dict):
        _write(dict(value), put)
    elif isinstance(value, list | tuple):
        _write(list(value), put)
    else:
        put(_scalar(value))


def _in_order(members: dict[str, Any]) -> list[str]:
    """The names by their UTF-16 units (RFC 8785, 3.2.3). Raises TypeError for other keys."""
    names = sorted(members)
    if not "".join(names).isascii():
        # Python sorts by code points: another order where characters beyond U+FFFF are met.
        names.sort(key=lambda name: name.encode("utf-16-be"))
    return names


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if not -_MAX_INT <= value <= _MAX_INT:
            raise ValueError("an integer that a double can't hold")
        return int.__repr__(value)
    if isinstance(value, float):
        return _double(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def _double(value: float) -> str:
    """The form of ECMA-262, Number::toString (RFC 8785, 3.2.2.3).

    Python's own form has the same digits, the fewest that give the double back; only the place
    where exponents begin, and how they are written, differ.
    """
    if not math.isfinite(value):
        raise ValueError("a number out of range")
    if value == 0:
        return "0"
    plain, _, power = float.__repr__(value).partition("e")
    if not power:
        return plain.removesuffix(".0")
    exponent = int(power)
    sign = "-" if value < 0 else ""
    digits = plain.removeprefix("-").replace(".", "")
    if 0 < exponent < 21:
        return sign + digits.ljust(exponent + 1, "0")
    if -7 < exponent < 0:
        return f"{sign}0.{digits.rjust(len(digits) - exponent - 1, '0')}"
    return f"{plain}e{exponent:+d}"
