"""The one name of each IRI that a compiled context has a term for."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import MalformedInput
from .compiled_context import CompiledContext, ContextPart, Definitions

type Spellings = Mapping[str, frozenset[str]]
"""IRI to the names of its terms."""


def spellings_of(contexts: Mapping[str, CompiledContext]) -> Spellings:
    """Each IRI that some compiled context has a term for, and the names of those terms."""
    found: dict[str, set[str]] = {}
    for compiled in contexts.values():
        for parts in compiled.contexts:
            for part in parts:
                if isinstance(part, Definitions):
                    for name, definition in part.terms.items():
                        if definition.id is not None and not definition.prefix:
                            found.setdefault(definition.id, set()).add(name)
    return {iri: frozenset(names) for iri, names in found.items()}


def check_spellings(parts: tuple[ContextPart, ...], spellings: Spellings) -> None:
    """Refuse a context that gives a known term another name: no reader would look there.

    Raises MalformedInput.
    """
    for part in parts:
        if isinstance(part, Definitions):
            for name, definition in part.terms.items():
                if name not in spellings.get(definition.id or "", {name}):
                    raise MalformedInput(
                        f'A context gives a known term the name "{name[:100]}".',
                        ko=f'이미 정해진 용어를 다른 이름("{name[:100]}")으로 쓰는 컨텍스트입니다.',
                    )
