"""What a Status List Token says, and whether it may be used (Token Status List, 5 and 8.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from ..errors import MalformedInput
from ..keys import PublicKey
from ..protocols import JsonView
from ..times import numeric_date
from .refusal import unreadable
from .token_list import TokenStatusList, decompress

MAX_TOKEN_BYTES = 1_048_576

type KeyFor = Callable[[str | None], PublicKey]
"""The key of the list's issuer for the token's ``kid``, None without one. Raises DamdaError."""


class TokenDraft(Protocol):
    """A Status List Token, complete but for the signature over ``signing_input``."""

    @property
    def signing_input(self) -> bytes: ...

    def attach(self, signature: bytes) -> bytes:
        """The token. ``signature`` is as `damda.protocols.Signer` gives it; it is not verified."""
        ...


@dataclass(frozen=True, slots=True)
class ListClaims:
    """What an issuer says of a list. ``uri`` is where the token lies and what tokens refer to."""

    uri: str
    listed: TokenStatusList
    issued_at: datetime
    expires_at: datetime | None = None
    ttl: timedelta | None = None

    def to_json(self) -> dict[str, Any]:
        """The registered claims by their JWT names, without the list."""
        claims: dict[str, Any] = {"sub": self.uri, "iat": int(self.issued_at.timestamp())}
        if self.expires_at is not None:
            claims["exp"] = int(self.expires_at.timestamp())
        if self.ttl is not None:
            claims["ttl"] = int(self.ttl.total_seconds())
        return claims


def read_claims(
    claims: Mapping[str, Any],
    *,
    lst: Callable[[object], bytes],
    uri: str,
    now: datetime,
    leeway: timedelta,
) -> ListClaims:
    """The claims of a token whose signature holds, by their JWT names (8.3, 3 and 4).

    ``lst`` gives the compressed bytes of that member. Raises StatusUnreadable: a token for
    another ``uri``, one that expired or is of the future, a list that can't be read.
    """
    if claims.get("sub") != uri:
        raise unreadable("it is another list than the one named", "증명서에 적힌 목록이 아닙니다")
    issued_at = _time(claims, "iat")
    if issued_at is None:
        raise unreadable("it does not say when it was made (iat)", "iat가 없습니다")
    _check_period(issued_at, _time(claims, "nbf"), expires := _time(claims, "exp"), now, leeway)
    listed = claims.get("status_list")
    if not isinstance(listed, dict):
        raise unreadable("it has no status_list", "status_list가 없습니다")
    return ListClaims(uri, _list(listed, lst), issued_at, expires, _ttl(claims))


def _list(listed: JsonView, lst: Callable[[object], bytes]) -> TokenStatusList:
    if not isinstance(listed.get("aggregation_uri", ""), str):
        raise unreadable("aggregation_uri must be a text", "aggregation_uri가 문자열이 아닙니다")
    try:
        compressed = lst(listed.get("lst"))
    except MalformedInput as error:
        raise unreadable("lst can't be read", "lst를 읽을 수 없습니다") from error
    return decompress(listed.get("bits"), compressed)


def _check_period(
    issued_at: datetime,
    begins: datetime | None,
    expires: datetime | None,
    now: datetime,
    leeway: timedelta,
) -> None:
    if max(issued_at, begins or issued_at) > now + leeway:
        raise unreadable(
            "it is not valid yet; a clock may be wrong",
            "아직 유효하지 않습니다. 시계가 맞는지 확인해 주세요",
        )
    if expires is not None and expires <= now - leeway:
        raise unreadable(
            "it has expired, so it may be out of date",
            "유효기간이 지나 최신 상태가 아닐 수 있습니다",
        )


def _time(claims: Mapping[str, Any], name: str) -> datetime | None:
    """A NumericDate (RFC 7519, 2)."""
    if name not in claims:
        return None
    try:
        return numeric_date(claims[name])
    except MalformedInput as error:
        raise unreadable(f"its {name} is no time", f"{name} 값이 시각이 아닙니다") from error


def _ttl(claims: Mapping[str, Any]) -> timedelta | None:
    if "ttl" not in claims:
        return None
    ttl = claims["ttl"]
    if not _is_number(ttl) or not ttl > 0:
        raise unreadable(
            "its ttl is no positive number of seconds", "ttl이 올바른 초 단위 값이 아닙니다"
        )
    return timedelta(seconds=min(ttl, 10**9))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
