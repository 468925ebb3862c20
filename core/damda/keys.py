"""Keys: `PublicKey` (Ed25519, P-256, P-384, BLS12-381 G2) and `SoftwareSigner`, its private counterpart."""

from .public_key import ALGORITHMS, SIGNATURE_LENGTHS, Algorithm, KeyKind, PublicKey
from .software_signer import SoftwareSigner

__all__ = [
    "ALGORITHMS",
    "SIGNATURE_LENGTHS",
    "Algorithm",
    "KeyKind",
    "PublicKey",
    "SoftwareSigner",
]
