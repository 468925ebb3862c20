"""Digests of disclosures (RFC 9901, 4.1.1 and 4.2.3)."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256, sha384, sha512
from typing import Any, Literal

from .. import base64url
from ..protocols import JsonView
from .model import HASH_NAME
from .refusal import malformed

type HashName = Literal["sha-256", "sha-384", "sha-512"]

HASHES: dict[str, Callable[[bytes], Any]] = {
    "sha-256": sha256,
    "sha-384": sha384,
    "sha-512": sha512,
}
"""By their names in the IANA registry "Named Information Hash Algorithm"."""


def digest_with(hash_name: str) -> Callable[[str], str]:
    """What makes the digest of an ASCII text, in base64url. Raises MalformedInput."""
    hashed = HASHES.get(hash_name)
    if hashed is None:
        raise malformed(
            f"{HASH_NAME} must be one of {', '.join(HASHES)}",
            f"{HASH_NAME}에는 {', '.join(HASHES)} 중 하나를 써야 합니다",
        )

    def digest(text: str) -> str:
        return base64url.encode(hashed(text.encode("ascii")).digest())

    return digest


def digest_of_payload(payload: JsonView) -> Callable[[str], str]:
    """The same, by the hash that the payload names; SHA-256 where it names none (4.1.1)."""
    name = payload.get(HASH_NAME, "sha-256")
    return digest_with(name if isinstance(name, str) else "")
