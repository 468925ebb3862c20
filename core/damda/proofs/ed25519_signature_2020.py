"""Ed25519Signature2020 (Data Integrity EdDSA 1.0, 3.4): the kind before cryptosuites, only read."""

from ..protocols import Canonicalizer, JsonView, RdfcHash
from .cryptosuite import Cryptosuite


def canonical(document: JsonView, canonicalizer: Canonicalizer, _hash_name: RdfcHash) -> bytes:
    """The canonical N-Quads of ``document``. Raises MalformedInput."""
    return canonicalizer.nquads(document)


SUITE = Cryptosuite("Ed25519Signature2020", ("Ed25519",), canonical)
