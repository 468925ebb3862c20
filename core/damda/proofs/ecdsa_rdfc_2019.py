"""ecdsa-rdfc-2019 with P-256 and SHA-256 (Data Integrity ECDSA 1.0, 3.2)."""

from hashlib import sha256

from ..protocols import Canonicalizer, JsonView

NAME = "ecdsa-rdfc-2019"
KEY_KIND = "P-256"


def signing_input(
    document: JsonView, proof_config: JsonView, canonicalizer: Canonicalizer
) -> bytes:
    """The 64 bytes that are signed: the hash of the configuration, then that of the document."""
    return (
        sha256(canonicalizer.nquads(proof_config)).digest()
        + sha256(canonicalizer.nquads(document)).digest()
    )
