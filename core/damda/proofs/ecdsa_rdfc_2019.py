"""ecdsa-rdfc-2019: P-256 or P-384 over RDF Dataset Canonicalization (Data Integrity ECDSA 1.0, 3.2)."""

from ..protocols import Canonicalizer, JsonView
from .cryptosuite import Cryptosuite


def canonical(document: JsonView, canonicalizer: Canonicalizer) -> bytes:
    """The canonical N-Quads of ``document``. Raises MalformedInput."""
    return canonicalizer.nquads(document)


SUITE = Cryptosuite("ecdsa-rdfc-2019", ("P-256", "P-384"), canonical)
