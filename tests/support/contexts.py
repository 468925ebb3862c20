"""Contexts that tests add to the bundled ones, compiled like those."""

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
