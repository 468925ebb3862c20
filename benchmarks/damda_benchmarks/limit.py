"""The limit: the bare hashes and signatures of a job with `cryptography`, and nothing else."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from damda.protocols import Json

from .participant import InProcess, Operation

_SIGNED = bytes(64)
"""As many bytes as eddsa-rdfc-2022 and eddsa-jcs-2022 sign: two SHA-256."""


@dataclass(frozen=True, slots=True)
class Bare:
    """What one operation can't do without: signatures made or verified (Ed25519, or P-256 over a
    statement each), bytes hashed, a list inflated; ``besides`` does what only one job needs."""

    hashed: Sequence[bytes]
    signs: int = 0
    verifies: int = 0
    compressed: bytes | None = None
    p256_signs: int = 0
    p256_verifies: int = 0
    besides: Callable[[], None] | None = None


def limit(jobs: Mapping[str, Callable[[Json], Bare]]) -> InProcess:
    """The participant that does only that. ``jobs`` gives for each job what a material needs."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public, signature = key.public_key(), key.sign(_SIGNED)
    p256_key = ec.derive_private_key(int.from_bytes(range(32)), ec.SECP256R1())
    ecdsa = ec.ECDSA(SHA256())
    p256_public, p256_signature = p256_key.public_key(), p256_key.sign(_SIGNED, ecdsa)

    def operate(bare: Bare) -> bool:
        for data in bare.hashed:
            sha256(data).digest()
        for _ in range(bare.signs):
            key.sign(_SIGNED)
        for _ in range(bare.verifies):
            public.verify(signature, _SIGNED)
        for _ in range(bare.p256_signs):
            p256_key.sign(_SIGNED, ecdsa)
        for _ in range(bare.p256_verifies):
            p256_public.verify(p256_signature, _SIGNED, ecdsa)
        if bare.compressed is not None:
            zlib.decompress(bare.compressed, wbits=31)
        if bare.besides is not None:
            bare.besides()
        return True

    covers = "the signature and hash alone"
    return InProcess(
        "limit", {name: Operation(covers, bare, operate) for name, bare in jobs.items()}
    )
