"""Rows of `status_lists` and `status_entries`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from .absent import insert_if_absent
from .tables import status_entries, status_lists

type Purpose = Literal["revocation", "suspension"]


@dataclass(frozen=True, slots=True)
class StatusList:
    """``version`` counts changes; the signed ``document`` is of ``document_version``."""

    id: str
    slug: str
    purpose: Purpose
    number: int
    length: int
    taken: int
    version: int
    document: str | None = None
    document_version: int | None = None
    document_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One bit of one list."""

    list_id: str
    purpose: Purpose
    position: int


async def newest(connection: AsyncConnection, slug: str, purpose: Purpose) -> StatusList | None:
    query = (
        select(status_lists)
        .where(status_lists.c.slug == slug, status_lists.c.purpose == purpose)
        .order_by(status_lists.c.number.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _record(row)


async def find(connection: AsyncConnection, slug: str, list_id: str) -> StatusList | None:
    query = select(status_lists).where(status_lists.c.id == list_id, status_lists.c.slug == slug)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _record(row)


async def add(connection: AsyncConnection, new: StatusList) -> None:
    """Does nothing if the institution has a list of this purpose and number already."""
    values = {name: getattr(new, name) for name in StatusList.__slots__}
    await insert_if_absent(connection, status_lists, values)


async def is_taken(connection: AsyncConnection, list_id: str, position: int) -> bool:
    query = select(status_entries.c.position).where(
        status_entries.c.list_id == list_id, status_entries.c.position == position
    )
    return (await connection.execute(query)).first() is not None


async def take(connection: AsyncConnection, place: Place, credential_id: str) -> bool:
    """Whether the place was free; now it is the credential's."""
    row = {
        "list_id": place.list_id,
        "position": place.position,
        "credential_id": credential_id,
        "value": 0,
    }
    if not await insert_if_absent(connection, status_entries, row):
        return False
    await connection.execute(
        update(status_lists)
        .where(status_lists.c.id == place.list_id)
        .values(taken=status_lists.c.taken + 1)
    )
    return True


async def set_bits(
    connection: AsyncConnection, credential_id: str, bits: Mapping[Purpose, bool]
) -> None:
    """Set or clear bits of the credential.

    Each list it has a place in gets a new version, whether its own bit changed or not: a token
    of any of them tells the whole state.
    """
    places = (
        select(status_entries.c.list_id, status_lists.c.purpose)
        .join(status_lists, status_lists.c.id == status_entries.c.list_id)
        .where(status_entries.c.credential_id == credential_id)
    )
    for list_id, purpose in (await connection.execute(places)).all():
        if purpose in bits:
            await connection.execute(
                update(status_entries)
                .where(
                    status_entries.c.list_id == list_id,
                    status_entries.c.credential_id == credential_id,
                )
                .values(value=int(bits[purpose]))
            )
        await connection.execute(
            update(status_lists)
            .where(status_lists.c.id == list_id)
            .values(version=status_lists.c.version + 1)
        )


async def set_positions(connection: AsyncConnection, list_id: str) -> Sequence[int]:
    """The positions whose bit is set."""
    query = select(status_entries.c.position).where(
        status_entries.c.list_id == list_id, status_entries.c.value == 1
    )
    return (await connection.execute(query)).scalars().all()


async def keep_document(
    connection: AsyncConnection, signed: StatusList, document: str, until: datetime
) -> None:
    """Store a signed list, unless a newer version has been signed meanwhile."""
    newer = func.coalesce(status_lists.c.document_version, 0) > signed.version
    await connection.execute(
        update(status_lists)
        .where(status_lists.c.id == signed.id, ~newer)
        .values(document=document, document_version=signed.version, document_until=until)
    )


def _record(row: Row[Any]) -> StatusList:
    return StatusList(**row._asdict())
