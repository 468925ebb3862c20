"""@sd-jwt/sd-jwt-vc, the OpenWallet Foundation's, in one Node process."""

from __future__ import annotations

from damda import base64url
from damda.keys import SoftwareSigner
from damda.protocols import Json

from ..participant import Participant
from ..parties import CHALLENGE, CREATED, DOMAIN, Parties
from ..sd_jwt import SHOWN, VCT
from .node_process import NodeProcess

NAME = "sd-jwt-vc (npm)"
INSTALL = "npm ci --prefix benchmarks"
COVERS = {
    "sdjwt-issue": "`SDJwtVcInstance.issue`; node:crypto signs and hashes",
    "sdjwt-present": "`SDJwtVcInstance.present` with a key binding",
    "sdjwt-verify": "`SDJwtVcInstance.verify`: type, dates, signature, key binding and its nonce",
}


def participant(parties: Parties) -> Participant:
    """Raises Missing."""
    return NodeProcess(
        NAME,
        COVERS,
        script="sd_jwt_js.mjs",
        package="@sd-jwt/sd-jwt-vc",
        setting={
            "issuer": _private_jwk(parties.p256_issuer),
            "holder": _private_jwk(parties.p256_holder),
            "iss": parties.p256_issuer.did,
            "vct": VCT,
            "iat": int(CREATED.timestamp()),
            "shown": list(SHOWN),
            "nonce": CHALLENGE,
            "audience": DOMAIN,
        },
    )


def _private_jwk(signer: SoftwareSigner) -> Json:
    return {**signer.public.jwk, "d": base64url.encode(signer.private)}
