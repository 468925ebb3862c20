"""The Status List Token as a JWT (Token Status List, 5.1)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from .. import base64url
from ..errors import ProofInvalid
from ..openid.jose import read_jws
from ..protocols import JsonView
from ..times import LEEWAY
from .refusal import unreadable
from .token import MAX_TOKEN_BYTES, KeyFor, ListClaims, read_claims
from .token_list import compress

TYPE = "statuslist+jwt"
MEDIA_TYPE = f"application/{TYPE}"


@dataclass(frozen=True, slots=True)
class JwtDraft:
    """A `damda.status.token.TokenDraft`."""

    signing_input: bytes

    def attach(self, signature: bytes) -> bytes:
        """The JWT in ASCII."""
        return self.signing_input + b"." + base64url.encode(signature).encode("ascii")


def draft_status_list_jwt(claims: ListClaims, *, algorithm: str, kid: str) -> JwtDraft:
    """The draft of a token that the key ``kid`` signs; ``algorithm`` is its JOSE name."""
    header = {"alg": algorithm, "kid": kid, "typ": TYPE}
    listed = {"bits": claims.listed.bits, "lst": base64url.encode(compress(claims.listed))}
    payload = {**claims.to_json(), "status_list": listed}
    return JwtDraft(f"{_part(header)}.{_part(payload)}".encode("ascii"))


def check_status_list_jwt(
    token: bytes | str,
    *,
    uri: str,
    key_for: KeyFor,
    now: datetime,
    leeway: timedelta = LEEWAY,
) -> ListClaims:
    """What a token for ``uri`` says, if it was signed with the key and is in force (8.3).

    Nothing is inflated before the signature held. Raises StatusUnreadable, ProofInvalid,
    MalformedInput and what ``key_for`` raises.
    """
    text = token.decode("latin-1") if isinstance(token, bytes) else token
    jws = read_jws(text, max_bytes=MAX_TOKEN_BYTES)
    if jws.header.get("typ") != TYPE:
        raise unreadable(f"it is no {TYPE}", f"{TYPE} 형식이 아닙니다")
    kid = jws.header.get("kid")
    if not jws.verify(key_for(kid if isinstance(kid, str) else None)):
        raise ProofInvalid(
            "The signature of the status list does not hold.",
            ko="상태 목록의 서명이 맞지 않습니다.",
        )
    return read_claims(jws.payload, lst=base64url.decode, uri=uri, now=now, leeway=leeway)


def _part(value: JsonView) -> str:
    return base64url.encode(json.dumps(value, separators=(",", ":")).encode("ascii"))
