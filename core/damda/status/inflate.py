"""Inflating what others compressed, in bounded memory."""

from __future__ import annotations

import zlib
from typing import Literal

from ..errors import StatusUnreadable
from .refusal import unreadable

MAX_BYTES = 2_097_152
"""Longest list that is inflated: 2 MiB, or 16,777,216 entries of one bit."""

type Container = Literal["gzip", "zlib"]

# zlib's numbers for exactly one GZIP member (RFC 1952) and for the ZLIB format (RFC 1950).
_WBITS: dict[Container, int] = {"gzip": 31, "zlib": 15}


def inflate(compressed: bytes, container: Container, max_bytes: int = MAX_BYTES) -> bytes:
    """What ``compressed`` holds, at most ``max_bytes``.

    Raises StatusUnreadable; also for data that is cut off, or that goes on after its end.
    """
    inflater = zlib.decompressobj(wbits=_WBITS[container])
    try:
        data = inflater.decompress(compressed, max_bytes + 1)
    except zlib.error as error:
        raise _not_compressed(container) from error
    if len(data) > max_bytes:
        raise unreadable(
            f"the list is longer than {max_bytes * 8} bits",
            f"목록이 {max_bytes * 8}비트보다 깁니다",
        )
    if not inflater.eof or inflater.unused_data:
        raise unreadable(
            "the list is cut off, or goes on after its end",
            "목록이 잘렸거나 끝난 뒤에 다른 값이 있습니다",
        )
    return data


def _not_compressed(container: Container) -> StatusUnreadable:
    name = container.upper()
    return unreadable(
        f"the list is not compressed as {name}", f"목록이 {name} 압축 형식이 아닙니다"
    )
