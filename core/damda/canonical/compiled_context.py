"""JSON-LD contexts as a build step compiled them: every term resolved, nothing left to look up.

A compiled context is a JSON document::

    {"format": 1, "url": "https://..", "source": "<SHA-256 of the context document>",
     "contexts": [[part, ..], ..]}

``contexts[0]`` is the document's own context, the others are the scoped ones that its terms name.
A part is null (start anew), ``{"url": ..}`` (another context) or a set of definitions::

    {"terms": {"name": null | {"id": iri | null, ..}}, "assumes": {"xsd": iri | null},
     "vocab": iri | null, "language": tag | null, "propagate": bool}

``assumes`` says what names of its surroundings the resolving relied on: the context is not used
where they mean something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .. import strict_json
from ..errors import MalformedInput
from ..protocols import Json

FORMAT = 1
MAX_COMPILED_BYTES = 4_194_304

UNSET = "unset"
"""A language or vocabulary that a context says nothing about (neither is ever this text)."""


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """One term, resolved (JSON-LD 1.1 API, 4.2). ``id`` is None for a term that is cleared.

    ``context`` is the index of its scoped context and ``context_digest`` the SHA-256 of that
    context's own text: two definitions with the same digest say the same.
    ``unsupported`` names the feature for which a use of the term is refused.
    """

    id: str | None
    type: str | None = None
    container: tuple[str, ...] = ()
    language: str | None = UNSET
    context: int | None = None
    context_digest: str | None = None
    protected: bool = False
    prefix: bool = False
    unsupported: str | None = None

    def means(self) -> tuple[object, ...]:
        """What the definition says, ``protected`` aside; two that mean the same are equal."""
        return (
            self.id,
            self.type,
            self.container,
            self.language,
            self.context_digest,
            self.prefix,
            self.unsupported,
        )


@dataclass(frozen=True, slots=True)
class Definitions:
    """One set of definitions of a context."""

    terms: Mapping[str, TermDefinition]
    assumes: Mapping[str, str | None]
    vocab: str | None = UNSET
    language: str | None = UNSET
    propagate: bool | None = None
    knows_sets: bool = False
    """Whether it declares some term as a set or a list: the others then have one value each."""


@dataclass(frozen=True, slots=True)
class ContextUrl:
    """A context that names another one."""

    url: str


type ContextPart = Definitions | ContextUrl | None


@dataclass(frozen=True, slots=True)
class CompiledContext:
    """A compiled context document; ``contexts[0]`` is its own, the rest are scoped."""

    url: str
    source: str
    contexts: tuple[tuple[ContextPart, ...], ...] = field(repr=False)


class ContextCompiler(Protocol):
    """Compiles contexts that no build step has seen. On servers only, where PyLD is installed."""

    def compile(self, context: Any, /) -> CompiledContext:
        """``context`` is a URL or a context object out of a document.

        Raises MalformedInput, UnknownContext, LimitExceeded.
        """
        ...


def read_compiled(data: bytes) -> CompiledContext:
    """The compiled context in ``data`` (UTF-8 JSON). Raises MalformedInput."""
    document = strict_json.loads_object(data, max_bytes=MAX_COMPILED_BYTES)
    if document.get("format") != FORMAT:
        raise MalformedInput(
            "The compiled context is of another format: run `make contexts`.",
            ko="컴파일된 컨텍스트의 형식이 다릅니다. make contexts 를 실행해 주세요.",
        )
    try:
        contexts = tuple(tuple(_part(part) for part in context) for context in document["contexts"])
        return CompiledContext(document["url"], document["source"], contexts)
    except (KeyError, TypeError, ValueError) as error:
        raise MalformedInput(
            "The compiled context can't be read: run `make contexts`.",
            ko="컴파일된 컨텍스트를 읽을 수 없습니다. make contexts 를 실행해 주세요.",
        ) from error


def _part(part: Json | None) -> ContextPart:
    if part is None:
        return None
    if "url" in part:
        return ContextUrl(part["url"])
    terms = {name: _term(definition) for name, definition in part["terms"].items()}
    return Definitions(
        terms=terms,
        assumes=part["assumes"],
        vocab=part.get("vocab", UNSET),
        language=part.get("language", UNSET),
        propagate=part.get("propagate"),
        knows_sets=any({"@set", "@list"} & set(term.container) for term in terms.values()),
    )


def _term(definition: Json | None) -> TermDefinition:
    if definition is None:
        return TermDefinition(None)
    return TermDefinition(**{**definition, "container": tuple(definition.get("container", ()))})
