"""Nonces of the nonce endpoint (OpenID4VCI 1.0, 7): nothing is stored until one is used.

A nonce is base64url of: expiry (8 bytes), random (16), HMAC-SHA256 over issuer, expiry, random.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from damda import base64url
from damda.errors import MalformedInput, OpenIdError
from damda.protocols import Entropy

from .opaque import hash_of

LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class FreshNonce:
    """One of ours that has not expired. Using it up is the store's part."""

    hash: bytes
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Nonces:
    """``key`` (32 bytes) is shared by all agents on one database."""

    key: bytes
    entropy: Entropy

    def issue(self, issuer: str, now: datetime) -> str:
        body = int((now + LIFETIME).timestamp()).to_bytes(8) + self.entropy(16)
        return base64url.encode(body + self._tag(issuer, body))

    def read(self, nonce: str, issuer: str, now: datetime) -> FreshNonce:
        """Raises OpenIdError("invalid_nonce")."""
        try:
            raw = base64url.decode(nonce)
        except MalformedInput:
            raw = b""
        body, tag = raw[:24], raw[24:]
        if len(raw) != 56 or not hmac.compare_digest(tag, self._tag(issuer, body)):
            raise invalid_nonce()
        expires_at = datetime.fromtimestamp(int.from_bytes(body[:8]), UTC)
        if now >= expires_at:
            raise invalid_nonce()
        return FreshNonce(hash_of(nonce), expires_at)

    def _tag(self, issuer: str, body: bytes) -> bytes:
        return hmac.digest(self.key, issuer.encode() + b"\0" + body, sha256)


def invalid_nonce() -> OpenIdError:
    return OpenIdError(
        "invalid_nonce",
        "The nonce is not ours, was used before or has expired. Get a new one and try again.",
        ko="nonce가 올바르지 않거나 이미 사용되었거나 만료되었습니다. 새로 받아 다시 시도하세요.",
    )
