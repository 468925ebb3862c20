"""Secrets that are handed out: 256 random bits as text; what is stored is their SHA-256."""

from __future__ import annotations

import hashlib

from damda import base64url
from damda.protocols import Entropy


def new_secret(entropy: Entropy) -> str:
    """43 characters."""
    return base64url.encode(entropy(32))


def hash_of(secret: str) -> bytes:
    """What is stored and looked up. A look-up by hash takes no time that tells of the secret."""
    # aiohttp hands on header bytes that are no UTF-8 as lone surrogates.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def code_of_reference(reference: str) -> str:
    """The pre-authorized code of an offer, from the secret in the offer's URL.

    The offer object can so be served again while neither secret is stored.
    """
    return base64url.encode(hash_of("damda pre-authorized code " + reference))


def scrypt_of(code: str, salt: bytes) -> bytes:
    """What is stored of a transaction code: slow on purpose, about 40 ms."""
    return hashlib.scrypt(code.encode("utf-8"), salt=salt, n=2**14, r=8, p=1, dklen=32)
