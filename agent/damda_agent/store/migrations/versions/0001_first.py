"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "chain_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("genesis", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_marks")),
    )
    op.create_table(
        "institutions",
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("wallet_id", sa.String(length=64), nullable=False),
        sa.Column("did", sa.String(length=512), nullable=False),
        sa.Column("did_log", sa.LargeBinary(), nullable=False),
        sa.Column("log_version", sa.Integer(), nullable=False),
        sa.Column("log_head", sa.LargeBinary(), nullable=False),
        sa.Column("verification_method", sa.String(length=600), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_institutions")),
        sa.UniqueConstraint("did", name=op.f("uq_institutions_did")),
        sa.UniqueConstraint("wallet_id", name=op.f("uq_institutions_wallet_id")),
    )
    op.create_table(
        "outbox_jobs",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("issuer", sa.String(length=512), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("settled_transaction", sa.LargeBinary(), nullable=True),
        sa.Column("settled_block", sa.BigInteger(), nullable=True),
        sa.Column("settled_block_hash", sa.LargeBinary(), nullable=True),
        sa.Column("settled_genesis", sa.LargeBinary(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_jobs")),
    )
    op.create_index("ix_outbox_jobs_state", "outbox_jobs", ["state", "created_at"], unique=False)
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secrets")),
    )
    op.create_table(
        "used_nonces",
        sa.Column("nonce_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nonce_hash", name=op.f("pk_used_nonces")),
    )
    op.create_index(op.f("ix_used_nonces_expires_at"), "used_nonces", ["expires_at"], unique=False)
    op.create_table(
        "offers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("wallet_id", sa.String(length=64), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("type_id", sa.String(length=64), nullable=False),
        sa.Column("configuration_id", sa.String(length=128), nullable=False),
        sa.Column("claims", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reference_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tx_salt", sa.LargeBinary(), nullable=True),
        sa.Column("tx_hash", sa.LargeBinary(), nullable=True),
        sa.Column("tx_prompt", sa.Text(), nullable=True),
        sa.Column("tx_failures", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["wallet_id"], ["institutions.wallet_id"], name=op.f("fk_offers_wallet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_offers_code_hash")),
        sa.UniqueConstraint("reference_hash", name=op.f("uq_offers_reference_hash")),
    )
    op.create_index("ix_offers_wallet_id", "offers", ["wallet_id", "created_at"], unique=False)
    op.create_table(
        "outbox_items",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("issuer", sa.String(length=512), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("job_id", sa.String(length=64), nullable=True),
        sa.Column("leaf_index", sa.Integer(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_id"], ["outbox_jobs.id"], name=op.f("fk_outbox_items_job_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_items")),
        sa.UniqueConstraint("digest", name=op.f("uq_outbox_items_digest")),
    )
    op.create_index(op.f("ix_outbox_items_job_id"), "outbox_items", ["job_id"], unique=False)
    op.create_index(
        "ix_outbox_items_state", "outbox_items", ["state", "issuer", "created_at"], unique=False
    )
    op.create_table(
        "outbox_transactions",
        sa.Column("job_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.BigInteger(), nullable=False),
        sa.Column("chain_id", sa.BigInteger(), nullable=False),
        sa.Column("genesis", sa.LargeBinary(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("max_fee", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"], ["outbox_jobs.id"], name=op.f("fk_outbox_transactions_job_id")
        ),
        sa.PrimaryKeyConstraint("job_id", "position", name=op.f("pk_outbox_transactions")),
    )
    op.create_index(
        "ix_outbox_transactions_sender", "outbox_transactions", ["sender", "nonce"], unique=False
    )
    op.create_table(
        "status_lists",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("document_version", sa.Integer(), nullable=True),
        sa.Column("document_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["slug"], ["institutions.slug"], name=op.f("fk_status_lists_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_lists")),
        sa.UniqueConstraint("slug", "purpose", "number", name=op.f("uq_status_lists_slug")),
    )
    op.create_table(
        "access_tokens",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("offer_id", sa.String(length=36), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offers.id"], name=op.f("fk_access_tokens_offer_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_access_tokens")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_access_tokens_offer_id")),
    )
    op.create_table(
        "credentials",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("wallet_id", sa.String(length=64), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("type_id", sa.String(length=64), nullable=False),
        sa.Column("offer_id", sa.String(length=36), nullable=False),
        sa.Column("credential_id", sa.String(length=128), nullable=False),
        sa.Column("subject_did", sa.Text(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("holder_event", sa.String(length=32), nullable=True),
        sa.Column("notification_id", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("document_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_credentials_offer_id")),
        sa.ForeignKeyConstraint(
            ["wallet_id"], ["institutions.wallet_id"], name=op.f("fk_credentials_wallet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credentials")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_credentials_credential_id")),
        sa.UniqueConstraint("digest", name=op.f("uq_credentials_digest")),
        sa.UniqueConstraint("notification_id", name=op.f("uq_credentials_notification_id")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_credentials_offer_id")),
    )
    op.create_index(
        op.f("ix_credentials_document_until"), "credentials", ["document_until"], unique=False
    )
    op.create_index(
        "ix_credentials_wallet_id", "credentials", ["wallet_id", "issued_at", "id"], unique=False
    )
    op.create_table(
        "status_entries",
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.String(length=36), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["status_lists.id"], name=op.f("fk_status_entries_list_id")
        ),
        sa.PrimaryKeyConstraint("list_id", "position", name=op.f("pk_status_entries")),
    )
    op.create_index(
        op.f("ix_status_entries_credential_id"), "status_entries", ["credential_id"], unique=False
    )
    op.create_table(
        "status_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credentials.id"], name=op.f("fk_status_changes_credential_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_changes")),
    )
    op.create_index(
        op.f("ix_status_changes_credential_id"), "status_changes", ["credential_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_status_changes_credential_id"), table_name="status_changes")
    op.drop_table("status_changes")
    op.drop_index(op.f("ix_status_entries_credential_id"), table_name="status_entries")
    op.drop_table("status_entries")
    op.drop_index("ix_credentials_wallet_id", table_name="credentials")
    op.drop_index(op.f("ix_credentials_document_until"), table_name="credentials")
    op.drop_table("credentials")
    op.drop_table("access_tokens")
    op.drop_table("status_lists")
    op.drop_index("ix_outbox_transactions_sender", table_name="outbox_transactions")
    op.drop_table("outbox_transactions")
    op.drop_index("ix_outbox_items_state", table_name="outbox_items")
    op.drop_index(op.f("ix_outbox_items_job_id"), table_name="outbox_items")
    op.drop_table("outbox_items")
    op.drop_index("ix_offers_wallet_id", table_name="offers")
    op.drop_table("offers")
    op.drop_index(op.f("ix_used_nonces_expires_at"), table_name="used_nonces")
    op.drop_table("used_nonces")
    op.drop_table("secrets")
    op.drop_index("ix_outbox_jobs_state", table_name="outbox_jobs")
    op.drop_table("outbox_jobs")
    op.drop_table("institutions")
    op.drop_table("chain_marks")
