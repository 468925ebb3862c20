"""Status lists: places for new credentials, and the signed lists that verifiers read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from damda import status as bitstring
from damda.protocols import Canonicalizer, Clock, Entropy, Json

from .custody import KeyCustody
from .signing import sign_credential
from .store import Database, status
from .store.institutions import InstitutionRecord
from .store.status import Place, Purpose, StatusList

LENGTH = bitstring.MIN_BITS


@dataclass(frozen=True, slots=True)
class StatusLists:
    """``ttl`` is how long a reader may keep a list, ``lifetime`` how long a list is valid."""

    database: Database
    custody: KeyCustody
    canonicalizer: Canonicalizer
    public_url: str
    ttl: timedelta
    lifetime: timedelta
    clock: Clock
    entropy: Entropy

    def url(self, slug: str, list_id: str) -> str:
        return f"{self.public_url}/{slug}/status/{list_id}"

    def entries(self, slug: str, places: tuple[Place, ...]) -> list[Json]:
        """The ``credentialStatus`` members of a credential with these places."""
        return [
            bitstring.status_entry(self.url(slug, p.list_id), p.position, p.purpose) for p in places
        ]

    async def free_places(self, slug: str, purposes: tuple[Purpose, ...]) -> tuple[Place, ...]:
        """A random free place in a list of each purpose. Not taken yet: see `store.status.take`."""
        return tuple([await self._free_place(slug, purpose) for purpose in purposes])

    async def _free_place(self, slug: str, purpose: Purpose) -> Place:
        async with self.database.reading() as connection:
            current = await status.newest(connection, slug, purpose)
        # Half full is full: then a random place is free at the second try on average.
        if current is None or current.taken * 2 >= current.length:
            current = await self._next_list(slug, purpose, current)
        async with self.database.reading() as connection:
            while True:
                position = int.from_bytes(self.entropy(8)) % current.length
                if not await status.is_taken(connection, current.id, position):
                    return Place(current.id, purpose, position)

    async def _next_list(
        self, slug: str, purpose: Purpose, before: StatusList | None
    ) -> StatusList:
        new = StatusList(
            id=self.entropy(12).hex(),
            slug=slug,
            purpose=purpose,
            number=1 if before is None else before.number + 1,
            length=LENGTH,
            taken=0,
            version=1,
        )
        async with self.database.writing() as connection:
            await status.add(connection, new)
            # Another request may have been faster.
            return await status.newest(connection, slug, purpose) or new

    async def signed(self, institution: InstitutionRecord, list_id: str) -> bytes | None:
        """The signed list, made anew when a bit has changed or half its life is over.

        None if the institution has no such list. Raises RequestRefused if it can't be signed.
        """
        async with self.database.reading() as connection:
            found = await status.find(connection, institution.slug, list_id)
            if found is None:
                return None
            if found.document is not None and self._is_current(found):
                return found.document.encode()
            bits = _bits(found.length, await status.set_positions(connection, list_id))
        return await self._sign(institution, found, bits)

    def _is_current(self, found: StatusList) -> bool:
        return (
            found.document_version == found.version
            and found.document_until is not None
            and self.clock() < found.document_until - self.lifetime / 2
        )

    async def _sign(self, institution: InstitutionRecord, found: StatusList, bits: bytes) -> bytes:
        now = self.clock().replace(microsecond=0)
        until = now + self.lifetime
        # Compressing a well-filled list takes some milliseconds.
        unsecured = await asyncio.to_thread(
            bitstring.status_list_credential,
            id=self.url(found.slug, found.id),
            issuer=institution.did,
            purpose=found.purpose,
            bits=bits,
            valid_from=now,
            valid_until=until,
            ttl=self.ttl,
        )
        signed = await sign_credential(
            unsecured,
            institution,
            custody=self.custody,
            canonicalizer=self.canonicalizer,
            created=now,
        )
        document = json.dumps(signed, ensure_ascii=False)
        async with self.database.writing() as connection:
            await status.keep_document(connection, found, document, until)
        return document.encode()


def _bits(length: int, positions: Iterable[int]) -> bytes:
    bits = bytearray(length // 8)
    for position in positions:
        bits[position // 8] |= 0x80 >> position % 8
    return bytes(bits)
