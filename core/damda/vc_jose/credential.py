"""A credential as a JWT: ``vc+jwt`` (VC-JOSE-COSE, 3.1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from ..credentials import CredentialView, check_credential
from ..document_members import malformed
from ..errors import MalformedInput
from ..jose_kid import method_of_kid
from ..keys import Algorithm
from ..openid.jose import JwsDraft, draft_jws
from ..protocols import Json, JsonView
from .token import Token, check_same, read_token

VC_TYPE: Final = "vc+jwt"


@dataclass(frozen=True, slots=True)
class VcJwt:
    """A credential that was read strictly; its signature is not checked yet.

    ``verification_method`` is the DID URL of the key that is to have signed; ``digest`` the
    credential's anchor, SHA-256 over the JWT's text.
    """

    view: CredentialView
    token: Token
    verification_method: str

    @property
    def digest(self) -> bytes:
        return sha256(self.token.text.encode("ascii")).digest()


def check_vc_jwt(text: object) -> VcJwt:
    """The credential in a ``vc+jwt``.

    VCDM 2.0 only. ``typ`` must be ``vc+jwt``, ``kid`` names a key of the issuer, a DID
    (`damda.jose_kid`); the claims ``iss``, ``jti`` and ``sub`` say what the document says, if they
    are there. Raises MalformedInput, LimitExceeded, and ProofInvalid for another's ``kid``.
    """
    token = read_token(text, typ=VC_TYPE, cty="vc")
    view = check_credential(token.document)
    _check_model(view)
    check_same(token.document, "iss", view.issuer, "issuer")
    check_same(token.document, "jti", view.id, "id")
    check_same(token.document, "sub", view.subject_id, "credentialSubject.id")
    return VcJwt(view, token, method_of_kid(token.kid, view.issuer))


def draft_vc_jwt(
    document: JsonView,
    *,
    verification_method: str,
    algorithm: Algorithm,
    issued_at: datetime,
    expires_at: datetime | None = None,
) -> JwsDraft:
    """The draft of the JWT; sign its ``signing_input`` and ``attach`` the signature.

    ``issued_at`` and ``expires_at`` are of the signature, in whole seconds. Raises MalformedInput
    for what `check_credential` refuses, a proof or registered claim in the document, and a key
    that is not the issuer's.
    """
    view = check_credential(document)
    _check_model(view)
    if taken := sorted({"iat", "exp", "nbf", "iss", "vc", "vp", "proof"} & document.keys()):
        raise malformed(
            f"{taken[0]} may not stand in the document", f"문서에 {taken[0]} 항목을 쓸 수 없습니다"
        )
    if method_of_kid(verification_method, view.issuer) != verification_method:
        raise MalformedInput("The key must be a whole DID URL.", ko="키의 DID 주소가 필요합니다.")
    claims: Json = {"iat": int(issued_at.timestamp())}
    if expires_at is not None:
        claims["exp"] = int(expires_at.timestamp())
    header = {"alg": algorithm, "typ": VC_TYPE, "cty": "vc", "kid": verification_method}
    return draft_jws(header, {**document, **claims})


def _check_model(view: CredentialView) -> None:
    if view.data_model != "2.0":
        raise malformed(
            "a credential as a JWT must be of the data model 2.0",
            "JWT 증명서는 데이터 모델 2.0이어야 합니다",
        )
