"""The two NIST curves of ECDSA keys and what each brings with it (Data Integrity ECDSA 1.0, 3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256, SHA384


@dataclass(frozen=True, slots=True)
class Curve:
    """``length`` is the bytes of a coordinate, of a private scalar and of half a signature."""

    curve: ec.EllipticCurve
    digest: SHA256 | SHA384
    length: int
    order: int

    @property
    def ecdsa(self) -> ec.ECDSA:
        return _ecdsa(type(self.digest))


@cache
def _ecdsa(digest: type[SHA256 | SHA384]) -> ec.ECDSA:
    # Late: the first one loads all of OpenSSL's ciphers, which an Ed25519 key never needs.
    return ec.ECDSA(digest())


CURVES: dict[str, Curve] = {
    "P-256": Curve(
        ec.SECP256R1(),
        SHA256(),
        32,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    ),
    "P-384": Curve(
        ec.SECP384R1(),
        SHA384(),
        48,
        int(
            "ffffffffffffffffffffffffffffffffffffffffffffffff"
            "c7634d81f4372ddf581a0db248b0a77aecec196accc52973",
            16,
        ),
    ),
}
