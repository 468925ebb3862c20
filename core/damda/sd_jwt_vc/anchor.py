"""The name under which a ledger records an SD-JWT VC."""

from __future__ import annotations

from hashlib import sha256

from ..sd_jwt import SdJwt, parse


def anchor_digest_of(text: str) -> bytes:
    """SHA-256 over the issuer-signed JWT: 32 bytes, the same however much is disclosed.

    Salted digests stand in the JWT for what is disclosable, so the digest tells nothing of it.
    Raises MalformedInput, LimitExceeded.
    """
    return digest_of(parse(text))


def digest_of(sd_jwt: SdJwt) -> bytes:
    """`anchor_digest_of` for what was parsed already."""
    return sha256(sd_jwt.jwt.encode("ascii")).digest()
