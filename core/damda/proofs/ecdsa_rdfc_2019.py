"""ecdsa-rdfc-2019: P-256 or P-384 over RDF Dataset Canonicalization (Data Integrity ECDSA 1.0, 3.2)."""

from ..protocols import Canonicalizer, JsonView, RdfcHash
from .cryptosuite import Cryptosuite


def canonical(document: JsonView, canonicalizer: Canonicalizer, hash_name: RdfcHash) -> bytes:
    """The canonical N-Quads of ``document``: a P-384 key wants SHA-384 within RDFC-1.0 (3.1).

    Raises MalformedInput.
    """
    return canonicalizer.nquads(document, hash_name=hash_name)


SUITE = Cryptosuite("ecdsa-rdfc-2019", ("P-256", "P-384"), canonical)
