"""sd-jwt, the reference implementation in Python, on jwcrypto."""

from __future__ import annotations

from typing import Any

from damda import base64url
from damda.keys import SoftwareSigner
from damda.protocols import Json

from ..participant import InProcess, Operation
from ..parties import CHALLENGE, CREATED, DOMAIN, Parties
from ..sd_jwt import SHOWN, VCT

NAME = "sd-jwt (PyPI)"
INSTALL = "scripts/setup test"
COVERS = {
    "sdjwt-issue": "`SDJWTIssuer`",
    "sdjwt-present": "`SDJWTHolder.create_presentation` with a key binding",
    "sdjwt-verify": "`SDJWTVerifier`: signature, disclosures, key binding, nonce and audience; "
    "no dates",
}


def participant(parties: Parties) -> InProcess:
    """Raises ImportError."""
    return InProcess(NAME, _SdJwt(parties).operations())


class _SdJwt:
    def __init__(self, parties: Parties) -> None:
        from jwcrypto.jwk import JWK
        from sd_jwt.common import SDObj
        from sd_jwt.holder import SDJWTHolder
        from sd_jwt.issuer import SDJWTIssuer
        from sd_jwt.verifier import SDJWTVerifier

        self._issuer_of, self._holder_of = SDJWTIssuer, SDJWTHolder
        self._verifier_of, self._disclosable = SDJWTVerifier, SDObj
        self._registered = {
            "iss": parties.p256_issuer.did,
            "vct": VCT,
            "iat": int(CREATED.timestamp()),
            "exp": 4070941200,
        }
        self._issuer = JWK(**_private_jwk(parties.p256_issuer))
        self._holder = JWK(**_private_jwk(parties.p256_holder))
        self._issuer_public = JWK(**parties.p256_issuer.public.jwk)

    def operations(self) -> dict[str, Operation]:
        functions: dict[str, Any] = {
            "sdjwt-issue": (dict, self._issue),
            "sdjwt-present": (_text, self._present),
            "sdjwt-verify": (_text, self._verify),
        }
        return {name: Operation(COVERS[name], *pair) for name, pair in functions.items()}

    def _issue(self, material: Json) -> bool:
        claims = {self._disclosable(name): value for name, value in material["claims"].items()}
        issued = self._issuer_of(
            {**self._registered, **claims},
            self._issuer,
            self._holder,
            extra_header_parameters={"typ": "dc+sd-jwt"},
        )
        return issued.sd_jwt_issuance.count("~") == 11

    def _present(self, text: str) -> bool:
        holder = self._holder_of(text)
        holder.create_presentation(
            dict.fromkeys(SHOWN, True), CHALLENGE, DOMAIN, self._holder, "ES256"
        )
        return holder.sd_jwt_presentation.count("~") == 3

    def _verify(self, text: str) -> bool:
        verifier = self._verifier_of(
            text, lambda _issuer, _header: self._issuer_public, DOMAIN, CHALLENGE
        )
        return "course" in verifier.get_verified_payload()


def _private_jwk(signer: SoftwareSigner) -> Json:
    return {**signer.public.jwk, "d": base64url.encode(signer.private)}


def _text(material: Json) -> str:
    return str(material["text"])
