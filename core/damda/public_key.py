"""Public Ed25519, P-256, P-384 and BLS12-381 keys, as Multikey (Controlled Identifiers 1.0, 2.2.2)
and JWK.

Keys of the two curves are kept compressed; a JWK coordinate (RFC 7518, 6.2.1.2) and each half of
a signature (RFC 7518, 3.4) always have the curve's full length, leading zeros included.

A BLS12-381 G2 key is for BBS (`damda.bbs`), has no JWK and verifies nothing here; it is looked at
as a point when it is used, since that takes a package that not every installation has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from . import base64url, multibase
from .elliptic_curves import CURVES, Curve
from .errors import KeyMalformed, MalformedInput
from .protocols import Json, JsonView

type KeyKind = Literal["Ed25519", "P-256", "P-384", "BLS12-381-G2"]
type Algorithm = Literal["EdDSA", "ES256", "ES384", "BBS"]

ALGORITHMS: dict[KeyKind, Algorithm] = {
    "Ed25519": "EdDSA",
    "P-256": "ES256",
    "P-384": "ES384",
    "BLS12-381-G2": "BBS",
}
SIGNATURE_LENGTHS: dict[KeyKind, int] = {
    "Ed25519": 64,
    "P-256": 64,
    "P-384": 96,
    "BLS12-381-G2": 176,
}
"""The bytes that a signer of each kind gives; of BBS the public key's 96 are at the end."""

_MULTICODEC: dict[bytes, KeyKind] = {
    b"\xed\x01": "Ed25519",
    b"\x80\x24": "P-256",
    b"\x81\x24": "P-384",
    b"\xeb\x01": "BLS12-381-G2",
}
_PREFIXES: dict[KeyKind, bytes] = {kind: prefix for prefix, kind in _MULTICODEC.items()}
_MAX_MULTIKEY = 140

# The points of small order (RFC 7748, 6.1 and 7): under such a "key" one signature can fit many
# messages. Given without the sign bit, and with the spellings that are not canonical.
_SMALL_ORDER_Y = frozenset(
    bytes.fromhex(text)
    for text in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key that was checked: ``raw`` is 32 bytes, or a compressed point of 33, 49 or 96.

    Raises KeyMalformed when it is made from bytes that are no such key.
    """

    kind: KeyKind
    raw: bytes
    _loaded: Any = field(init=False, repr=False, compare=False)
    """The key in the library's form, which is dear to make for the two curves."""

    def __post_init__(self) -> None:
        if self.kind == "Ed25519":
            loaded: Any = _ed25519(self.raw)
        elif self.kind in CURVES:
            loaded = _point(CURVES[self.kind], self.raw)
        elif self.kind == "BLS12-381-G2":
            _check_bls(self.raw)
            loaded = None
        else:
            raise _unsupported()
        object.__setattr__(self, "_loaded", loaded)

    def __reduce__(self) -> tuple[type[Self], tuple[KeyKind, bytes]]:
        return type(self), (self.kind, self.raw)

    @classmethod
    def from_multikey(cls, text: object) -> Self:
        """The key of a Multikey text: ``z6Mk..``, ``zDn..``, ``z82..`` or ``zUC7..``.

        Raises KeyMalformed.
        """
        try:
            data = multibase.decode(text, max_length=_MAX_MULTIKEY)
        except MalformedInput as error:
            raise KeyMalformed(error.en, ko=error.ko) from error
        kind = _MULTICODEC.get(data[:2])
        if kind is None:
            raise _unsupported()
        return cls(kind, data[2:])

    @classmethod
    def from_jwk(cls, jwk: object) -> Self:
        """The key of a public JWK (RFC 7517, RFC 8037). Members that name no key are let be.

        Raises KeyMalformed, also for a private key (``d``) and an ``alg`` that does not fit.
        """
        if not isinstance(jwk, dict):
            raise KeyMalformed("A JWK must be a JSON object.", ko="JWK는 JSON 객체여야 합니다.")
        if "d" in jwk or "k" in jwk:
            raise KeyMalformed(
                "This JWK holds a private key. Send the public key only.",
                ko="이 JWK에는 개인 키가 들어 있습니다. 공개 키만 보내세요.",
            )
        key = cls._from_public_jwk(jwk)
        if jwk.get("alg", key.algorithm) not in (key.algorithm, key.kind):
            raise KeyMalformed(
                "The JWK's alg does not fit its curve.", ko="JWK의 alg가 곡선과 맞지 않습니다."
            )
        return key

    @classmethod
    def _from_public_jwk(cls, jwk: JsonView) -> Self:
        match (jwk.get("kty"), jwk.get("crv")):
            case ("OKP", "Ed25519"):
                return cls("Ed25519", _coordinate(jwk, "x", 32))
            case ("EC", "P-256" | "P-384" as kind):
                curve = CURVES[kind]
                x, y = (_coordinate(jwk, name, curve.length) for name in ("x", "y"))
                point = _decoded(curve, b"\4" + x + y)
                return cls._of_point(kind, compressed_point(x, y), point)
        raise _unsupported()

    @classmethod
    def _of_point(cls, kind: KeyKind, raw: bytes, point: ec.EllipticCurvePublicKey) -> Self:
        """The key of a point that was checked: it is dear to find again from its compressed form."""
        key = object.__new__(cls)
        for name, value in (("kind", kind), ("raw", raw), ("_loaded", point)):
            object.__setattr__(key, name, value)
        return key

    @property
    def algorithm(self) -> Algorithm:
        """The JOSE name of the signatures: ``EdDSA``, ``ES256`` or ``ES384``; ``BBS`` in none."""
        return ALGORITHMS[self.kind]

    @property
    def multikey(self) -> str:
        """The ``publicKeyMultibase`` text: ``z6Mk..``, ``zDn..`` (P-256), ``z82..`` (P-384) or
        ``zUC7..`` (BLS12-381 G2)."""
        return multibase.encode(_PREFIXES[self.kind] + self.raw)

    @property
    def jwk(self) -> Json:
        """The public JWK with its required members only. Raises KeyMalformed for a BLS key."""
        if self.kind == "Ed25519":
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url.encode(self.raw)}
        if self.kind == "BLS12-381-G2":
            raise KeyMalformed(
                "A BLS12-381 key has no JWK form here. Use its Multikey.",
                ko="BLS12-381 키는 JWK로 쓸 수 없습니다. Multikey를 사용하세요.",
            )
        point = self._loaded.public_numbers()
        length = CURVES[self.kind].length
        return {
            "kty": "EC",
            "crv": self.kind,
            "x": base64url.encode(point.x.to_bytes(length)),
            "y": base64url.encode(point.y.to_bytes(length)),
        }

    @property
    def thumbprint(self) -> str:
        """The SHA-256 thumbprint of the JWK (RFC 7638), base64url."""
        members = ",".join(f'"{name}":"{value}"' for name, value in sorted(self.jwk.items()))
        return base64url.encode(sha256(f"{{{members}}}".encode("ascii")).digest())

    def verify(self, signature: bytes, data: bytes) -> bool:
        """Whether ``signature`` (`SIGNATURE_LENGTHS`; r||s for a curve) is this key's over
        ``data``, which a curve's hash (SHA-256 or SHA-384) digests first. Never for a BLS key."""
        if self._loaded is None or len(signature) != SIGNATURE_LENGTHS[self.kind]:
            return False
        try:
            if self.kind == "Ed25519":
                self._loaded.verify(signature, data)
            else:
                curve = CURVES[self.kind]
                r = int.from_bytes(signature[: curve.length])
                s = int.from_bytes(signature[curve.length :])
                self._loaded.verify(encode_dss_signature(r, s), data, curve.ecdsa)
        except InvalidSignature:
            return False
        return True


