"""Public Ed25519 and P-256 keys, as Multikey (Controlled Identifiers 1.0, 2.2.2) and as JWK.

P-256 keys are kept compressed (33 bytes); a JWK coordinate is always 32 bytes (RFC 7518, 6.2.1.2)
and an ES256 signature 64 (RFC 7518, 3.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from . import base64url, multibase
from .errors import KeyMalformed, MalformedInput
from .protocols import Json, JsonView

type KeyKind = Literal["Ed25519", "P-256"]
type Algorithm = Literal["EdDSA", "ES256"]

ALGORITHMS: dict[KeyKind, Algorithm] = {"Ed25519": "EdDSA", "P-256": "ES256"}

_MULTICODEC: dict[KeyKind, bytes] = {"Ed25519": b"\xed\x01", "P-256": b"\x80\x24"}
_SIGNATURE_LENGTH = 64
_P256_COORDINATE = 32

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
    """A public key that was checked: ``raw`` is 32 bytes, or 33 (compressed) for P-256.

    Raises KeyMalformed when it is made from bytes that are no such key.
    """

    kind: KeyKind
    raw: bytes

    def __post_init__(self) -> None:
        if self.kind == "Ed25519":
            _check_ed25519(self.raw)
        elif self.kind == "P-256":
            _p256_point(self.raw)
        else:
            raise _unsupported()

    @classmethod
    def from_multikey(cls, text: object) -> Self:
        """The key of a Multikey text such as ``z6Mk..`` or ``zDn..``. Raises KeyMalformed."""
        try:
            data = multibase.decode(text, max_length=64)
        except MalformedInput as error:
            raise KeyMalformed(error.en, ko=error.ko) from error
        for kind, prefix in _MULTICODEC.items():
            if data.startswith(prefix):
                return cls(kind, data[len(prefix) :])
        raise _unsupported()

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
                return cls("Ed25519", _coordinate(jwk, "x"))
            case ("EC", "P-256"):
                return cls("P-256", _compressed(_coordinate(jwk, "x"), _coordinate(jwk, "y")))
        raise _unsupported()

    @property
    def algorithm(self) -> Algorithm:
        """The JOSE name of the signatures: ``EdDSA`` or ``ES256``."""
        return ALGORITHMS[self.kind]

    @property
    def multikey(self) -> str:
        """The ``publicKeyMultibase`` text: ``z6Mk..`` (Ed25519) or ``zDn..`` (P-256)."""
        return multibase.encode(_MULTICODEC[self.kind] + self.raw)

    @property
    def jwk(self) -> Json:
        """The public JWK with its required members only."""
        if self.kind == "Ed25519":
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url.encode(self.raw)}
        point = _p256_point(self.raw).public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        x, y = point[1 : 1 + _P256_COORDINATE], point[1 + _P256_COORDINATE :]
        return {
            "kty": "EC",
            "crv": "P-256",
            "x": base64url.encode(x),
            "y": base64url.encode(y),
        }

    @property
    def thumbprint(self) -> str:
        """The SHA-256 thumbprint of the JWK (RFC 7638), base64url."""
        members = ",".join(f'"{name}":"{value}"' for name, value in sorted(self.jwk.items()))
        return base64url.encode(sha256(f"{{{members}}}".encode("ascii")).digest())

    def verify(self, signature: bytes, data: bytes) -> bool:
        """Whether ``signature`` (64 bytes; r||s for P-256) is this key's over ``data``."""
        if len(signature) != _SIGNATURE_LENGTH:
            return False
        try:
            if self.kind == "Ed25519":
                key = ed25519.Ed25519PublicKey.from_public_bytes(self.raw)
                key.verify(signature, data)
            else:
                r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
                _p256_point(self.raw).verify(encode_dss_signature(r, s), data, ec.ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return True


def _check_ed25519(raw: bytes) -> None:
    if len(raw) != 32:
        raise _bad_key()
    if raw[:31] + bytes([raw[31] & 0x7F]) in _SMALL_ORDER_Y:
        raise _bad_key()


def _p256_point(raw: bytes) -> ec.EllipticCurvePublicKey:
    if len(raw) != 1 + _P256_COORDINATE or raw[0] not in (2, 3):
        raise _bad_key()
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError as error:
        raise _bad_key() from error


def _compressed(x: bytes, y: bytes) -> bytes:
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\4" + x + y)
    except ValueError as error:
        raise _bad_key() from error
    return point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def _coordinate(jwk: JsonView, name: str) -> bytes:
    value: Any = jwk.get(name)
    try:
        data = base64url.decode(value)
    except MalformedInput as error:
        raise KeyMalformed(
            f"The JWK's {name}: {error.en}", ko=f"JWK의 {name}: {error.ko}"
        ) from error
    if len(data) != _P256_COORDINATE:
        raise KeyMalformed(
            f"The JWK's {name} must be 32 bytes, leading zeros included; it is {len(data)}.",
            ko=f"JWK의 {name}은(는) 앞의 0을 포함해 32바이트여야 합니다(지금 {len(data)}바이트).",
        )
    return data


def _bad_key() -> KeyMalformed:
    return KeyMalformed(
        "The bytes are no public key of their kind.", ko="올바른 공개 키가 아닙니다."
    )


def _unsupported() -> KeyMalformed:
    return KeyMalformed(
        "Only Ed25519 and P-256 keys are supported.",
        ko="Ed25519와 P-256 키만 지원합니다.",
    )
