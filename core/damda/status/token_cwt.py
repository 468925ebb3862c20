"""The Status List Token as a CWT (Token Status List, 5.2): tagged COSE_Sign1, not tagged CWT."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..cbor import dumps, loads
from ..errors import ProofInvalid
from ..times import LEEWAY
from .cose_sign1 import TYP, CoseDraft, draft_cose_sign1, read_cose_sign1
from .refusal import malformed, unreadable
from .token import MAX_TOKEN_BYTES, KeyFor, ListClaims, read_claims
from .token_list import compress

MEDIA_TYPE = "application/statuslist+cwt"
TYPE = MEDIA_TYPE

STATUS_CLAIM = 65535
"""The claim of a referenced token (6.3), for `damda.status.token_list.parse_status_claim`."""

_NUMBERS = {"sub": 2, "exp": 4, "nbf": 5, "iat": 6, "ttl": 65534, "status_list": 65533}


def draft_status_list_cwt(claims: ListClaims, *, algorithm: str, kid: str) -> CoseDraft:
    """The draft of a token that the key ``kid`` signs; ``algorithm`` is its JOSE name.

    Raises MalformedInput for an algorithm that has no COSE number here.
    """
    listed = {"bits": claims.listed.bits, "lst": compress(claims.listed)}
    named = {**claims.to_json(), "status_list": listed}
    payload = dumps({_NUMBERS[name]: value for name, value in named.items()})
    return draft_cose_sign1(payload, algorithm=algorithm, kid=kid, typ=TYPE)


def check_status_list_cwt(
    token: bytes,
    *,
    uri: str,
    key_for: KeyFor,
    now: datetime,
    leeway: timedelta = LEEWAY,
) -> ListClaims:
    """What a token for ``uri`` says, if it was signed with the key and is in force (8.3).

    The claims are not read before the signature held. A ``kid`` is read as UTF-8. Raises
    StatusUnreadable, ProofInvalid, MalformedInput and what ``key_for`` raises.
    """
    message = read_cose_sign1(token, max_bytes=MAX_TOKEN_BYTES)
    if message.header.get(TYP) != TYPE:
        raise unreadable(f"it is no {TYPE}", f"{TYPE} 형식이 아닙니다")
    kid = None if message.kid is None else message.kid.decode(errors="replace")
    if not message.verify(key_for(kid)):
        raise ProofInvalid(
            "The signature of the status list does not hold.",
            ko="상태 목록의 서명이 맞지 않습니다.",
        )
    claims = loads(message.payload)
    if not isinstance(claims, dict):
        raise unreadable("its claims are no map", "내용이 올바르지 않습니다")
    named = {name: claims[number] for name, number in _NUMBERS.items() if number in claims}
    return read_claims(named, lst=_bytes, uri=uri, now=now, leeway=leeway)


def _bytes(lst: object) -> bytes:
    if not isinstance(lst, bytes):
        raise malformed("lst must be bytes", "lst가 바이트열이 아닙니다")
    return lst
