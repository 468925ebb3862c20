"""What openvc-core does of ecdsa-sd-2023."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from damda.protocols import Json

from ..parties import CREATED, Parties

COVERS = {
    "ecdsa-sd-issue": "`EcdsaSdProofSuite.add_base_proof`; the form of the credential is not checked",
    "ecdsa-sd-derive": "`EcdsaSdProofSuite.derive_proof`",
    "ecdsa-sd-verify": "`verify_credential`: proof, issuer and key, dates; schema none",
}


def operations(
    parties: Parties, verify: Callable[[Json], bool], contexts: Mapping[str, Json]
) -> dict[str, Any]:
    """Per job, how a material is prepared and what is timed. Raises ImportError."""
    from openvc import P256SigningKey
    from openvc.proof.ecdsa_sd import EcdsaSdProofSuite

    suite = EcdsaSdProofSuite()
    issuer = parties.p256_issuer
    private = ec.derive_private_key(int.from_bytes(issuer.private), ec.SECP256R1())
    key = P256SigningKey(private, issuer.verification_method)

    def issue(material: Json) -> bool:
        secured = suite.add_base_proof(
            material["document"],
            signing_key=key,
            verification_method=issuer.verification_method,
            mandatory_pointers=material["mandatory"],
            created=CREATED,
            extra_contexts=contexts,
        )
        return "proof" in secured

    def derive(material: Json) -> bool:
        shown = suite.derive_proof(
            material["document"],
            selective_pointers=material["selective"],
            extra_contexts=contexts,
        )
        return "proof" in shown

    return {
        "ecdsa-sd-issue": (deepcopy, issue),
        "ecdsa-sd-derive": (deepcopy, derive),
        "ecdsa-sd-verify": (lambda material: deepcopy(material["document"]), verify),
    }
