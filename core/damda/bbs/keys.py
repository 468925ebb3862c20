"""BBS keys: a secret scalar, and its public point of G2 (draft, 3.4)."""

from __future__ import annotations

from ..errors import KeyMalformed
from .ciphersuite import SHA_256, Ciphersuite
from .groups import ORDER, SCALAR_LENGTH, Groups
from .refusals import bad_secret_key

_MIN_MATERIAL = 32


def key_gen(
    material: bytes, *, info: bytes = b"", dst: bytes | None = None, suite: Ciphersuite = SHA_256
) -> bytes:
    """KeyGen (3.4.1): the 32 bytes of a secret key, from at least 32 secret random bytes.

    ``info`` tells keys of one material apart, at most 65535 bytes. Raises KeyMalformed.
    """
    if len(material) < _MIN_MATERIAL or len(info) > 0xFFFF:
        raise KeyMalformed(
            "A BBS key needs at least 32 random bytes, and at most 65535 bytes of key info.",
            ko="BBS 키를 만들려면 32바이트 이상의 난수가 필요합니다.",
        )
    tag = suite.api_id + b"KEYGEN_DST_" if dst is None else dst
    secret = suite.hash_to_scalar(material + len(info).to_bytes(2) + info, tag)
    if not secret:
        raise bad_secret_key()
    return secret.to_bytes(SCALAR_LENGTH)


def public_key_of(secret_key: bytes, groups: Groups) -> bytes:
    """SkToPk (3.4.2): the 96 bytes of the public key. Raises KeyMalformed."""
    return groups.public_key(secret_scalar(secret_key))


def secret_scalar(secret_key: bytes) -> int:
    """The scalar of the 32 bytes of a secret key. Raises KeyMalformed."""
    scalar = int.from_bytes(secret_key)
    if len(secret_key) != SCALAR_LENGTH or not 0 < scalar < ORDER:
        raise bad_secret_key()
    return scalar
