"""The seam to the library that calculates on BLS12-381: its groups of prime order, and their sizes.

Points are the library's own objects, which only it understands; scalars are ints below `ORDER`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
"""The prime order r of G1 and G2 (draft-irtf-cfrg-pairing-friendly-curves, 4.2.1)."""

FIELD = int(
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
    "1eabfffeb153ffffb9feffffffffaaab",
    16,
)
"""The prime p of the field that coordinates of G1 are in."""

POINT_LENGTH = 48
"""Bytes of a compressed point of G1."""
SCALAR_LENGTH = 32
PUBLIC_KEY_LENGTH = 96
"""Bytes of a compressed point of G2."""

type Point = Any
"""A point of G1, as its `Groups` made it."""


class Groups(Protocol):
    """What BBS asks of a library. None of it is secret-independent in time: Python's ints are not."""

    @property
    def pairs_fast(self) -> bool:
        """Whether a pairing takes milliseconds, and not seconds."""
        ...

    def __hash__(self) -> int:
        """Generators are kept for each object that calculates."""
        ...

    def point(self, octets: bytes) -> Point:
        """The point of G1 that 48 bytes stand for.

        Raises MalformedInput if they are none, outside the subgroup, or the identity.
        """
        ...

    def octets(self, point: Point) -> bytes:
        """The 48 bytes of a point, compressed."""
        ...

    def mapped(self, u: int, v: int) -> Point:
        """The point of G1 of two field elements: the end of hash_to_curve (RFC 9380, 3).

        That is clear_cofactor(map_to_curve(u) + map_to_curve(v)) with the simplified SWU map.
        """
        ...

    def weighted_sum(self, points: Sequence[Point], scalars: Sequence[int]) -> Point:
        """points[0] * scalars[0] + points[1] * scalars[1] + ...; at least one."""
        ...

    def public_key(self, secret: int) -> bytes:
        """BP2 * ``secret``: the 96 bytes of a point of G2, compressed."""
        ...

    def is_public_key(self, public_key: bytes) -> bool:
        """Whether 96 bytes are a point of the subgroup G2 other than the identity."""
        ...

    def paired(self, signed: Point, public_key: bytes, based: Point) -> bool:
        """Whether h(signed, public_key) = h(based, BP2), the one question with pairings.

        ``public_key`` is one that `is_public_key` accepts, else MalformedInput is raised.
        """
        ...
