"""The composition: one value that holds every use case of the plugin."""

from __future__ import annotations

from dataclasses import dataclass

from damda.protocols import Clock, Entropy, Fetcher
from damda.vc_api import VcApiVerifier
from damda_issuers.catalog import Catalog
from damda_ledger.anchoring import AnchorPolicy, AnchorWorker
from damda_schemas import compiled_canonicalizer, schema_set

from .anchoring import Anchoring, LogHeads
from .config import AgentConfig
from .custody import KeyCustody, TenantWallets
from .granting import Grants
from .institutions import Institutions
from .issuance import Issuance
from .ledger_access import LedgerAccess
from .nonces import Nonces
from .offering import Offers
from .revoking import Revocations
from .status_lists import StatusLists
from .status_tokens import StatusTokens
from .store import Database, secrets
from .store.outbox import SqlOutbox
from .type_documents import TypeDocuments
from .vc_api import VcApi


@dataclass(frozen=True, slots=True)
class Agent:
    """``ledger_account`` is the address that writes to the ledger, None without one."""

    config: AgentConfig
    catalog: Catalog
    database: Database
    institutions: Institutions
    offers: Offers
    grants: Grants
    issuance: Issuance
    lists: StatusLists
    tokens: StatusTokens
    revocations: Revocations
    anchoring: Anchoring
    vc_api: VcApi
    clock: Clock
    ledger_account: str | None


async def build_agent(
    config: AgentConfig,
    *,
    catalog: Catalog,
    database: Database,
    custody: KeyCustody,
    wallets: TenantWallets,
    ledger: LedgerAccess | None,
    fetcher: Fetcher,
    clock: Clock,
    entropy: Entropy,
) -> Agent:
    """Wire the use cases together. Nothing runs yet: see `Agent.anchoring`."""
    url = config.public_url
    async with database.writing() as connection:
        nonce_key = await secrets.secret(connection, "nonce", entropy(32))
    issuance = _issuance(
        config=config,
        catalog=catalog,
        database=database,
        custody=custody,
        nonce_key=nonce_key,
        clock=clock,
        entropy=entropy,
    )
    return Agent(
        config=config,
        catalog=catalog,
        database=database,
        institutions=Institutions(database, catalog, custody, wallets, url, clock),
        offers=Offers(database, catalog, url, config.offer_lifetime, clock, entropy),
        grants=Grants(database, config.token_lifetime, clock, entropy),
        issuance=issuance,
        lists=issuance.lists,
        tokens=StatusTokens(issuance.lists),
        revocations=Revocations(database, clock),
        anchoring=_anchoring(config, database, ledger, clock, entropy),
        vc_api=_vc_api(issuance, fetcher),
        clock=clock,
        ledger_account=None if ledger is None else ledger.signer.address,
    )


def _issuance(
    *,
    config: AgentConfig,
    catalog: Catalog,
    database: Database,
    custody: KeyCustody,
    nonce_key: bytes,
    clock: Clock,
    entropy: Entropy,
) -> Issuance:
    canonicalizer = compiled_canonicalizer(catalog.compiled_contexts)
    lists = StatusLists(
        database=database,
        custody=custody,
        canonicalizer=canonicalizer,
        public_url=config.public_url,
        ttl=config.status_ttl,
        lifetime=config.status_lifetime,
        clock=clock,
        entropy=entropy,
    )
    return Issuance(
        database=database,
        catalog=catalog,
        custody=custody,
        canonicalizer=canonicalizer,
        nonces=Nonces(nonce_key, entropy),
        lists=lists,
        types=TypeDocuments(database, catalog, config.public_url),
        public_url=config.public_url,
        clock=clock,
        entropy=entropy,
    )


def _vc_api(issuance: Issuance, fetcher: Fetcher) -> VcApi:
    canonicalizer, clock = issuance.canonicalizer, issuance.clock
    schemas = schema_set(issuance.catalog.schemas)
    verifier = VcApiVerifier(fetcher, canonicalizer, schemas, clock)
    return VcApi(issuance.custody, canonicalizer, verifier, clock)


def _anchoring(
    config: AgentConfig,
    database: Database,
    access: LedgerAccess | None,
    clock: Clock,
    entropy: Entropy,
) -> Anchoring:
    if access is None:
        return Anchoring(database, None, None, clock)
    outbox = SqlOutbox(database)
    policy = AnchorPolicy(max_items=config.anchor_max_items, max_seconds=config.anchor_max_seconds)
    worker = AnchorWorker(
        outbox, access.ledger, access.signer, clock=clock, entropy=entropy, policy=policy
    )
    return Anchoring(database, worker, LogHeads(database, outbox, access.ledger, clock), clock)
