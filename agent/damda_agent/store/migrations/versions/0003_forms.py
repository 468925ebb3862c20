"""Credentials in several forms, and the type metadata that SD-JWT VCs were issued with."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for table in ("offers", "credentials"):
        # What is there was issued in the only form that there was.
        op.add_column(
            table,
            sa.Column("format", sa.String(length=32), nullable=False, server_default="ldp_vc"),
        )
    op.create_table(
        "type_documents",
        sa.Column("vct", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("vct", name=op.f("pk_type_documents")),
    )


def downgrade() -> None:
    op.drop_table("type_documents")
    for table in ("credentials", "offers"):
        op.drop_column(table, "format")
