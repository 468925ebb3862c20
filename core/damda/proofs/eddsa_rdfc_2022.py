"""eddsa-rdfc-2022: Ed25519 over RDF Dataset Canonicalization (Data Integrity EdDSA 1.0, 3.2)."""

from hashlib import sha256

from ..protocols import Canonicalizer, JsonView

NAME = "eddsa-rdfc-2022"
KEY_KIND = "Ed25519"


def signing_input(
    document: JsonView, proof_config: JsonView, canonicalizer: Canonicalizer
) -> bytes:
    """The 64 bytes that are signed: the hash of the configuration, then that of the document."""
    return (
        sha256(canonicalizer.nquads(proof_config)).digest()
        + sha256(canonicalizer.nquads(document)).digest()
    )
