"""Private keys in memory: the wallet's after unlocking, and everybody's in tests."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Literal, Self

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from .elliptic_curves import CURVES
from .errors import KeyMalformed
from .protocols import Entropy
from .public_key import ALGORITHMS, Algorithm, KeyKind, PublicKey, compressed_point

if TYPE_CHECKING:
    from .bbs.secret_key import SecretKey

    type PrivateKey = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | SecretKey


class SoftwareSigner:
    """A `damda.protocols.Signer` whose private key is in memory."""

    __slots__ = ("_key", "_kind", "_private", "_verification_method")

    def __init__(self, kind: KeyKind, private: bytes, verification_method: str) -> None:
        self._key = _private_key(kind, private)
        self._kind: KeyKind = kind
        self._private = private
        self._verification_method = verification_method

    @classmethod
    def create(
        cls,
        kind: KeyKind,
        *,
        did_method: Literal["key", "jwk"] = "key",
        entropy: Entropy = secrets.token_bytes,
    ) -> Self:
        """A new key under its own did:key or did:jwk."""
        private = _new_private(kind, entropy)
        public = cls(kind, private, "").public
        return cls(kind, private, _method_of(public, did_method))

    @classmethod
    def from_private(cls, kind: KeyKind, raw: bytes, verification_method: str) -> Self:
        """The signer of a stored key: the bytes of `private`. Raises KeyMalformed."""
        return cls(kind, raw, verification_method)

    def __repr__(self) -> str:
        return f"SoftwareSigner({self._verification_method})"

    @property
    def private(self) -> bytes:
        """The secret, to be kept encrypted: a seed (Ed25519) or scalar of 32 bytes, 48 for P-384."""
        return self._private

    @property
    def public(self) -> PublicKey:
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return PublicKey("Ed25519", self._key.public_key().public_bytes_raw())
        if not isinstance(self._key, ec.EllipticCurvePrivateKey):
            return PublicKey(self._kind, self._key.public)
        point = self._key.public_key().public_numbers()
        length = CURVES[self._kind].length
        x, y = point.x.to_bytes(length), point.y.to_bytes(length)
        return PublicKey(self._kind, compressed_point(x, y))

    @property
    def algorithm(self) -> Algorithm:
        return ALGORITHMS[self._kind]

    @property
    def verification_method(self) -> str:
        return self._verification_method

    @property
    def did(self) -> str:
        """The DID of `verification_method`."""
        return self._verification_method.partition("#")[0]

    def sign(self, data: bytes) -> bytes:
        if not isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data)
        curve = CURVES[self._kind]
        r, s = decode_dss_signature(self._key.sign(data, curve.ecdsa))
        return r.to_bytes(curve.length) + s.to_bytes(curve.length)


def _method_of(public: PublicKey, did_method: str) -> str:
    # Late: the DID methods stand on this module.
    from .dids import did_jwk, did_key

    if did_method == "jwk":
        return f"{did_jwk.did_of(public)}#0"
    return f"{did_key.did_of(public)}#{public.multikey}"


def _new_private(kind: KeyKind, entropy: Entropy) -> bytes:
    if kind == "BLS12-381-G2":
        from .bbs.keys import key_gen

        return key_gen(entropy(32))
    # One try in 2^32 is no P-256 scalar; a source that fails eight times is broken.
    for _ in range(8):
        private = entropy(_private_length(kind))
        if kind == "Ed25519" or 0 < int.from_bytes(private) < CURVES[kind].order:
            return private
    raise KeyMalformed("The source of randomness is broken.", ko="난수를 만들 수 없습니다.")


def _private_length(kind: KeyKind) -> int:
    return CURVES[kind].length if kind in CURVES else 32


def _private_key(kind: KeyKind, private: bytes) -> PrivateKey:
    if kind not in ALGORITHMS or len(private) != _private_length(kind):
        raise _not_fitting()
    if kind == "Ed25519":
        return ed25519.Ed25519PrivateKey.from_private_bytes(private)
    if kind == "BLS12-381-G2":
        from .bbs.secret_key import SecretKey

        return SecretKey(private)
    scalar, curve = int.from_bytes(private), CURVES[kind]
    if not 0 < scalar < curve.order:
        raise _not_fitting()
    return ec.derive_private_key(scalar, curve.curve)


def _not_fitting() -> KeyMalformed:
    return KeyMalformed(
        "The private key does not fit its kind.", ko="개인 키의 형식이 올바르지 않습니다."
    )
