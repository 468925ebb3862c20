"""What every cryptosuite is made of: how it writes documents, and the keys that sign them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256, sha384

from ..keys import KeyKind
from ..protocols import Canonicalizer, JsonView, RdfcHash

type CanonicalForm = Callable[[JsonView, Canonicalizer, RdfcHash], bytes]
"""The bytes of a document that are hashed. Raises MalformedInput."""

# Data Integrity ECDSA 1.0, 3.1 and 3.2.4: the hash follows the curve, within RDFC-1.0 too.
_HASH_NAMES: dict[KeyKind, RdfcHash] = {"Ed25519": "sha256", "P-256": "sha256", "P-384": "sha384"}
_HASHES = {"sha256": sha256, "sha384": sha384}


@dataclass(frozen=True, slots=True)
class Cryptosuite:
    """A cryptosuite. ``name`` is the proof's ``cryptosuite``, or its ``type`` for an old kind.

    ``key_kinds`` are the kinds of keys it knows, the usual one first. ``context_in_proof``: the
    proof keeps the document's ``@context`` as a member of its own, and is signed with it.
    """

    name: str
    key_kinds: tuple[KeyKind, ...]
    canonical: CanonicalForm
    context_in_proof: bool = False

    def digest(self, document: JsonView, canonicalizer: Canonicalizer, key_kind: KeyKind) -> bytes:
        """The hash of the document's canonical form, 32 or 48 bytes. Raises MalformedInput."""
        name = _HASH_NAMES[key_kind]
        return _HASHES[name](self.canonical(document, canonicalizer, name)).digest()

    def signing_input(
        self,
        document: JsonView,
        proof_config: JsonView,
        canonicalizer: Canonicalizer,
        key_kind: KeyKind | None = None,
    ) -> bytes:
        """What is signed: the hash of the configuration, then that of the document.

        The document is without ``proof`` (or with the previous ones of a chain), the configuration
        without ``proofValue``. ``key_kind`` decides the hash. Raises MalformedInput.
        """
        kind = key_kind if key_kind is not None else self.key_kinds[0]
        return self.digest(proof_config, canonicalizer, kind) + self.digest(
            document, canonicalizer, kind
        )
