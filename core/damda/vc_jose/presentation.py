"""A presentation as a JWT: ``vp+jwt`` (VC-JOSE-COSE, 3.1.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..dids import split_did_url
from ..document_members import malformed
from ..errors import MalformedInput
from ..jose_kid import method_of_kid
from ..openid.jose import sign_jws
from ..presentation_shape import check_presentation
from ..protocols import Json, JsonView, Signer
from ..status import CONTEXT
from .credential import check_vc_jwt
from .envelope import enveloped_credential
from .token import Token, check_same, read_token

VP_TYPE: Final = "vp+jwt"

type ReadPresentation = Callable[[JsonView], tuple[str | None, list[Json]]]
"""Holder and credentials of a presentation, such as `check_presentation`."""

_CLAIMS = frozenset({"iss", "sub", "jti", "iat", "nbf", "exp", "nonce", "aud"})


@dataclass(frozen=True, slots=True)
class VpJwt:
    """A presentation that was read strictly; nothing of it is proven yet.

    ``holder`` is a DID and ``verification_method`` its key that is to have signed. ``credentials``
    are as they stand in it, enveloped ones unread.
    """

    holder: str
    credentials: tuple[Json, ...]
    nonce: str | None
    audience: str | None
    token: Token
    verification_method: str


def check_vp_jwt(text: object, *, read: ReadPresentation = check_presentation) -> VpJwt:
    """The presentation in a ``vp+jwt``; ``read`` decides what form it may have.

    The holder is named by ``holder`` or ``iss`` (the same, if both are there), or else by the
    ``kid``, which names a key of it (`damda.jose_kid`). Raises MalformedInput, LimitExceeded, and
    ProofInvalid for another's ``kid``.
    """
    token = read_token(text, typ=VP_TYPE, cty="vp")
    document = {n: value for n, value in token.document.items() if n not in _CLAIMS}
    named, credentials = read(document)
    holder = named or _did_of(token)
    check_same(token.document, "iss", holder, "holder")
    check_same(token.document, "jti", document.get("id"), "id")
    return VpJwt(
        holder=holder,
        credentials=tuple(credentials),
        nonce=_text(token.document, "nonce"),
        audience=_audience(token.document),
        token=token,
        verification_method=method_of_kid(token.kid, holder),
    )


def build_vp_jwt(
    credentials: Sequence[str],
    *,
    holder: str,
    signer: Signer,
    nonce: str,
    audience: str,
    issued_at: datetime,
) -> str:
    """The signed presentation; ``credentials`` are ``vc+jwt`` texts and go in as they are.

    Raises MalformedInput for credentials that no verifier would take, none at all included, for
    one about somebody else, and for a signer that is not the holder's.
    """
    if split_did_url(signer.verification_method)[0] != holder:
        raise MalformedInput(
            "The key is not the holder's.", ko="증명서 주인(holder)의 키가 아닙니다."
        )
    for text in credentials:
        if check_vc_jwt(text).view.subject_id != holder:
            raise MalformedInput(
                "A credential is not about the holder.", ko="다른 사람에게 발급된 증명서입니다."
            )
    document: Json = {
        "@context": [CONTEXT],
        "type": ["VerifiablePresentation"],
        "holder": holder,
        "verifiableCredential": [enveloped_credential(text) for text in credentials],
    }
    check_presentation(document)
    claims = {"iat": int(issued_at.timestamp()), "nonce": nonce, "aud": audience}
    header = {"typ": VP_TYPE, "cty": "vp", "kid": signer.verification_method}
    return sign_jws(signer, header, {**document, **claims})


def _did_of(token: Token) -> str:
    """The holder of a presentation that names none: whose key ``kid`` or ``iss`` says it is."""
    said = token.document.get("iss", token.kid)
    return split_did_url(said)[0]


def _text(document: Json, name: str) -> str | None:
    value = document.get(name)
    if value is not None and not isinstance(value, str):
        raise malformed(f"{name} must be a text", f"{name}은(는) 문자열이어야 합니다")
    return value


def _audience(document: Json) -> str | None:
    """``aud`` as a text, or as an array of one (RFC 7519, 4.1.3): it is for one verifier."""
    value = document.get("aud")
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return _text({"aud": value}, "aud")
