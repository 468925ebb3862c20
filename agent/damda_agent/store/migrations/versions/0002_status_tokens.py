"""Signed Status List Tokens, kept beside the Bitstring lists."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "status_tokens",
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["status_lists.id"], name=op.f("fk_status_tokens_list_id")
        ),
        sa.PrimaryKeyConstraint("list_id", "form", name=op.f("pk_status_tokens")),
    )


def downgrade() -> None:
    op.drop_table("status_tokens")
