"""The bits of a Bitstring Status List 1.0, packed from the most significant bit on.

Entry ``index`` of ``size`` bits begins at bit ``index * size``; bit 0 is the most significant bit
of byte 0 (clauses 2.2, 3.2 and 3.3). A value is read as a number with its first bit highest.
"""

from __future__ import annotations

import gzip

from .. import base64url
from ..errors import MalformedInput
from .inflate import MAX_BYTES, inflate
from .refusal import unreadable

MIN_ENTRIES = 131_072
"""Fewest entries, so that a credential hides among many (clauses 3.2 and 5.1)."""
MIN_BITS = MIN_ENTRIES
MAX_BITS = MAX_BYTES * 8


def new_list(length: int = MIN_BITS) -> bytes:
    """``length`` bits, all zero. Raises MalformedInput for a length that readers refuse."""
    if not MIN_BITS <= length <= MAX_BITS or length % 8:
        raise MalformedInput(
            f"A status list has {MIN_BITS} to {MAX_BITS} bits, in whole bytes.",
            ko=f"상태 목록의 길이는 {MIN_BITS}~{MAX_BITS}비트(8의 배수)여야 합니다.",
        )
    return bytes(length // 8)


def bit(bits: bytes, index: int) -> bool:
    """Whether the bit at ``index`` is set. Raises StatusUnreadable if the list has none there."""
    return value(bits, index) != 0


def with_bit(bits: bytes, index: int, is_set: bool) -> bytes:
    """A copy of ``bits`` with one bit set or cleared. Raises StatusUnreadable."""
    return with_value(bits, index, int(is_set))


def value(bits: bytes, index: int, size: int = 1) -> int:
    """The value of entry ``index`` of a list of ``size`` bits an entry.

    Raises StatusUnreadable if the list has no such entry.
    """
    first, last, shift = _place(bits, index, size)
    return int.from_bytes(bits[first:last]) >> shift & (1 << size) - 1


def with_value(bits: bytes, index: int, value: int, size: int = 1) -> bytes:
    """A copy of ``bits`` with one entry changed.

    Raises StatusUnreadable if the list has no such entry, MalformedInput if ``value`` needs more
    than ``size`` bits.
    """
    first, last, shift = _place(bits, index, size)
    if not 0 <= value < 1 << size:
        raise MalformedInput(
            f"The status {value} does not fit into {size} bits.",
            ko=f"상태 값 {value}은(는) {size}비트에 들어가지 않습니다.",
        )
    changed = bytearray(bits)
    around = int.from_bytes(bits[first:last]) & ~(((1 << size) - 1) << shift)
    changed[first:last] = (around | value << shift).to_bytes(last - first)
    return bytes(changed)


def encode(bits: bytes) -> str:
    """``u`` and the base64url of the GZIP of ``bits`` (clause 3.3); the same each time."""
    return "u" + base64url.encode(gzip.compress(bits, mtime=0))


def decode(text: object, *, max_bits: int = MAX_BITS) -> bytes:
    """The bits of an ``encodedList`` (clause 3.4), at most ``max_bits``, in bounded memory.

    Raises StatusUnreadable; also for fewer than `MIN_BITS`, and for bytes after the end.
    """
    if not isinstance(text, str) or not text.startswith("u"):
        raise unreadable(
            "encodedList is no multibase text that begins with u",
            "encodedList가 u로 시작하는 값이 아닙니다",
        )
    try:
        compressed = base64url.decode(text[1:])
    except MalformedInput as error:
        raise unreadable(
            "encodedList is no base64url", "encodedList가 base64url 값이 아닙니다"
        ) from error
    bits = inflate(compressed, "gzip", max_bits // 8)
    if len(bits) * 8 < MIN_BITS:
        raise unreadable(
            f"the list is shorter than {MIN_BITS} bits", f"목록이 {MIN_BITS}비트보다 짧습니다"
        )
    return bits


def _place(bits: bytes, index: int, size: int) -> tuple[int, int, int]:
    """The bytes ``first:last`` that hold the entry, and the bits that follow it there."""
    begin = index * size
    end = begin + size
    if not 0 <= begin < end <= len(bits) * 8:
        raise unreadable(f"the list has no entry {index}", f"목록에 {index}번 자리가 없습니다")
    return begin // 8, (end + 7) // 8, -end % 8
