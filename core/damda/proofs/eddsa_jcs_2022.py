"""eddsa-jcs-2022: Ed25519 over the JSON Canonicalization Scheme (Data Integrity EdDSA 1.0, 3.3)."""

from hashlib import sha256

from ..canonical.jcs import jcs
from ..protocols import Canonicalizer, JsonView

NAME = "eddsa-jcs-2022"
KEY_KIND = "Ed25519"


def signing_input(
    document: JsonView, proof_config: JsonView, _canonicalizer: Canonicalizer | None = None
) -> bytes:
    """The 64 bytes that are signed: the hash of the configuration, then that of the document."""
    return sha256(jcs(dict(proof_config))).digest() + sha256(jcs(dict(document))).digest()
