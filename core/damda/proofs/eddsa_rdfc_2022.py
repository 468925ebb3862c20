"""eddsa-rdfc-2022: Ed25519 over RDF Dataset Canonicalization (Data Integrity EdDSA 1.0, 3.2)."""

from ..protocols import Canonicalizer, JsonView, RdfcHash
from .cryptosuite import Cryptosuite


def canonical(document: JsonView, canonicalizer: Canonicalizer, _hash_name: RdfcHash) -> bytes:
    """The canonical N-Quads of ``document``. Raises MalformedInput."""
    return canonicalizer.nquads(document)


SUITE = Cryptosuite("eddsa-rdfc-2022", ("Ed25519",), canonical)
