"""Run by Alembic when `damda_agent.store.database.Database` is opened."""

from alembic import context
from damda_agent.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="damda_agent_version",
)
with context.begin_transaction():
    context.run_migrations()
