"""Multibase, base58btc only: ``z`` and the Bitcoin alphabet (Controlled Identifiers 1.0, 2.4)."""

from __future__ import annotations

from .errors import LimitExceeded, MalformedInput

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}

MAX_LENGTH = 256
"""Longest base58 text that is read, in characters. The work of decoding is quadratic."""


def encode(data: bytes) -> str:
    """``z`` and the base58btc form of ``data``."""
    return "z" + encode_base58(data)


def decode(text: object, *, max_length: int = MAX_LENGTH) -> bytes:
    """The bytes of a multibase text in base58btc. Raises MalformedInput, LimitExceeded."""
    if not isinstance(text, str) or not text.startswith("z"):
        raise MalformedInput(
            "A multibase text in base58btc (it begins with z) is needed.",
            ko="z로 시작하는 base58btc multibase 값이 필요합니다.",
        )
    return decode_base58(text[1:], max_length=max_length)


def encode_base58(data: bytes) -> str:
    """The base58btc form of ``data``, without the multibase prefix."""
    zeros = len(data) - len(data.lstrip(b"\0"))
    number = int.from_bytes(data)
    digits: list[str] = []
    while number:
        number, digit = divmod(number, 58)
        digits.append(_ALPHABET[digit])
    return "1" * zeros + "".join(reversed(digits))


def decode_base58(text: str, *, max_length: int = MAX_LENGTH) -> bytes:
    """The bytes of a base58btc text without prefix. Raises MalformedInput, LimitExceeded."""
    if len(text) > max_length:
        raise LimitExceeded(
            f"A base58 text is longer than {max_length} characters.",
            ko=f"base58 값이 {max_length}자보다 깁니다.",
        )
    number = 0
    for character in text:
        if character not in _VALUES:
            raise MalformedInput(
                "A base58 text has a character that is not of its alphabet.",
                ko="base58 값에 쓸 수 없는 문자가 있습니다.",
            )
        number = number * 58 + _VALUES[character]
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
