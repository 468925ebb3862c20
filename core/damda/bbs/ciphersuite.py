"""The two BBS ciphersuites: how they hash (draft-irtf-cfrg-bbs-signatures, 4 and 7.2).

They differ in expand_message alone. Scalars are ints from 0 to r - 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .expand_message import expand_message_xmd, expand_message_xof
from .groups import FIELD, ORDER, SCALAR_LENGTH, Groups, Point

EXPAND_LENGTH = 48
"""Bytes that are hashed to for one scalar: ceil((ceil(log2(r)) + 128) / 8)."""
_FIELD_LENGTH = 64
"""Bytes that are hashed to for one field element (RFC 9380, 8.8.1)."""


@dataclass(frozen=True, slots=True)
class Ciphersuite:
    """``id`` is the ciphersuite_id; ``p1`` the octets of the fixed point P1."""

    id: bytes
    p1: bytes
    expand_message: Callable[[bytes, bytes, int], bytes]

    @property
    def api_id(self) -> bytes:
        """The id of the BBS Signatures Interface (3.5)."""
        return self.id + b"H2G_HM2S_"

    def hash_to_scalar(self, message: bytes, dst: bytes) -> int:
        """4.2.2."""
        return int.from_bytes(self.expand_message(message, dst, EXPAND_LENGTH)) % ORDER

    def challenge(self, message: bytes) -> int:
        """`hash_to_scalar` with the tag that domains, challenges and signatures share."""
        return self.hash_to_scalar(message, self.api_id + b"H2S_")

    def message_scalars(self, messages: Sequence[bytes]) -> list[int]:
        """messages_to_scalars (4.1.2)."""
        dst = self.api_id + b"MAP_MSG_TO_SCALAR_AS_HASH_"
        return [self.hash_to_scalar(message, dst) for message in messages]

    def hash_to_curve(self, message: bytes, dst: bytes, groups: Groups) -> Point:
        """hash_to_curve_g1 (RFC 9380, 3 and 5.2): a point of G1."""
        data = self.expand_message(message, dst, 2 * _FIELD_LENGTH)
        u, v = (
            int.from_bytes(half) % FIELD for half in (data[:_FIELD_LENGTH], data[_FIELD_LENGTH:])
        )
        return groups.mapped(u, v)


SHA_256 = Ciphersuite(
    b"BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_",
    bytes.fromhex(
        "a8ce256102840821a3e94ea9025e4662b205762f9776b3a766c872b948f1fd22"
        "5e7c59698588e70d11406d161b4e28c9"
    ),
    expand_message_xmd,
)
"""BLS12-381-SHA-256 (7.2.2), which bbs-2023 uses."""

SHAKE_256 = Ciphersuite(
    b"BBS_BLS12381G1_XOF:SHAKE-256_SSWU_RO_",
    bytes.fromhex(
        "8929dfbc7e6642c4ed9cba0856e493f8b9d7d5fcb0c31ef8fdcd34d50648a56c"
        "795e106e9eada6e0bda386b414150755"
    ),
    expand_message_xof,
)
"""BLS12-381-SHAKE-256 (7.2.1)."""


def scalar_octets(scalar: int) -> bytes:
    """I2OSP(scalar, 32)."""
    return scalar.to_bytes(SCALAR_LENGTH)


def count_octets(count: int) -> bytes:
    """I2OSP(count, 8)."""
    return count.to_bytes(8)
