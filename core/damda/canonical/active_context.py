"""The active context (JSON-LD 1.1 API, 4.1): what names mean, worked out once for the walk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import MalformedInput
from .dataset import narrow
from .terms import DATATYPE, ID, KEYWORD, PROPERTY, TYPE, Term

MAX_REMEMBERED = 1_000
"""Transitions that are remembered; documents of one kind need a few dozen."""

type TypedContext = tuple[ActiveContext, tuple[str, ...]]
"""The context inside an object of certain types, and the RDF terms of the types."""


class ActiveContext:
    """What the names in an object mean. Made by `ContextSet` only; never changed afterwards."""

    __slots__ = (
        "by_scoped_types",
        "by_types",
        "has_keyword_aliases",
        "id_name",
        "language",
        "members",
        "prefixes",
        "previous",
        "quick",
        "scoped_types",
        "shared",
        "type_name",
        "types",
        "vocab",
    )

    def __init__(
        self,
        members: dict[str, Term],
        vocab: str | None,
        language: str | None,
        previous: ActiveContext | None,
    ) -> None:
        self.members = members
        self.vocab = vocab
        self.language = language
        self.previous = previous
        self.id_name = _alias(members, ID, "@id")
        self.type_name = _alias(members, TYPE, "@type")
        self.has_keyword_aliases = any(term.kind == KEYWORD for term in members.values())
        self.prefixes = {name: term.iri for name, term in members.items() if term.definition.prefix}
        self.scoped_types = frozenset(
            name for name, term in members.items() if term.scoped is not None
        )
        self.shared = _shared(members)
        self.types = {
            name: term.predicate for name, term in members.items() if term.kind == PROPERTY
        }
        self.quick = {
            name: (narrow(f' {term.predicate} "'), narrow(f"{term.ends} .\n"))
            for name, term in members.items()
            if term.is_quick and (language is None or term.coercion == DATATYPE)
        }
        """What stands before and after a text that is the value of a member."""
        self.by_scoped_types: dict[tuple[str, ...], ActiveContext] = {}
        self.by_types: dict[tuple[str, ...], TypedContext] = {}


def remember(memory: dict[Any, Any], key: Any, value: Any) -> None:
    """Keep ``value``, within `MAX_REMEMBERED`."""
    if len(memory) >= MAX_REMEMBERED:
        memory.clear()
    memory[key] = value


def _alias(members: Mapping[str, Term], kind: int, keyword: str) -> str:
    """The name that stands for a keyword: its alias where there is one.

    Raises MalformedInput for two aliases: a reader looks at one of them.
    """
    names = [name for name, term in members.items() if term.kind == kind]
    if len(names) > 1:
        raise MalformedInput(
            f"The contexts have several names for {keyword}: {names[0][:40]}, {names[1][:40]}. "
            "That is not supported.",
            ko=f"컨텍스트에 {keyword}의 이름이 여러 개 있습니다.",
        )
    return names[0] if names else keyword


def _shared(members: Mapping[str, Term]) -> frozenset[str]:
    """The names that share their IRI with another."""
    by_iri: dict[str, list[str]] = {}
    for name, term in members.items():
        if term.kind == PROPERTY:
            by_iri.setdefault(term.iri, []).append(name)
    return frozenset(name for names in by_iri.values() if len(names) > 1 for name in names)
