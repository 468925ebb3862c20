"""Rows of `type_documents`: the type metadata with which SD-JWT VCs were issued."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from .absent import insert_if_absent
from .tables import type_documents


async def find(connection: AsyncConnection, vct: str) -> bytes | None:
    query = select(type_documents.c.document).where(type_documents.c.vct == vct)
    found: bytes | None = (await connection.execute(query)).scalar_one_or_none()
    return found


async def keep(connection: AsyncConnection, vct: str, document: bytes) -> bytes:
    """Store the document unless there is one; the one that is there now."""
    await insert_if_absent(connection, type_documents, {"vct": vct, "document": document})
    return await find(connection, vct) or document
