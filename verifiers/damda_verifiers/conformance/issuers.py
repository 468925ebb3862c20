"""One did:key issuer for each cryptosuite and kind of key, from the table of suites."""

from __future__ import annotations

from damda.keys import SoftwareSigner
from damda.proofs import CRYPTOSUITES, SELECTIVE_SUITES
from damda.protocols import Entropy, Json
from damda.vc_api import MemoryIssuer


def new_issuers(entropy: Entropy) -> dict[str, MemoryIssuer]:
    """Issuers by DID, with keys that were never used before."""
    made = [
        MemoryIssuer(name, SoftwareSigner.create(kind, entropy=entropy))
        for name, suite in (CRYPTOSUITES | SELECTIVE_SUITES).items()
        for kind in suite.key_kinds
    ]
    return {issuer.signer.did: issuer for issuer in made}


def announcement(base: str, issuers: dict[str, MemoryIssuer]) -> Json:
    """What a test suite needs to know."""
    return {
        "base": base,
        "issuers": [
            {"cryptosuite": each.cryptosuite, "keyType": each.signer.public.kind, "did": did}
            for did, each in issuers.items()
        ],
    }
