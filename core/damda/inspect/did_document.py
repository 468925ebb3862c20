"""A DID document (DID Core 1.0, 5): keys, what they are for, services."""

from __future__ import annotations

from ..protocols import Json
from .description import Description
from .members import items
from .reader import Inside
from .source import Source

_MARKS = ("verificationMethod", "authentication", "assertionMethod", "service", "alsoKnownAs")


def describe(source: Source, _inside: Inside) -> Description | None:
    """See `reader.Reader`."""
    document = source.document
    if document is None or not any(mark in document for mark in _MARKS):
        return None
    identifier = document.get("id")
    if not isinstance(identifier, str) or not identifier.startswith("did:"):
        return None
    return description_of(document)


def description_of(document: Json) -> Description:
    """Of a document that is known to be one, whatever it lists."""
    identifier = {"id": document["id"]} if "id" in document else {}
    shown = {name: value for name, value in document.items() if name not in ("@context", "id")}
    contexts = {"contexts": items(document["@context"])} if "@context" in document else {}
    return Description("did_document", "did-core", {**contexts, **identifier, "document": shown})
