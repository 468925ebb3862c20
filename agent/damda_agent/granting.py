"""The token endpoint: a pre-authorized code, once, for an access token (OpenID4VCI 1.0, 6)."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from damda.errors import OpenIdError
from damda.openid.token import TokenRequest, token_response
from damda.protocols import Clock, Entropy, Json
from sqlalchemy.ext.asyncio import AsyncConnection

from .opaque import hash_of, new_secret, scrypt_of
from .store import Database, offers
from .store.offers import Grant, OfferRecord

MAX_TX_FAILURES = 5


@dataclass(frozen=True, slots=True)
class Grants:
    database: Database
    lifetime: timedelta
    clock: Clock
    entropy: Entropy

    async def redeem(self, slug: str, request: TokenRequest) -> Json:
        """The token answer. Raises OpenIdError: ``invalid_grant``, ``invalid_request`` (6.3)."""
        code_hash = hash_of(request.pre_authorized_code)
        async with self.database.reading() as connection:
            seen = await offers.by_code(connection, slug, code_hash)
        if seen is None:
            raise _unknown_code()
        # Before the transaction: it takes 40 ms of computing.
        given = await _tried(seen, request.tx_code)
        token = new_secret(self.entropy)
        async with self.database.writing() as connection:
            offer = await offers.by_code(connection, slug, code_hash, lock=True)
            refusal = await _refusal(connection, offer, request.tx_code, given, self.clock())
            if refusal is None:
                await offers.advance(connection, seen.id, "offered", "redeemed")
                await offers.add_token(
                    connection,
                    token_hash=hash_of(token),
                    offer_id=seen.id,
                    expires_at=self.clock() + self.lifetime,
                )
        # Raised after the transaction, so that the count of wrong codes stays.
        if refusal is not None:
            raise refusal
        return token_response(access_token=token, expires_in=int(self.lifetime.total_seconds()))

    async def of_token(self, slug: str, token: str) -> Grant:
        """What the token stands for. Raises OpenIdError("invalid_token"), 401 (RFC 6750, 3.1)."""
        async with self.database.reading() as connection:
            grant = await offers.by_token(connection, slug, hash_of(token))
        if grant is None or self.clock() >= grant.expires_at:
            raise invalid_token()
        return grant


async def _tried(offer: OfferRecord, tx_code: str | None) -> bytes | None:
    if offer.tx_code is None or tx_code is None:
        return None
    return await asyncio.to_thread(scrypt_of, tx_code, offer.tx_code.salt)


async def _refusal(
    connection: AsyncConnection,
    offer: OfferRecord | None,
    tx_code: str | None,
    given: bytes | None,
    now: datetime,
) -> OpenIdError | None:
    """Why the code is not taken; a wrong transaction code is counted."""
    if offer is None:
        return _unknown_code()
    state = offer.state_at(now)
    if state != "offered":
        return _NOT_OFFERED.get(state, _used_code)()
    if (offer.tx_code is None) != (tx_code is None):
        return _missing_code() if tx_code is None else _unwanted_code()
    if offer.tx_code is None or hmac.compare_digest(given or b"", offer.tx_code.hash):
        return None
    await offers.count_failure(connection, offer.id)
    left = MAX_TX_FAILURES - offer.tx_failures - 1
    if left <= 0:
        await offers.advance(connection, offer.id, "offered", "locked")
        return _locked()
    return OpenIdError(
        "invalid_grant",
        f"The transaction code is wrong; {left} tries are left.",
        ko=f"확인 코드가 틀렸습니다. {left}번 더 시도할 수 있습니다.",
    )


def invalid_token() -> OpenIdError:
    return OpenIdError(
        "invalid_token",
        "The access token is missing, unknown or has expired.",
        ko="액세스 토큰이 없거나 만료되었습니다.",
        http_status=401,
    )


def _unknown_code() -> OpenIdError:
    return OpenIdError(
        "invalid_grant",
        "The pre-authorized code is unknown here.",
        ko="알 수 없는 발급 코드입니다.",
    )


def _used_code() -> OpenIdError:
    return OpenIdError(
        "invalid_grant",
        "The pre-authorized code was used already. Ask the institution for a new offer.",
        ko="이미 사용한 발급 코드입니다. 기관에 새로 요청해 주세요.",
    )


def _expired() -> OpenIdError:
    return OpenIdError(
        "invalid_grant",
        "The offer has expired. Ask the institution for a new one.",
        ko="발급 제안의 기한이 지났습니다. 기관에 새로 요청해 주세요.",
    )


def _locked() -> OpenIdError:
    return OpenIdError(
        "invalid_grant",
        "Too many wrong transaction codes: the offer is locked. Ask the institution for a new one.",
        ko="확인 코드를 여러 번 틀려 제안이 잠겼습니다. 기관에 새로 요청해 주세요.",
    )


def _missing_code() -> OpenIdError:
    return OpenIdError(
        "invalid_request", "This offer needs a transaction code.", ko="확인 코드가 필요합니다."
    )


def _unwanted_code() -> OpenIdError:
    return OpenIdError(
        "invalid_request", "This offer has no transaction code.", ko="확인 코드가 없는 제안입니다."
    )


_NOT_OFFERED = {"expired": _expired, "locked": _locked}
