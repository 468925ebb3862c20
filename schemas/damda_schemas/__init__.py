"""JSON-LD contexts (pinned by SHA-256), JSON Schemas, and code tables."""

from .compiled_loading import compiled_canonicalizer, compiled_contexts
from .context_loading import PinnedContextLoader, context_loader
from .schema_loading import schema_loader, schema_set

__all__ = [
    "PinnedContextLoader",
    "compiled_canonicalizer",
    "compiled_contexts",
    "context_loader",
    "schema_loader",
    "schema_set",
]
