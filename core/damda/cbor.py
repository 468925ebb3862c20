"""The part of CBOR (RFC 8949) that COSE, CWT and selective proofs use, read strictly.

The work is bounded by the length of what is read.
Written out rather than taken from a package: it is small, runs on the phone without one, makes
no objects out of tags, and refuses what two readers could read differently.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from .errors import LimitExceeded, MalformedInput

MAX_DEPTH = 16

_FLOATS = {25: ">e", 26: ">f", 27: ">d"}
_LEAST = {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}
"""The least argument that needs so many bytes (RFC 8949, 4.1)."""
_SIMPLE = {False: 20, True: 21, None: 22}
_SIMPLE_VALUES = {number: value for value, number in _SIMPLE.items()}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a tag, which is not interpreted."""

    tag: int
    value: Any


def dumps(value: Any) -> bytes:
    """``value`` of ints, texts, bytes, booleans, None, lists, dicts and `Tagged`.

    The shortest form (RFC 8949, 4.1); members in their order. Raises MalformedInput for others.
    """
    match value:
        case bytes():
            return _head(2, len(value)) + value
        case bool() | None:
            return _head(7, _SIMPLE[value])
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case str():
            return _head(3, len(value.encode())) + value.encode()
        case list() | dict() | Tagged():
            return _written(value)
    raise MalformedInput("CBOR is not written for this type.", ko="CBOR로 쓸 수 없는 값입니다.")


def _written(value: list[Any] | dict[Any, Any] | Tagged) -> bytes:
    if isinstance(value, Tagged):
        return _head(6, value.tag) + dumps(value.value)
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(dumps, value))
    items = (dumps(key) + dumps(item) for key, item in value.items())
    return _head(5, len(value)) + b"".join(items)


def loads(data: bytes, *, shortest: bool = False) -> Any:
    """The one value of ``data``; with ``shortest`` no number or length is written longer than need be.

    Refused: duplicate keys, keys other than ints and texts, indefinite lengths, bytes after the
    end. Raises MalformedInput, and LimitExceeded for more than `MAX_DEPTH` levels.
    """
    reader = _Reader(data, shortest)
    value = reader.value(0)
    if reader.position != len(data):
        raise _malformed("bytes follow the value")
    return value


def _head(major: int, argument: int) -> bytes:
    if argument < 24:
        return bytes((major << 5 | argument,))
    if argument < 256:
        return bytes((major << 5 | 24, argument))
    for info, length in ((25, 2), (26, 4), (27, 8)):
        if argument < 1 << 8 * length:
            return bytes([major << 5 | info]) + argument.to_bytes(length)
    raise MalformedInput("The number is too large for CBOR.", ko="CBOR로 쓸 수 없는 큰 수입니다.")


class _Reader:
    """Where reading stands."""

    def __init__(self, data: bytes, shortest: bool) -> None:
        self._data = data
        self._shortest = shortest
        self.position = 0

    def value(self, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise LimitExceeded(
                f"The CBOR is nested deeper than {MAX_DEPTH} levels.",
                ko=f"CBOR이 {MAX_DEPTH}단계보다 깊게 중첩되어 있습니다.",
            )
        major, info = divmod(self._take(1)[0], 32)
        if major == 7:
            return self._simple(info)
        argument = info if info < 24 else self._argument(info)
        if major == 2:
            return self._take(argument)
        if major < 4:
            return self._plain(major, argument)
        if major == 4:
            return [self.value(depth + 1) for _ in range(self._count(argument))]
        if major == 5:
            return self._map(argument, depth)
        return Tagged(argument, self.value(depth + 1))

    def _plain(self, major: int, argument: int) -> int | str:
        match major:
            case 0:
                return argument
            case 1:
                return -1 - argument
        return self._text(argument)

    def _map(self, pairs: int, depth: int) -> dict[Any, Any]:
        members: dict[Any, Any] = {}
        for _ in range(self._count(pairs)):
            key = self.value(depth + 1)
            if isinstance(key, bool) or not isinstance(key, int | str):
                raise _malformed("a key is neither a number nor a text")
            if key in members:
                raise _malformed("a map has the same key twice")
            members[key] = self.value(depth + 1)
        return members

    def _argument(self, info: int) -> int:
        if info > 27:
            raise _malformed("a length is not given")
        argument = int.from_bytes(self._take(1 << info - 24))
        if self._shortest and argument < _LEAST[info]:
            raise _malformed("a number or a length is not written in the shortest form")
        return argument

    def _count(self, count: int) -> int:
        # Each item has a byte at least: a larger number is no reason to begin.
        if count > len(self._data) - self.position:
            raise _malformed("it is cut off")
        return count

    def _take(self, length: int) -> bytes:
        taken = self._data[self.position : self.position + length]
        if len(taken) != length:
            raise _malformed("it is cut off")
        self.position += length
        return taken

    def _text(self, length: int) -> str:
        try:
            return self._take(length).decode()
        except UnicodeDecodeError as error:
            raise _malformed("a text is not UTF-8") from error

    def _simple(self, info: int) -> Any:
        if info in _FLOATS:
            (number,) = struct.unpack(_FLOATS[info], self._take(1 << info - 24))
            return number
        if info not in _SIMPLE_VALUES:
            raise _malformed("it has a simple value without meaning")
        return _SIMPLE_VALUES[info]


def _malformed(why: str) -> MalformedInput:
    return MalformedInput(f"The CBOR can't be read: {why}.", ko="CBOR 형식이 올바르지 않습니다.")
