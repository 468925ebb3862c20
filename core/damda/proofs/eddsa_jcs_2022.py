"""eddsa-jcs-2022: Ed25519 over the JSON Canonicalization Scheme (Data Integrity EdDSA 1.0, 3.3)."""

from ..canonical.jcs import jcs
from ..protocols import Canonicalizer, JsonView, RdfcHash
from .cryptosuite import Cryptosuite


def canonical(document: JsonView, _canonicalizer: Canonicalizer, _hash_name: RdfcHash) -> bytes:
    """The JCS form of ``document`` (RFC 8785). Raises MalformedInput."""
    return jcs(dict(document))


SUITE = Cryptosuite("eddsa-jcs-2022", ("Ed25519",), canonical, context_in_proof=True)
