"""Keys: `PublicKey` (Ed25519 and P-256) and `SoftwareSigner`, its private counterpart."""

from .public_key import ALGORITHMS, Algorithm, KeyKind, PublicKey
from .software_signer import SoftwareSigner

__all__ = ["ALGORITHMS", "Algorithm", "KeyKind", "PublicKey", "SoftwareSigner"]
