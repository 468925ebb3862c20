"""Contexts that tests add to the bundled ones, and a way to name inline contexts by URL."""

from collections.abc import Mapping
from typing import Any

from damda.canonical.compiled import CompiledCanonicalizer
from damda.canonical.compiled_context import CompiledContext, read_compiled
from damda_schemas.compiled_loading import compiled_contexts

from .context_compiling import compile_documents

EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples/v2"
"""W3C's context for examples: every term that is not defined becomes one of its vocabulary."""

_EXAMPLES = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}


def canonicalizer(**contexts: Any) -> CompiledCanonicalizer:
    """A canonicalizer with the bundled contexts, W3C's for examples and ``urn:test:NAME``."""
    documents = {f"urn:test:{name}": {"@context": value} for name, value in contexts.items()}
    return CompiledCanonicalizer({**compiled_contexts(), **compiled(documents)})


def compiled(documents: Mapping[str, Any]) -> dict[str, CompiledContext]:
    """The compiled forms of ``documents`` (URL to context document) and of W3C's examples."""
    documents = {EXAMPLES_V2: _EXAMPLES, **documents}
    return {url: read_compiled(data) for url, data in compile_documents(documents).items()}


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
