"""Contexts that tests add to the bundled ones, and a way to name inline contexts by URL."""

import json
from hashlib import sha256
from typing import Any

from damda.canonical.jsonld import PyLdCanonicalizer
from damda_schemas import context_loader

EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples/v2"
"""W3C's context for examples: every term that is not defined becomes one of its vocabulary."""

_EXAMPLES = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}


def canonicalizer(**contexts: Any) -> PyLdCanonicalizer:
    """A canonicalizer with the bundled contexts, W3C's for examples and ``urn:test:NAME``."""
    own = {f"urn:test:{name}": {"@context": value} for name, value in contexts.items()}
    documents = {EXAMPLES_V2: _EXAMPLES, **own}
    pinned = {url: json.dumps(value).encode() for url, value in documents.items()}
    return PyLdCanonicalizer(
        context_loader({url: (data, sha256(data).hexdigest()) for url, data in pinned.items()})
    )


def named_contexts(value: Any, found: dict[str, Any]) -> Any:
    """``value`` with its inline contexts moved to ``found`` and named ``urn:test:cN``."""
    if isinstance(value, list):
        return [named_contexts(item, found) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _names(member, found) if name == "@context" else named_contexts(member, found)
        for name, member in value.items()
    }


def _names(context: Any, found: dict[str, Any]) -> Any:
    if isinstance(context, list):
        return [_names(item, found) for item in context]
    if not isinstance(context, dict):
        return context
    name = f"c{len(found)}"
    found[name] = context
    return f"urn:test:{name}"
