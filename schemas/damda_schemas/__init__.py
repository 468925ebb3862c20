"""JSON-LD contexts and JSON Schemas, pinned by SHA-256, and code tables."""

from .context_loading import PinnedContextLoader, context_loader

__all__ = ["PinnedContextLoader", "context_loader"]
