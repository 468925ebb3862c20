"""A training badge under a cryptosuite for selective disclosure, and a holder who shows parts of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from damda.keys import KeyKind, SoftwareSigner
from damda.proofs import add_proof, check_proof, derive_proof
from damda.protocols import Canonicalizer
from damda_schemas import compiled_canonicalizer

from ..disclosures import pointers
from ..training import CATALOG, NOW, built

KEY_KINDS: dict[str, KeyKind] = {"ecdsa-sd-2023": "P-256", "bbs-2023": "BLS12-381-G2"}
"""The key that each cryptosuite signs with."""


@dataclass(frozen=True, slots=True)
class DisclosedBadge:
    """``pointers`` lead to every part of ``badge``, which has no proof yet."""

    cryptosuite: str
    signer: SoftwareSigner
    badge: dict[str, Any]
    pointers: tuple[str, ...]
    canonicalizer: Canonicalizer

    @classmethod
    def under(cls, cryptosuite: str) -> DisclosedBadge:
        signer = SoftwareSigner.create(KEY_KINDS[cryptosuite])
        badge = built()
        badge = {**badge, "issuer": {**badge["issuer"], "id": signer.did}}
        canonicalizer = compiled_canonicalizer(CATALOG.compiled_contexts)
        return cls(cryptosuite, signer, badge, tuple(pointers(badge)), canonicalizer)

    def secured(self, *mandatory: str) -> dict[str, Any]:
        """With a base proof."""
        return add_proof(
            self.badge,
            signer=self.signer,
            purpose="assertionMethod",
            created=NOW,
            canonicalizer=self.canonicalizer,
            cryptosuite=self.cryptosuite,
            mandatory_pointers=mandatory,
        )

    def derived(self, base: dict[str, Any], *selective: str) -> dict[str, Any]:
        return derive_proof(base, selective_pointers=selective, canonicalizer=self.canonicalizer)

    def check(self, document: dict[str, Any], *, as_holder: bool = False) -> None:
        """Raises DamdaError unless the proof holds."""
        check_proof(
            document,
            expected_purpose="assertionMethod",
            key_for=lambda method, purpose: self.signer.public,
            canonicalizer=self.canonicalizer,
            now=NOW,
            as_holder=as_holder,
        )
