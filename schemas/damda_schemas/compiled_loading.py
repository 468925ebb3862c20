"""The compiled contexts, checked against their pins. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files

from damda.canonical.compiled import CompiledCanonicalizer
from damda.canonical.compiled_context import CompiledContext, ContextCompiler, read_compiled
from damda.errors import MalformedInput

from .compiled_table import COMPILED
from .context_loading import PinnedContexts
from .context_table import CONTEXTS


def compiled_contexts(extra: PinnedContexts | None = None) -> Mapping[str, CompiledContext]:
    """The bundled compiled contexts and ``extra`` ones (an institution's own), by URL.

    Raises MalformedInput if a hash does not fit, bytes are no compiled context, or ``extra`` names
    a URL that is bundled.
    """
    folder = files(__package__) / "compiled"
    bundled = {
        url: ((folder / name).read_bytes(), digest) for url, (name, digest) in COMPILED.items()
    }
    own = dict(extra or {})
    if taken := sorted(bundled.keys() & own.keys()):
        raise _refused(f"The context {taken[0]} is bundled already.")
    found = {url: _checked(url, data, digest) for url, (data, digest) in {**bundled, **own}.items()}
    for url, (_, digest) in CONTEXTS.items():
        if url not in found or found[url].source != digest:
            raise _refused(f"{url} was compiled from another text: run `make contexts`.")
    return found


def compiled_canonicalizer(
    extra: PinnedContexts | None = None, *, compiler: ContextCompiler | None = None
) -> CompiledCanonicalizer:
    """A `damda.protocols.Canonicalizer` with the bundled contexts and ``extra`` ones.

    ``compiler`` admits other contexts too (`damda_schemas.compiling.PyLdContextCompiler`).
    """
    return CompiledCanonicalizer(compiled_contexts(extra), compiler=compiler)


def _checked(url: str, data: bytes, digest: str) -> CompiledContext:
    if sha256(data).hexdigest() != digest.lower():
        raise _refused(f"The compiled context {url} is not the one that was pinned.")
    compiled = read_compiled(data)
    if compiled.url != url:
        raise _refused(f"The compiled context {url} was made for {compiled.url[:200]}.")
    return compiled


def _refused(en: str) -> MalformedInput:
    return MalformedInput(en, ko=f"컴파일된 JSON-LD 컨텍스트를 쓸 수 없습니다. {en}")
