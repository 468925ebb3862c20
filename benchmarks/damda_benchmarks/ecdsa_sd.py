"""Selective disclosure as an issuer of badges would use it: what is always shown, what is chosen."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from damda import base64url
from damda.cbor import loads
from damda.issue import secure_credential
from damda.proofs import check_proof, derive_proof
from damda.protocols import Json

from .badge import badge
from .participant import Operation
from .parties import CREATED

if TYPE_CHECKING:
    from .ours import Ours

_ACHIEVEMENT = "/credentialSubject/achievement"
MANDATORY = [
    *("/name", "/issuer/name", "/validFrom", "/validUntil", "/credentialSubject/id"),
    *(f"{_ACHIEVEMENT}/{name}" for name in ("name", "description", "criteria")),
]
"""What makes a part of it a valid Open Badge still. Not all of the issuer, whose address is a blank
node: openvc-core can't derive from such a base proof."""

SELECTIVE = ["/credentialSubject/activityEndDate", f"{_ACHIEVEMENT}/humanCode"]
"""Two members. None of an array: openvc-core can't select those."""


@dataclass(frozen=True, slots=True)
class P256Issuer:
    """The issuer with a P-256 key, and the holder."""

    ours: Ours

    def badge(self, name: str) -> Json:
        parties = self.ours.parties
        return badge(name, issuer=parties.p256_issuer.did, subject=parties.holder.did)

    def issued(self, material: Json) -> Json:
        """The document with a base proof."""
        signer = self.ours.parties.p256_issuer
        draft = secure_credential(
            material["document"],
            verification_method=signer.verification_method,
            created=CREATED,
            canonicalizer=self.ours.setting.canonicalizer,
            cryptosuite="ecdsa-sd-2023",
            mandatory_pointers=material["mandatory"],
        )
        return draft.attach(signer.sign(draft.signing_input))

    def shown(self, material: Json) -> Json:
        """A part of the document, with a derived proof."""
        return derive_proof(
            material["document"],
            selective_pointers=material["selective"],
            canonicalizer=self.ours.setting.canonicalizer,
        )

    def proof_holds(self, document: Json) -> bool:
        """The derived proof alone, with the issuer's key at hand."""
        check_proof(
            document,
            expected_purpose="assertionMethod",
            key_for=lambda _method, _purpose: self.ours.parties.p256_issuer.public,
            canonicalizer=self.ours.setting.canonicalizer,
            now=self.ours.setting.now,
        )
        return True

    @staticmethod
    def statements(secured: Json) -> int:
        """The statements that are signed one by one."""
        value = base64url.decode(secured["proof"]["proofValue"][1:])
        return sum((isinstance(part, list) and len(part)) or 0 for part in loads(value[3:])[2:4])


def operations(ours: Ours) -> dict[str, Operation]:
    """Damda's operations."""
    issuer = P256Issuer(ours)
    return {
        "ecdsa-sd-issue": Operation(
            "all checks of the public API", deepcopy, lambda one: "proof" in issuer.issued(one)
        ),
        "ecdsa-sd-derive": Operation(
            "`derive_proof`", deepcopy, lambda one: "proof" in issuer.shown(one)
        ),
        "ecdsa-sd-verify": Operation(
            "all checks of the public API that need no ledger",
            _document,
            ours.verified,
        ),
    }


def proof_alone(ours: Ours) -> dict[str, Operation]:
    """The part of them that is the proof."""
    alone = Operation("the proof alone (`check_proof`)", _document, P256Issuer(ours).proof_holds)
    return {"ecdsa-sd-verify": alone}


def _document(material: Json) -> Json:
    return deepcopy(material["document"])
