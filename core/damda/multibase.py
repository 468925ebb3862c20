"""Multibase, base58btc only: ``z`` and the Bitcoin alphabet (Controlled Identifiers 1.0, 2.4)."""

from __future__ import annotations

from .errors import LimitExceeded, MalformedInput

_ALPHABET = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = bytes(max(_ALPHABET.find(code), 0) for code in range(256))
_PAIRS = tuple(chr(first) + chr(second) for first in _ALPHABET for second in _ALPHABET)
_BLOCK = 256

MAX_LENGTH = 256
"""Longest base58 text that is read, in characters. The work of decoding is quadratic."""


def _folds() -> tuple[tuple[int, int, int], ...]:
    """How lanes of one digit each become lanes of 2, 4, 8 digits: shift, mask, power of 58.

    A digit has eight bits of room and needs less than six, so no lane runs into the next.
    """
    folds = []
    for width in (1, 2, 4, 8, 16, 32, 64, 128):
        lane = b"\0" * width + b"\xff" * width
        mask = int.from_bytes(lane * (_BLOCK // (2 * width)))
        folds.append((8 * width, mask, 58**width))
    return tuple(folds)


_FOLDS = _folds()


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
    pairs: list[str] = []
    while number:
        # Ten digits at a time: long division is dear, division of short numbers cheap.
        number, ten = divmod(number, 58**10)
        for _ in range(5):
            ten, pair = divmod(ten, 58**2)
            pairs.append(_PAIRS[pair])
    return "1" * zeros + "".join(reversed(pairs)).lstrip("1")


def decode_base58(text: str, *, max_length: int = MAX_LENGTH) -> bytes:
    """The bytes of a base58btc text without prefix. Raises MalformedInput, LimitExceeded."""
    if len(text) > max_length:
        raise LimitExceeded(
            f"A base58 text is longer than {max_length} characters.",
            ko=f"base58 값이 {max_length}자보다 깁니다.",
        )
    characters = text.encode("ascii", "replace")
    if characters.translate(None, _ALPHABET):
        raise MalformedInput(
            "A base58 text has a character that is not of its alphabet.",
            ko="base58 값에 쓸 수 없는 문자가 있습니다.",
        )
    digits = characters.translate(_VALUES)
    number = 0
    for start in range(0, len(digits), _BLOCK):
        block = digits[start : start + _BLOCK]
        number = number * 58 ** len(block) + _number(block)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def _number(digits: bytes) -> int:
    """The number of at most 256 base58 digits, all neighbours joined at once in each round."""
    number = int.from_bytes(digits)
    for shift, mask, power in _FOLDS[: (len(digits) - 1).bit_length()]:
        number = (number & mask) + (number >> shift & mask) * power
    return number
