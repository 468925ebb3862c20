"""The RDF terms of nodes: IRIs, and blank nodes with labels of our own."""

from __future__ import annotations

from typing import Any, Final, Protocol

from . import lexical
from .active_context import ActiveContext
from .naming import resource_iri, vocabulary_iri
from .spellings import Spellings

NODE: Final = -1
GRAPH: Final = -2
"""Which blank node of an object: its own, or the graph that holds it. A list has one a cell."""


class Places(Protocol):
    """Labels of blank nodes by where they stand: for walks through a document and parts of it."""

    def label(self, of: object, part: int) -> str:
        """The label of the blank node that the object, list or label ``of`` stands for."""
        ...


class NodeTerms:
    """Makes the terms of one document; a label in the document always stands for one node."""

    __slots__ = ("_labels", "_made", "_places", "_spellings")

    def __init__(self, spellings: Spellings, places: Places | None = None) -> None:
        self._spellings = spellings
        self._places = places
        self._labels: dict[str, str] = {}
        self._made = 0

    def blank(self, of: object, part: int = NODE) -> str:
        """The blank node of an object or list, or of a label, that is met for the first time."""
        if self._places is not None:
            return self._places.label(of, part)
        self._made += 1
        return f"_:n{self._made}"

    def resource(self, active: ActiveContext, identifier: Any) -> str:
        """The term of an id. Raises MalformedInput."""
        if type(identifier) is str and not active.prefixes and lexical.is_iri(identifier):
            return f"<{identifier}>"
        return self._term(resource_iri(active, identifier))

    def named(self, active: ActiveContext, name: Any) -> str:
        """The term of a type, or of a value that is a name. Raises MalformedInput."""
        known = active.types.get(name) if type(name) is str else None
        return known or self._term(vocabulary_iri(active, name, self._spellings))

    def _term(self, iri: str) -> str:
        if iri[0] != "_":
            return f"<{iri}>"
        known = self._labels.get(iri)
        if known is None:
            known = self._labels[iri] = self.blank(iri)
        return known
