"""From names in a document to RDF terms (IRI expansion: JSON-LD 1.1 API, 5.2.2).

A name has one spelling: where a context defines a term for an IRI, or a vocabulary or prefix
shortens it, the IRI written out is refused, as a reader looks for the name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import MalformedInput
from . import lexical, refusals
from .active_context import ActiveContext
from .spellings import Spellings
from .terms import KEYWORD, PROPERTY, UNSUPPORTED, Term, keyword_term, term_of_iri

KEYWORDS = frozenset(
    {"@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included"}
    | {"@index", "@json", "@language", "@list", "@nest", "@none", "@prefix", "@propagate"}
    | {"@protected", "@reverse", "@set", "@type", "@value", "@version", "@vocab"}
)


def member_term(active: ActiveContext, name: Any, spellings: Spellings) -> Term:
    """What a member's name means that is no term of ``active``. Raises MalformedInput."""
    if type(name) is not str:
        raise refusals.malformed("A member's name is no string.", "항목 이름이 문자열이 아닙니다.")
    if name.startswith("@"):
        return _keyword(active, name)
    iri = _expanded(active, name)
    if iri is None or iri.startswith("_:"):
        raise refusals.undefined(name)
    _check_spelled(active, name, iri, spellings)
    return term_of_iri(name, iri)


def vocabulary_iri(active: ActiveContext, name: Any, spellings: Spellings) -> str:
    """The IRI of a name that is a term, of the vocabulary, or an IRI itself.

    Raises MalformedInput.
    """
    if type(name) is not str:
        raise refusals.malformed("A type must be a name.", "type은 이름이어야 합니다.")
    term = active.members.get(name)
    if term is not None:
        if term.kind != PROPERTY:
            raise refusals.undefined(name)
        return term.iri
    iri = _expanded(active, name)
    if iri is None:
        raise refusals.undefined(name)
    if iri.startswith("_:"):
        # Its label is not signed: any other would say the same.
        raise refusals.undefined(name)
    _check_spelled(active, name, iri, spellings)
    return iri


def resource_iri(active: ActiveContext, identifier: Any) -> str:
    """The IRI (or ``_:label``) of an id, which is written out whole. Raises MalformedInput."""
    if type(identifier) is not str:
        raise refusals.not_whole(identifier)
    if identifier.startswith("_:"):
        if not lexical.is_blank(identifier):
            raise refusals.not_whole(identifier)
        return identifier
    if active.prefixes:
        prefix, colon, suffix = identifier.partition(":")
        if colon and not suffix.startswith("//") and prefix in active.prefixes:
            # A reader would take it for a URL of the scheme.
            raise refusals.unsupported("A compact IRI as an id")
    if not lexical.is_iri(identifier):
        raise refusals.not_whole(identifier)
    return identifier


def with_keywords(active: ActiveContext, node: dict[str, Any]) -> dict[str, Any]:
    """``node`` with the aliases of keywords other than ``@id`` and ``@type`` replaced."""
    plain: dict[str, Any] = {}
    for name, value in node.items():
        term = active.members.get(name)
        written = term.iri if term is not None and term.kind == KEYWORD else name
        if written in plain:
            raise refusals.said_twice(name)
        plain[written] = value
    return plain


def check_shared(active: ActiveContext, node: Mapping[str, Any]) -> None:
    """Refuse two members that mean the same. Raises MalformedInput."""
    seen: set[str] = set()
    for name in node:
        term = active.members.get(name)
        if term is not None and term.kind == PROPERTY:
            if term.iri in seen:
                raise refusals.said_twice(name)
            seen.add(term.iri)


def _keyword(active: ActiveContext, name: str) -> Term:
    if name not in KEYWORDS:
        raise refusals.undefined(name)
    aliases = {active.id_name: "@id", active.type_name: "@type"}
    if name in aliases.values() and name not in aliases:
        raise refusals.spelled(name)
    return keyword_term(name)


def _expanded(active: ActiveContext, name: str) -> str | None:
    prefix, colon, suffix = name.partition(":")
    if colon and prefix:
        if prefix == "_":
            return name if lexical.is_blank(name) else None
        if not suffix.startswith("//") and prefix in active.prefixes:
            name = active.prefixes[prefix] + suffix
        return name if lexical.is_iri(name) else None
    iri = "" if active.vocab is None or name.startswith("@") else active.vocab + name
    return iri if lexical.is_iri(iri) else None


def _check_spelled(active: ActiveContext, name: str, iri: str, spellings: Spellings) -> None:
    if iri in spellings or name != _shortest(active, iri):
        raise refusals.spelled(name)


def _shortest(active: ActiveContext, iri: str) -> str:
    """How compaction would write ``iri``, which no term stands for (JSON-LD 1.1 API, 6.2)."""
    if active.vocab and iri.startswith(active.vocab) and len(iri) > len(active.vocab):
        return iri.removeprefix(active.vocab)
    compact = [
        f"{prefix}:{iri.removeprefix(start)}"
        for prefix, start in active.prefixes.items()
        if iri.startswith(start) and iri != start
    ]
    return min(compact, key=lambda text: (len(text), text)) if compact else iri


def no_property(term: Term) -> MalformedInput:
    """The error for a member that is neither a property nor a keyword with a use."""
    if term.kind in (UNSUPPORTED, KEYWORD):
        return refusals.unsupported(term.definition.unsupported or term.iri)
    return refusals.undefined(term.name)
