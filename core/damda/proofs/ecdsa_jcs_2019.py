"""ecdsa-jcs-2019: P-256 or P-384 over the JSON Canonicalization Scheme (Data Integrity ECDSA 1.0, 3.3)."""

from ..canonical.jcs import jcs
from ..protocols import Canonicalizer, JsonView, RdfcHash
from .cryptosuite import Cryptosuite


def canonical(document: JsonView, _canonicalizer: Canonicalizer, _hash_name: RdfcHash) -> bytes:
    """The JCS form of ``document`` (RFC 8785). Raises MalformedInput."""
    return jcs(dict(document))


SUITE = Cryptosuite("ecdsa-jcs-2019", ("P-256", "P-384"), canonical, context_in_proof=True)