def _ed25519(raw: bytes) -> ed25519.Ed25519PublicKey:
    if len(raw) != 32 or raw[:31] + bytes([raw[31] & 0x7F]) in _SMALL_ORDER_Y:
        raise _bad_key()
    return ed25519.Ed25519PublicKey.from_public_bytes(raw)


def _point(curve: Curve, raw: bytes) -> ec.EllipticCurvePublicKey:
    if len(raw) != 1 + curve.length or raw[0] not in (2, 3):
        raise _bad_key()
    return _decoded(curve, raw)


def _check_bls(raw: bytes) -> None:
    # Compressed, not the identity (the form that BBS takes from ZCash); the third bit is the sign.
    if len(raw) != 96 or raw[0] >> 5 not in (0b100, 0b101):
        raise _bad_key()


def compressed_point(x: bytes, y: bytes) -> bytes:
    """The compressed form (SEC 1, 2.3.3) of a point that is on its curve.

    By hand, as the library's `serialization` doubles the time that importing it takes.
    """
    return bytes([2 + (y[-1] & 1)]) + x


def _decoded(curve: Curve, raw: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, raw)
    except ValueError as error:
        raise _bad_key() from error


def _coordinate(jwk: JsonView, name: str, length: int) -> bytes:
    value: Any = jwk.get(name)
    try:
        data = base64url.decode(value)
    except MalformedInput as error:
        raise KeyMalformed(
            f"The JWK's {name}: {error.en}", ko=f"JWK의 {name}: {error.ko}"
        ) from error
    if len(data) != length:
        raise KeyMalformed(
            f"The JWK's {name} must be {length} bytes, leading zeros included; it is {len(data)}.",
            ko=f"JWK의 {name}은(는) 앞의 0을 포함해 {length}바이트여야 합니다(지금 {len(data)}바이트).",
        )
    return data


def _bad_key() -> KeyMalformed:
    return KeyMalformed(
        "The bytes are no public key of their kind.", ko="올바른 공개 키가 아닙니다."
    )


def _unsupported() -> KeyMalformed:
    return KeyMalformed(
        "Only Ed25519, P-256, P-384 and BLS12-381 G2 keys are supported.",
        ko="Ed25519, P-256, P-384, BLS12-381 G2 키만 지원합니다.",
    )
