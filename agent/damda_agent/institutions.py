"""Opening an institution: its wallet, its keys, its did:webvh."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from damda.dids.did_webvh import draft_log, resolve_log
from damda.protocols import Clock
from damda_issuers.catalog import Catalog

from .custody import KeyCustody, TenantWallet, TenantWallets
from .did_documents import modelled
from .refusals import RequestRefused
from .store import Database, institutions
from .store.institutions import InstitutionRecord

KEY_FRAGMENT = "key-1"
# Paths of the public server that are no institution's.
RESERVED_SLUGS = frozenset({"health", "contexts", "schemas", "art"})


@dataclass(frozen=True, slots=True)
class OpenedInstitution:
    record: InstitutionRecord
    wallet: TenantWallet
    created: bool


@dataclass(frozen=True, slots=True)
class Institutions:
    database: Database
    catalog: Catalog
    custody: KeyCustody
    wallets: TenantWallets
    public_url: str
    clock: Clock
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def open(self, slug: str) -> OpenedInstitution:
        """The institution of this slug, made at the first call; again gives the same answer.

        After a crash in the middle the next call takes up what is there already. Raises
        RequestRefused for a slug that the catalog does not know.
        """
        if slug not in self.catalog.institutions or slug in RESERVED_SLUGS:
            known = ", ".join(sorted(self.catalog.institutions))
            raise RequestRefused(
                f"The catalog has no institution {slug!r}; it has: {known}.",
                ko=f"등록되지 않은 기관입니다. 등록된 기관: {known}",
                code="unknown_institution",
                http_status=422,
                field="slug",
            )
        async with self._lock:
            label = self.catalog.institutions[slug].name_ko
            wallet = await self.wallets.open(f"damda-{slug}", label)
            async with self.database.reading() as connection:
                record = await institutions.by_slug(connection, slug)
            if record is not None:
                return OpenedInstitution(_same_wallet(record, wallet), wallet, created=False)
            record = await self._new(slug, wallet.wallet_id)
            async with self.database.writing() as connection:
                await institutions.add(connection, record)
            return OpenedInstitution(record, wallet, created=True)

    async def every(self) -> Sequence[InstitutionRecord]:
        async with self.database.reading() as connection:
            return await institutions.every(connection)

    async def of_wallet(self, wallet_id: str | None) -> InstitutionRecord:
        """The institution that a tenant's token stands for. Raises RequestRefused."""
        async with self.database.reading() as connection:
            record = await institutions.by_wallet(connection, wallet_id or "")
        if record is None:
            raise RequestRefused(
                "This token is of a wallet that is no institution. Create it with "
                "POST /damda/institutions and use the token of its answer.",
                ko="기관으로 등록되지 않은 지갑의 토큰입니다. 기관을 먼저 등록해 주세요.",
                code="no_institution",
                http_status=403,
            )
        return record

    async def of_slug(self, slug: str) -> InstitutionRecord | None:
        async with self.database.reading() as connection:
            return await institutions.by_slug(connection, slug)

    async def _new(self, slug: str, wallet_id: str) -> InstitutionRecord:
        now = self.clock().replace(microsecond=0)
        draft = draft_log(
            domain_path(self.public_url, slug),
            update_key=await self.custody.public_key(wallet_id, "update"),
            keys={KEY_FRAGMENT: await self.custody.public_key(wallet_id, "assertion")},
            created=now,
        )
        log = draft.attach(await self.custody.sign(wallet_id, "update", draft.signing_input))
        return _record(slug, wallet_id, draft.did, log, now)


def domain_path(public_url: str, slug: str) -> str:
    """``localhost%3A8130:keis``: what follows the SCID in the DID."""
    return urlsplit(public_url).netloc.replace(":", "%3A") + f":{slug}"


def _record(slug: str, wallet_id: str, did: str, log: bytes, now: datetime) -> InstitutionRecord:
    # Read back as everybody else will read it: a log that does not hold is never published.
    state = resolve_log(did, log, now=now)
    modelled(state.document)
    return InstitutionRecord(
        slug=slug,
        wallet_id=wallet_id,
        did=did,
        did_log=log,
        log_version=state.version_number,
        log_head=state.head_digest,
        verification_method=f"{did}#{KEY_FRAGMENT}",
        created_at=now,
    )


def _same_wallet(record: InstitutionRecord, wallet: TenantWallet) -> InstitutionRecord:
    if record.wallet_id != wallet.wallet_id:
        raise RequestRefused(
            f"The database knows {record.slug} with another wallet: the database and the "
            "wallet store do not belong together.",
            ko="데이터베이스와 지갑 저장소가 서로 맞지 않습니다.",
            code="wallet_mismatch",
            http_status=409,
        )
    return record
