"""JSON-LD contexts (pinned by SHA-256), JSON Schemas, and code tables."""

from .context_loading import PinnedContextLoader, context_loader
from .schema_loading import schema_loader, schema_set

__all__ = ["PinnedContextLoader", "context_loader", "schema_loader", "schema_set"]
