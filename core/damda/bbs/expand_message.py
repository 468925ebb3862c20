"""expand_message (RFC 9380, 5.3): uniform bytes of a message under a domain separation tag."""

from __future__ import annotations

from hashlib import sha256, shake_256

from ..errors import MalformedInput

_BLOCK = 64
_DIGEST = 32


def expand_message_xmd(message: bytes, dst: bytes, length: int) -> bytes:
    """``length`` bytes by SHA-256 (5.3.1). ``dst`` is at most 255 bytes long, and not empty."""
    count = -(-length // _DIGEST)
    _check(dst, count <= 255)
    tag = dst + bytes([len(dst)])
    first = sha256(bytes(_BLOCK) + message + length.to_bytes(2) + b"\0" + tag).digest()
    block = sha256(first + b"\1" + tag).digest()
    blocks = [block]
    for number in range(2, count + 1):
        mixed = int.from_bytes(first) ^ int.from_bytes(block)
        block = sha256(mixed.to_bytes(_DIGEST) + bytes([number]) + tag).digest()
        blocks.append(block)
    return b"".join(blocks)[:length]


def expand_message_xof(message: bytes, dst: bytes, length: int) -> bytes:
    """``length`` bytes by SHAKE-256 (5.3.2)."""
    _check(dst, length <= 65535)
    return shake_256(message + length.to_bytes(2) + dst + bytes([len(dst)])).digest(length)


def _check(dst: bytes, fits: bool) -> None:
    if not fits or not 0 < len(dst) <= 255:
        raise MalformedInput(
            "The bytes asked for, or their domain separation tag, are too long.",
            ko="해시로 만들 값이나 구분 값(DST)이 너무 깁니다.",
        )
