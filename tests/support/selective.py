"""A cryptosuite for selective disclosure as issuer, holder and verifier use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from damda.keys import KeyKind, PublicKey, SoftwareSigner
from damda.proofs import add_proof, check_proof, derive_proof
from damda.protocols import Canonicalizer

from .credential_world import CANONICALIZER, ISSUED, NOW

KEY_KINDS: dict[str, KeyKind] = {"ecdsa-sd-2023": "P-256", "bbs-2023": "BLS12-381-G2"}
"""The key that each cryptosuite signs with."""


@dataclass(frozen=True, slots=True)
class Selective:
    cryptosuite: str
    signer: SoftwareSigner
    canonicalizer: Canonicalizer = CANONICALIZER
    created: datetime = ISSUED
    now: datetime = NOW

    @classmethod
    def under(cls, cryptosuite: str, **world: Any) -> Selective:
        """With a fresh key."""
        return cls(cryptosuite, SoftwareSigner.create(KEY_KINDS[cryptosuite]), **world)

    def secured(self, document: Any, mandatory: Sequence[str], **options: Any) -> Any:
        """``document`` with a base proof."""
        return add_proof(
            document,
            signer=self.signer,
            purpose="assertionMethod",
            created=self.created,
            canonicalizer=self.canonicalizer,
            cryptosuite=self.cryptosuite,
            mandatory_pointers=mandatory,
            **options,
        )

    def derived(self, base: Any, *selective: str) -> Any:
        return derive_proof(base, selective_pointers=selective, canonicalizer=self.canonicalizer)

    def check(
        self, document: Any, *, as_holder: bool = False, key: PublicKey | None = None
    ) -> None:
        """Raises DamdaError unless the proof holds, by the signer's key if no other is given."""
        check_proof(
            document,
            expected_purpose="assertionMethod",
            key_for=lambda method, purpose: key or self.signer.public,
            canonicalizer=self.canonicalizer,
            now=self.now,
            as_holder=as_holder,
        )
