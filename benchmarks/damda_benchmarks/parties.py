"""Who issues, who presents and when: the same in every run, so that documents are too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from damda.bbs import key_gen
from damda.dids import did_key
from damda.keys import KeyKind, PublicKey, SoftwareSigner

CREATED = datetime(2025, 1, 2, 9, 0, tzinfo=UTC)
"""When everything was signed: long ago for every peer's clock."""
VALID_FROM = "2025-01-01T09:00:00Z"
VALID_UNTIL = "2099-01-01T09:00:00Z"
CHALLENGE = "n-0S6_WzA2Mj-7qX"
DOMAIN = "https://verifier.example"


@dataclass(frozen=True, slots=True)
class Parties:
    """The issuer and the holder, each with an Ed25519 key under its did:key.

    ``p256_issuer`` and ``p256_holder`` are the same with a P-256 key, and
    ``bbs_issuer`` with a BLS12-381 one.
    """

    issuer: SoftwareSigner
    holder: SoftwareSigner
    p256_issuer: SoftwareSigner
    p256_holder: SoftwareSigner
    bbs_issuer: SoftwareSigner


def parties() -> Parties:
    """Keys from fixed seeds: they protect nothing."""
    return Parties(
        _signer("issuer"),
        _signer("holder"),
        _signer("p256 issuer", "P-256"),
        _signer("p256 holder", "P-256"),
        _signer("bbs issuer", "BLS12-381-G2"),
    )


def _signer(role: str, kind: KeyKind = "Ed25519") -> SoftwareSigner:
    seed = sha256(f"damda benchmark {role}".encode()).digest()
    private = key_gen(seed) if kind == "BLS12-381-G2" else seed
    public: PublicKey = SoftwareSigner.from_private(kind, private, "").public
    method = f"{did_key.did_of(public)}#{public.multikey}"
    return SoftwareSigner.from_private(kind, private, method)
