"""polaris-oid4vp, a verifier of SD-JWT VC presentations; it issues and presents nothing."""

from __future__ import annotations

from damda.protocols import Json

from ..participant import InProcess, Operation
from ..parties import CHALLENGE, DOMAIN, Parties
from ..sd_jwt import VCT

NAME = "polaris-oid4vp"
INSTALL = "scripts/setup test"
COVERS = {"sdjwt-verify": "`verify_presentation`: type, dates, signature, disclosures, key binding"}


def participant(parties: Parties) -> InProcess:
    """Raises ImportError."""
    from polaris_oid4vp.sdjwt import verify_presentation

    keys = [parties.p256_issuer.public.jwk]

    def verify(text: str) -> bool:
        verdict = verify_presentation(
            text,
            expected_nonce=CHALLENGE,
            expected_audience=DOMAIN,
            issuer_jwks=keys,
            expected_vct=VCT,
        )
        return bool(verdict.authentic)

    return InProcess(NAME, {"sdjwt-verify": Operation(COVERS["sdjwt-verify"], _text, verify)})


def _text(material: Json) -> str:
    return str(material["text"])
