"""The tables. Migrations build them; a test compares the two.

What is personal: `offers.claims` (until the offer is used or expired), `credentials.claims` and
`credentials.subject_did` (the operator's list), and `credentials.document` (until the wallet said
that it has it, or its token expired). Codes, tokens and nonces are kept as SHA-256 only.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


class Utc(TypeDecorator[datetime]):
    """An aware time, always UTC. SQLite has no zones: there it is kept without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


institutions = Table(
    "institutions",
    metadata,
    Column("slug", String(64), primary_key=True),
    Column("wallet_id", String(64), nullable=False, unique=True),
    Column("did", String(512), nullable=False, unique=True),
    Column("did_log", LargeBinary, nullable=False),
    Column("log_version", Integer, nullable=False),
    Column("log_head", LargeBinary, nullable=False),
    Column("verification_method", String(600), nullable=False),
    Column("created_at", Utc, nullable=False),
)

offers = Table(
    "offers",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("wallet_id", String(64), ForeignKey("institutions.wallet_id"), nullable=False),
    Column("slug", String(64), nullable=False),
    Column("type_id", String(64), nullable=False),
    Column("configuration_id", String(128), nullable=False),
    Column("format", String(32), nullable=False, server_default="ldp_vc"),
    Column("claims", Text),
    Column("state", String(16), nullable=False),
    Column("reference_hash", LargeBinary, nullable=False, unique=True),
    Column("code_hash", LargeBinary, nullable=False, unique=True),
    Column("tx_salt", LargeBinary),
    Column("tx_hash", LargeBinary),
    Column("tx_prompt", Text),
    Column("tx_failures", Integer, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Index("ix_offers_wallet_id", "wallet_id", "created_at"),
)

access_tokens = Table(
    "access_tokens",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("offer_id", String(36), ForeignKey("offers.id"), nullable=False, unique=True),
    Column("expires_at", Utc, nullable=False),
)

used_nonces = Table(
    "used_nonces",
    metadata,
    Column("nonce_hash", LargeBinary, primary_key=True),
    Column("expires_at", Utc, nullable=False, index=True),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

credentials = Table(
    "credentials",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("wallet_id", String(64), ForeignKey("institutions.wallet_id"), nullable=False),
    Column("slug", String(64), nullable=False),
    Column("type_id", String(64), nullable=False),
    Column("format", String(32), nullable=False, server_default="ldp_vc"),
    Column("offer_id", String(36), ForeignKey("offers.id"), nullable=False, unique=True),
    Column("credential_id", String(128), nullable=False, unique=True),
    Column("subject_did", Text, nullable=False),
    Column("claims", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("issued_at", Utc, nullable=False),
    Column("valid_until", Utc),
    Column("state", String(16), nullable=False),
    Column("holder_event", String(32)),
    Column("notification_id", String(64), nullable=False, unique=True),
    Column("document", Text),
    Column("document_until", Utc, index=True),
    Index("ix_credentials_wallet_id", "wallet_id", "issued_at", "id"),
)

type_documents = Table(
    "type_documents",
    metadata,
    Column("vct", Text, primary_key=True),
    Column("document", LargeBinary, nullable=False),
)

status_changes = Table(
    "status_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("credential_id", String(36), ForeignKey("credentials.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("changed_at", Utc, nullable=False),
)

status_lists = Table(
    "status_lists",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("slug", String(64), ForeignKey("institutions.slug"), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("number", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text),
    Column("document_version", Integer),
    Column("document_until", Utc),
    UniqueConstraint("slug", "purpose", "number"),
)

status_entries = Table(
    "status_entries",
    metadata,
    Column("list_id", String(32), ForeignKey("status_lists.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("credential_id", String(36), nullable=False, index=True),
    Column("value", Integer, nullable=False),
)

status_tokens = Table(
    "status_tokens",
    metadata,
    Column("list_id", String(32), ForeignKey("status_lists.id"), primary_key=True),
    Column("form", String(8), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("until", Utc, nullable=False),
    Column("token", LargeBinary, nullable=False),
)

outbox_jobs = Table(
    "outbox_jobs",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("issuer", String(512), nullable=False),
    Column("payload", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("not_before", Utc),
    Column("reason", Text),
    Column("settled_transaction", LargeBinary),
    Column("settled_block", BigInteger),
    Column("settled_block_hash", LargeBinary),
    Column("settled_genesis", LargeBinary),
    Column("settled_at", Utc),
    Index("ix_outbox_jobs_state", "state", "created_at"),
)

outbox_items = Table(
    "outbox_items",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("issuer", String(512), nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("created_at", Utc, nullable=False),
    Column("state", String(16), nullable=False),
    Column("job_id", String(64), ForeignKey("outbox_jobs.id"), index=True),
    Column("leaf_index", Integer),
    Column("salt", LargeBinary),
    Column("proof", Text),
    Index("ix_outbox_items_state", "state", "issuer", "created_at"),
)

outbox_transactions = Table(
    "outbox_transactions",
    metadata,
    Column("job_id", String(64), ForeignKey("outbox_jobs.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("sender", String(64), nullable=False),
    Column("nonce", BigInteger, nullable=False),
    Column("chain_id", BigInteger, nullable=False),
    Column("genesis", LargeBinary, nullable=False),
    Column("signed_at", Utc, nullable=False),
    # Wei: more than 64 bits are thinkable.
    Column("max_fee", String(80), nullable=False),
    Index("ix_outbox_transactions_sender", "sender", "nonce"),
)

chain_marks = Table(
    "chain_marks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("genesis", LargeBinary, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
