"""PyLD, the JSON-LD library of Python: canonicalization, and hash and signature beside it.

It is no credential library: what is measured is the least that anything built on it pays.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from copy import deepcopy
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from damda import base64url, multibase
from damda.protocols import Json

from ..contexts import contexts
from ..participant import InProcess, Operation
from ..parties import Parties

NAME = "pyld"
INSTALL = "scripts/setup demo"

_VERIFY = "canonicalize (contexts cached), hash, bare signature; no other check"
COVERS = {
    "rdfc-issue": _VERIFY,
    "rdfc-verify": _VERIFY,
    "rdfc-vp10-verify": f"{_VERIFY}; the presentation and each badge",
    "status-check": f"{_VERIFY}; then inflate and read the bit",
}


def participant(parties: Parties) -> InProcess:
    """Raises ImportError."""
    return InProcess(NAME, _Pyld(parties).operations())


class _Pyld:
    def __init__(self, parties: Parties) -> None:
        from pyld import jsonld
        from pyld.context_resolver import ContextResolver

        served = contexts()

        def load(url: str, _options: Any) -> Json:
            # "static" lets PyLD keep a context's processed form.
            document = served[url]
            return {"contextUrl": None, "documentUrl": url, "document": document, "tag": "static"}

        self._normalize = jsonld.normalize
        self._options = {
            "algorithm": "URDNA2015",
            "format": "application/n-quads",
            "documentLoader": load,
            "contextResolver": ContextResolver({}, load),
        }
        self._private = Ed25519PrivateKey.from_private_bytes(parties.issuer.private)
        self._issuer = self._private.public_key()
        self._holder = Ed25519PublicKey.from_public_bytes(parties.holder.public.raw)
        self._method = parties.issuer.verification_method

    def operations(self) -> dict[str, Operation]:
        prepared = {
            "rdfc-issue": (_document, self._issue),
            "rdfc-verify": (_document, self._verify),
            "rdfc-vp10-verify": (_document, self._verify_presentation),
            "status-check": (_listed, self._check_status),
        }
        return {name: Operation(COVERS[name], *functions) for name, functions in prepared.items()}

    def _issue(self, document: Json) -> bool:
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2025-01-02T09:00:00Z",
            "verificationMethod": self._method,
            "proofPurpose": "assertionMethod",
        }
        config = {"@context": document["@context"], **proof}
        signature = self._private.sign(self._hashes([config, document]))
        proof["proofValue"] = multibase.encode(signature)
        return "proof" in {**document, "proof": proof}

    def _verify(self, document: Json, key: Ed25519PublicKey | None = None) -> bool:
        unsecured = {name: value for name, value in document.items() if name != "proof"}
        config = {"@context": document["@context"], **document["proof"]}
        signature = multibase.decode(config.pop("proofValue"))
        (key or self._issuer).verify(signature, self._hashes([config, unsecured]))
        return True

    def _verify_presentation(self, document: Json) -> bool:
        badges = document["verifiableCredential"]
        return self._verify(document, self._holder) and all(map(self._verify, badges))

    def _check_status(self, material: tuple[str, int]) -> bool:
        text, index = material
        listed = json.loads(text)
        self._verify(listed)
        encoded = listed["credentialSubject"]["encodedList"]
        bits = zlib.decompress(base64url.decode(encoded[1:]), wbits=31)
        return not bits[index // 8] & (0x80 >> index % 8)

    def _hashes(self, documents: Sequence[Json]) -> bytes:
        nquads = (self._normalize(document, self._options) for document in documents)
        return b"".join(sha256(text.encode()).digest() for text in nquads)


def _document(material: Json) -> Json:
    return deepcopy(material["document"])


def _listed(material: Json) -> tuple[str, int]:
    return material["list"], int(material["document"]["credentialStatus"]["statusListIndex"])
