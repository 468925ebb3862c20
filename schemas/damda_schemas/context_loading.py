"""The loader of pinned contexts. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from damda import strict_json
from damda.errors import MalformedInput, UnknownContext
from damda.protocols import ContextLoader, Json, JsonView

from .context_table import CONTEXTS

type PinnedContexts = Mapping[str, tuple[bytes, str]]
"""URL to the context's bytes and their SHA-256 in hex."""


@dataclass(frozen=True, slots=True)
class PinnedContextLoader:
    """A `damda.protocols.ContextLoader` over contexts whose hashes were checked."""

    contexts: Mapping[str, JsonView]

    def load(self, url: str) -> JsonView:
        """The context document of ``url``, to be read only. Raises UnknownContext."""
        try:
            return self.contexts[url]
        except KeyError:
            raise UnknownContext(
                f"The JSON-LD context {url[:200]} is not bundled, and contexts are never fetched.",
                ko=f"등록되지 않은 JSON-LD 컨텍스트입니다: {url[:200]}",
            ) from None


def context_loader(extra: PinnedContexts | None = None) -> ContextLoader:
    """The bundled contexts and ``extra`` ones (an institution's own).

    Raises MalformedInput if a hash does not fit, bytes are no context document, or ``extra`` names
    a URL that is bundled.
    """
    bundled = {url: (bundled_bytes(url), digest) for url, (_, digest) in CONTEXTS.items()}
    own = dict(extra or {})
    if taken := sorted(bundled.keys() & own.keys()):
        raise _refused(f"The context {taken[0]} is bundled already.")
    return PinnedContextLoader(
        {url: _checked(url, data, digest) for url, (data, digest) in {**bundled, **own}.items()}
    )


def bundled_bytes(url: str) -> bytes:
    """The bytes of a bundled context, not checked against their pin."""
    return (files(__package__) / "contexts" / CONTEXTS[url][0]).read_bytes()


def _checked(url: str, data: bytes, digest: str) -> Json:
    if sha256(data).hexdigest() != digest.lower():
        raise _refused(f"The context {url} is not the one that was pinned: its SHA-256 differs.")
    document = strict_json.loads_object(data)
    if "@context" not in document:
        raise _refused(f"The document of {url} has no @context.")
    return document


def _refused(en: str) -> MalformedInput:
    return MalformedInput(en, ko=f"JSON-LD 컨텍스트를 읽을 수 없습니다. {en}")
