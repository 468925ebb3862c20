"""BLS12-381 by py-ecc (extra ``bbs-phone``): pure Python, for a holder who derives on a phone.

Every point operation is py-ecc's; sums are only put in an order that needs fewer of them. It has
pairings too, which take seconds: what a holder derives needs none.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from .groups import ORDER, POINT_LENGTH, PUBLIC_KEY_LENGTH
from .refusals import bad_point, bad_public_key

_before = sys.getrecursionlimit()

from py_ecc.bls.hash_to_curve import clear_cofactor_G1, map_to_curve_G1  # noqa: E402
from py_ecc.bls.point_compression import (  # noqa: E402
    compress_G1,
    compress_G2,
    decompress_G1,
    decompress_G2,
)
from py_ecc.fields import optimized_bls12_381_FQ as FQ  # noqa: E402
from py_ecc.fields import optimized_bls12_381_FQ12 as FQ12  # noqa: E402
from py_ecc.optimized_bls12_381 import (  # noqa: E402
    G2,
    Z1,
    add,
    double,
    final_exponentiate,
    is_inf,
    multiply,
    neg,
    pairing,
)

# py-ecc raises the limit to 100,000 for the whole process: readers that take RecursionError for
# "nested too deeply" would then take gigabytes first.
sys.setrecursionlimit(_before)

_WINDOW = 5


class PyEccGroups:
    """A `damda.bbs.groups.Groups`."""

    pairs_fast = False

    def point(self, octets: bytes) -> Any:
        if len(octets) != POINT_LENGTH:
            raise bad_point()
        try:
            point = decompress_G1(int.from_bytes(octets))
        except ValueError as error:
            raise bad_point() from error
        if is_inf(point) or not _in_subgroup(point):
            raise bad_point()
        return point

    def octets(self, point: Any) -> bytes:
        return int(compress_G1(point)).to_bytes(POINT_LENGTH)

    def mapped(self, u: int, v: int) -> Any:
        return clear_cofactor_G1(add(map_to_curve_G1(FQ(u)), map_to_curve_G1(FQ(v))))

    def weighted_sum(self, points: Sequence[Any], scalars: Sequence[int]) -> Any:
        """By buckets: in each window of the scalars' bits, points of one digit are added first."""
        reduced = [scalar % ORDER for scalar in scalars]
        total = Z1
        for shift in reversed(range(0, ORDER.bit_length(), _WINDOW)):
            for _ in range(_WINDOW):
                total = double(total)
            total = add(total, _window_sum(points, reduced, shift))
        return total

    def public_key(self, secret: int) -> bytes:
        high, low = compress_G2(multiply(G2, secret))
        return int(high).to_bytes(POINT_LENGTH) + int(low).to_bytes(POINT_LENGTH)

    def is_public_key(self, public_key: bytes) -> bool:
        return _key(public_key) is not None

    def paired(self, signed: Any, public_key: bytes, based: Any) -> bool:
        key = _key(public_key)
        if key is None:
            raise bad_public_key()
        product = pairing(key, signed, final_exponentiate=False) * pairing(
            G2, neg(based), final_exponentiate=False
        )
        return bool(final_exponentiate(product) == FQ12.one())


def _window_sum(points: Sequence[Any], scalars: Sequence[int], shift: int) -> Any:
    buckets: list[Any] = [None] * (1 << _WINDOW)
    for point, scalar in zip(points, scalars, strict=True):
        digit = scalar >> shift & (1 << _WINDOW) - 1
        if digit:
            buckets[digit] = point if buckets[digit] is None else add(buckets[digit], point)
    # A bucket counts as often as its digit says: once for each that stands at or below it.
    running = total = Z1
    for bucket in reversed(buckets[1:]):
        running = running if bucket is None else add(running, bucket)
        total = add(total, running)
    return total


def _in_subgroup(point: Any) -> bool:
    return bool(is_inf(multiply(point, ORDER)))


def _key(public_key: bytes) -> Any:
    if len(public_key) != PUBLIC_KEY_LENGTH:
        return None
    halves = (int.from_bytes(public_key[:POINT_LENGTH]), int.from_bytes(public_key[POINT_LENGTH:]))
    try:
        key = decompress_G2(halves)
    except ValueError:
        return None
    return None if is_inf(key) or not _in_subgroup(key) else key
