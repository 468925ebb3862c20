"""JSON-LD to canonical N-Quads with PyLD, made strict."""

from __future__ import annotations

from ..protocols import ContextLoader, JsonView


class PyLdCanonicalizer:
    """A `damda.protocols.Canonicalizer` on PyLD. Safe to share between threads."""

    def __init__(self, loader: ContextLoader) -> None:
        self._loader = loader

    def nquads(self, document: JsonView) -> bytes:
        """RDFC-1.0 of ``document``. Raises MalformedInput, UnknownContext, LimitExceeded."""
        raise NotImplementedError
