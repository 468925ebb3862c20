"""Rows of `offers` and `access_tokens`. A state only changes from the one that was seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from damda.protocols import Json
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import access_tokens, offers

type OfferState = Literal["offered", "redeemed", "issued", "locked", "expired"]
"""offered -> redeemed (a token was given) -> issued; or locked (too many wrong transaction
codes); "expired" is never stored, see `OfferRecord.state_at`."""


@dataclass(frozen=True, slots=True)
class TxCode:
    """A transaction code as it is kept: scrypt of it, and what the wallet is told to ask for."""

    salt: bytes
    hash: bytes
    prompt: Json


@dataclass(frozen=True, slots=True)
class OfferRecord:
    """``claims`` are the accepted ones; None once they were issued or erased."""

    id: str
    wallet_id: str
    slug: str
    type_id: str
    configuration_id: str
    format: str
    claims: Json | None
    state: OfferState
    tx_code: TxCode | None
    tx_failures: int
    created_at: datetime
    expires_at: datetime

    def state_at(self, now: datetime) -> OfferState:
        return "expired" if self.state == "offered" and now >= self.expires_at else self.state


@dataclass(frozen=True, slots=True)
class Grant:
    """What an access token stands for."""

    offer: OfferRecord
    expires_at: datetime


async def add(
    connection: AsyncConnection, offer: OfferRecord, *, reference_hash: bytes, code_hash: bytes
) -> None:
    tx = offer.tx_code
    await connection.execute(
        insert(offers).values(
            id=offer.id,
            wallet_id=offer.wallet_id,
            slug=offer.slug,
            type_id=offer.type_id,
            configuration_id=offer.configuration_id,
            format=offer.format,
            claims=json.dumps(offer.claims, ensure_ascii=False),
            state=offer.state,
            reference_hash=reference_hash,
            code_hash=code_hash,
            tx_salt=None if tx is None else tx.salt,
            tx_hash=None if tx is None else tx.hash,
            tx_prompt=None if tx is None else json.dumps(tx.prompt, ensure_ascii=False),
            tx_failures=0,
            created_at=offer.created_at,
            expires_at=offer.expires_at,
        )
    )


async def of_tenant(
    connection: AsyncConnection, offer_id: str, wallet_id: str
) -> OfferRecord | None:
    return await _find(connection, (offers.c.id == offer_id) & (offers.c.wallet_id == wallet_id))


async def by_reference(
    connection: AsyncConnection, slug: str, reference_hash: bytes
) -> OfferRecord | None:
    same = (offers.c.reference_hash == reference_hash) & (offers.c.slug == slug)
    return await _find(connection, same)


async def by_code(
    connection: AsyncConnection, slug: str, code_hash: bytes, *, lock: bool = False
) -> OfferRecord | None:
    """``lock``: nobody else reads the row with ``lock`` before this transaction ends."""
    same = (offers.c.code_hash == code_hash) & (offers.c.slug == slug)
    return await _find(connection, same, lock=lock)


async def advance(
    connection: AsyncConnection, offer_id: str, before: OfferState, after: OfferState
) -> bool:
    """Whether the offer was in the state ``before``; the claims of an issued one are erased."""
    values: dict[str, Any] = {"state": after}
    if after in ("issued", "locked"):
        values["claims"] = None
    changed = await connection.execute(
        update(offers).where(offers.c.id == offer_id, offers.c.state == before).values(values)
    )
    return changed.rowcount == 1


async def count_failure(connection: AsyncConnection, offer_id: str) -> None:
    await connection.execute(
        update(offers).where(offers.c.id == offer_id).values(tx_failures=offers.c.tx_failures + 1)
    )


async def add_token(
    connection: AsyncConnection, *, token_hash: bytes, offer_id: str, expires_at: datetime
) -> None:
    await connection.execute(
        insert(access_tokens).values(
            token_hash=token_hash, offer_id=offer_id, expires_at=expires_at
        )
    )


async def by_token(connection: AsyncConnection, slug: str, token_hash: bytes) -> Grant | None:
    query = (
        select(offers, access_tokens.c.expires_at.label("token_expires_at"))
        .join(access_tokens, access_tokens.c.offer_id == offers.c.id)
        .where(access_tokens.c.token_hash == token_hash, offers.c.slug == slug)
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else Grant(_record(row), row.token_expires_at)


async def erase_expired(connection: AsyncConnection, now: datetime) -> None:
    """Forget the claims of offers that nobody took, and tokens that are over."""
    dead_token = select(access_tokens.c.offer_id).where(access_tokens.c.expires_at <= now)
    unused = (offers.c.state == "offered") & (offers.c.expires_at <= now)
    unfinished = (offers.c.state == "redeemed") & offers.c.id.in_(dead_token)
    await connection.execute(
        update(offers).where(offers.c.claims.is_not(None), unused | unfinished).values(claims=None)
    )
    await connection.execute(delete(access_tokens).where(access_tokens.c.expires_at <= now))


async def _find(
    connection: AsyncConnection, where: ColumnElement[bool], *, lock: bool = False
) -> OfferRecord | None:
    query = select(offers).where(where)
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else _record(row)


def _record(row: Row[Any]) -> OfferRecord:
    tx = None
    if row.tx_hash is not None:
        tx = TxCode(row.tx_salt, row.tx_hash, json.loads(row.tx_prompt))
    return OfferRecord(
        id=row.id,
        wallet_id=row.wallet_id,
        slug=row.slug,
        type_id=row.type_id,
        configuration_id=row.configuration_id,
        format=row.format,
        claims=None if row.claims is None else json.loads(row.claims),
        state=row.state,
        tx_code=tx,
        tx_failures=row.tx_failures,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
