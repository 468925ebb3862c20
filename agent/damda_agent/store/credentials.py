"""Rows of `credentials`: what was issued, by whom, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from damda.protocols import Json
from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import credentials, outbox_items, outbox_jobs, status_changes

type CredentialState = Literal["active", "suspended", "revoked"]


@dataclass(frozen=True, slots=True)
class IssuedCredential:
    """``document`` is the secured credential, kept only until the wallet has it: JSON or, in the
    form ``dc+sd-jwt``, a text."""

    id: str
    wallet_id: str
    slug: str
    type_id: str
    format: str
    offer_id: str
    credential_id: str
    subject_did: str
    claims: Json
    digest: str
    issued_at: datetime
    valid_until: datetime | None
    state: CredentialState
    holder_event: str | None
    notification_id: str
    document: Json | str | None
    document_until: datetime | None


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """Where the credential's digest is on its way to the ledger."""

    state: str
    transaction: bytes | None
    block_number: int | None


@dataclass(frozen=True, slots=True)
class ListedCredential:
    credential: IssuedCredential
    anchor: AnchorRow
    reason: str | None


async def add(connection: AsyncConnection, issued: IssuedCredential) -> None:
    values = {name: getattr(issued, name) for name in IssuedCredential.__slots__}
    values["claims"] = json.dumps(issued.claims, ensure_ascii=False)
    values["document"] = json.dumps(issued.document, ensure_ascii=False)
    await connection.execute(insert(credentials).values(values))


async def by_offer(connection: AsyncConnection, offer_id: str) -> IssuedCredential | None:
    query = select(credentials).where(credentials.c.offer_id == offer_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _record(row)


async def of_tenant(
    connection: AsyncConnection, id_: str, wallet_id: str
) -> ListedCredential | None:
    query = _listing(wallet_id).where(credentials.c.id == id_)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _listed(row)


async def list_of_tenant(
    connection: AsyncConnection,
    wallet_id: str,
    *,
    type_id: str | None,
    format: str | None = None,
    state: str | None,
    offset: int,
    limit: int,
) -> tuple[Sequence[ListedCredential], int]:
    """One page, newest first, and how many there are in all."""
    wanted = [credentials.c.wallet_id == wallet_id]
    if type_id is not None:
        wanted.append(credentials.c.type_id == type_id)
    if format is not None:
        wanted.append(credentials.c.format == format)
    if state is not None:
        wanted.append(credentials.c.state == state)
    total = await connection.execute(select(func.count(credentials.c.id)).where(*wanted))
    page = _listing(wallet_id).where(*wanted)
    page = page.order_by(credentials.c.issued_at.desc(), credentials.c.id)
    rows = await connection.execute(page.offset(offset).limit(limit))
    return [_listed(row) for row in rows], total.scalar_one()


async def set_state(
    connection: AsyncConnection,
    listed: IssuedCredential,
    state: CredentialState,
    reason: str,
    now: datetime,
) -> bool:
    """Whether the credential still had the state that was seen; the change is written down."""
    changed = await connection.execute(
        update(credentials)
        .where(credentials.c.id == listed.id, credentials.c.state == listed.state)
        .values(state=state)
    )
    if changed.rowcount == 1:
        await connection.execute(
            insert(status_changes).values(
                credential_id=listed.id, state=state, reason=reason, changed_at=now
            )
        )
    return changed.rowcount == 1


async def set_holder_event(
    connection: AsyncConnection, id_: str, event: str, *, erase: bool
) -> None:
    values: dict[str, Any] = {"holder_event": event}
    if erase:
        values |= {"document": None, "document_until": None}
    await connection.execute(update(credentials).where(credentials.c.id == id_).values(values))


async def erase_delivered(connection: AsyncConnection, now: datetime) -> None:
    """Forget the documents whose access token is over."""
    await connection.execute(
        update(credentials)
        .where(credentials.c.document_until <= now)
        .values(document=None, document_until=None)
    )


def _listing(wallet_id: str) -> Select[Any]:
    newest = (
        select(status_changes.c.reason)
        .where(status_changes.c.credential_id == credentials.c.id)
        .order_by(status_changes.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            credentials,
            newest.label("reason"),
            outbox_items.c.state.label("anchor_state"),
            outbox_jobs.c.settled_transaction,
            outbox_jobs.c.settled_block,
        )
        .join(outbox_items, outbox_items.c.id == credentials.c.id)
        .outerjoin(outbox_jobs, outbox_jobs.c.id == outbox_items.c.job_id)
        .where(credentials.c.wallet_id == wallet_id)
    )


def _listed(row: Row[Any]) -> ListedCredential:
    anchor = AnchorRow(row.anchor_state, row.settled_transaction, row.settled_block)
    return ListedCredential(_record(row), anchor, row.reason)


def _record(row: Row[Any]) -> IssuedCredential:
    values = {name: getattr(row, name) for name in IssuedCredential.__slots__}
    values["claims"] = json.loads(row.claims)
    values["document"] = None if row.document is None else json.loads(row.document)
    return IssuedCredential(**values)
