"""What became of a JWT or CWT based credential (Token Status List, 7.1 and 8.3).

As for bitstring lists: what can't be had or read leaves the answer open.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from ..errors import DamdaError, FetchFailed, StatusUnreadable
from ..protocols import Json
from ..status.token import KeyFor, ListClaims
from ..status.token_cwt import MEDIA_TYPE as CWT_MEDIA_TYPE
from ..status.token_cwt import check_status_list_cwt
from ..status.token_jwt import MEDIA_TYPE as JWT_MEDIA_TYPE
from ..status.token_jwt import check_status_list_jwt
from ..status.token_list import INVALID, SUSPENDED, VALID, StatusReference
from ..times import format_time
from ..verdict import Outcome
from .finding import Finding, unknown

ACCEPT = f"{JWT_MEDIA_TYPE}, {CWT_MEDIA_TYPE}"
"""What to ask for when a list is fetched."""

# The first byte of a tagged COSE_Sign1 (RFC 9052, 2); no JWT begins with it.
_COSE_SIGN1 = b"\xd2"

_TOLD: Mapping[int, tuple[Outcome, str]] = {
    VALID: ("passed", "status_valid"),
    INVALID: ("failed", "revoked"),
    SUSPENDED: ("failed", "suspended"),
}


def token_status(
    reference: StatusReference,
    token: bytes | DamdaError | None,
    *,
    key_for: KeyFor,
    now: datetime,
    leeway: timedelta,
) -> Finding:
    """What the list says of the credential with this ``reference``.

    ``token`` is what was fetched from its ``uri``, as JWT or CWT, or why it could not be had.
    ``key_for`` gives the issuer's key by the token's ``kid``. Never raises a DamdaError.
    """
    named: Json = {"index": reference.index, "list": reference.uri[:500]}
    try:
        claims = _checked(reference.uri, token, key_for, now, leeway)
        status = claims.listed.status(reference.index)
    except DamdaError as error:
        return unknown("status_unavailable", error, **named)
    named |= {"status": hex(status), **_freshness(claims)}
    if status not in _TOLD:
        return unknown("status_unavailable", _unsupported(status), **named)
    outcome, code = _TOLD[status]
    return Finding(outcome, code, named)


def _checked(
    uri: str,
    token: bytes | DamdaError | None,
    key_for: KeyFor,
    now: datetime,
    leeway: timedelta,
) -> ListClaims:
    if token is None:
        raise FetchFailed("The status list was not collected.", ko="상태 목록을 받지 못했습니다.")
    if isinstance(token, DamdaError):
        raise token
    check = check_status_list_cwt if token.startswith(_COSE_SIGN1) else check_status_list_jwt
    return check(token, uri=uri, key_for=key_for, now=now, leeway=leeway)


def _freshness(claims: ListClaims) -> Json:
    lives = {} if claims.ttl is None else {"ttlSeconds": int(claims.ttl.total_seconds())}
    return {"listFrom": format_time(claims.issued_at), **lives}


def _unsupported(status: int) -> StatusUnreadable:
    return StatusUnreadable(
        f"The meaning of the status {hex(status)} is not known.",
        ko=f"상태 값 {hex(status)}의 뜻을 알 수 없습니다.",
    )
