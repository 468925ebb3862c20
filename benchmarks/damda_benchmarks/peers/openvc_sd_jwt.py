"""What openvc-core does of SD-JWT VC. It presents all that it is given, so its caller selects."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from damda.keys import SoftwareSigner
from damda.protocols import Json

from ..parties import CHALLENGE, DOMAIN, Parties
from ..sd_jwt import SHOWN, VCT

COVERS = {
    "sdjwt-issue": "`SdJwtVcProofSuite.issue`",
    "sdjwt-present": "`SdJwtVcProofSuite.create_presentation`; the two disclosures are picked by "
    "its caller, digests are not checked",
    "sdjwt-verify": "`SdJwtVcProofSuite.verify`: type, dates, signature, disclosures, key binding",
}


def operations(parties: Parties) -> dict[str, Any]:
    """Per job, how a material is prepared and what is timed. Raises ImportError."""
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    suite = SdJwtVcProofSuite()
    issuer, holder = (_key(each) for each in (parties.p256_issuer, parties.p256_holder))
    issuer_jwk, holder_jwk = (
        each.public.jwk for each in (parties.p256_issuer, parties.p256_holder)
    )
    registered = {"iss": parties.p256_issuer.did, "exp": 4070941200}

    def issue(material: Json) -> bool:
        claims = material["claims"]
        text = suite.issue(
            {**registered, **claims},
            signing_key=issuer,
            disclosable=claims,
            holder_jwk=holder_jwk,
            vct=VCT,
        )
        return text.count("~") == 11

    def present(text: str) -> bool:
        jwt, *disclosures, _ = text.split("~")
        shown = [each for each in disclosures if _name(each) in SHOWN]
        presented = suite.create_presentation(
            "~".join((jwt, *shown, "")), holder_key=holder, audience=DOMAIN, nonce=CHALLENGE
        )
        return presented.count("~") == 3

    def verify(text: str) -> bool:
        verified = suite.verify(
            text,
            public_key_jwk=issuer_jwk,
            audience=DOMAIN,
            nonce=CHALLENGE,
            require_key_binding=True,
            expected_vct=VCT,
        )
        return "course" in verified.claims

    return {
        "sdjwt-issue": (dict, issue),
        "sdjwt-present": (_text, present),
        "sdjwt-verify": (_text, verify),
    }


def _key(signer: SoftwareSigner) -> Any:
    from openvc import P256SigningKey

    private = ec.derive_private_key(int.from_bytes(signer.private), ec.SECP256R1())
    return P256SigningKey(private, signer.verification_method)


def _name(disclosure: str) -> Any:
    parts = json.loads(urlsafe_b64decode(disclosure + "=" * (-len(disclosure) % 4)))
    return parts[1] if len(parts) == 3 else None


def _text(material: Json) -> str:
    return str(material["text"])
