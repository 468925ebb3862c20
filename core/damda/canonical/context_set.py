"""From one active context to the next: context processing (JSON-LD 1.1 API, 4.1), remembered.

Processing is done once; after that, going into an object with a type or into a member with a scoped
context is looking it up. What is remembered depends on the compiled contexts only, never on what
documents say, so that it stays small.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import LimitExceeded, MalformedInput, UnknownContext
from . import refusals
from .active_context import ActiveContext, remember
from .compiled_context import (
    UNSET,
    CompiledContext,
    ContextCompiler,
    ContextUrl,
    Definitions,
)
from .spellings import check_spellings, spellings_of
from .terms import CLEARED, Term

MAX_NAMES = 256
"""Contexts in one ``@context``; each on top of another is processed and remembered."""
MAX_REFERENCES = 16
"""How deep contexts may name each other."""


class ContextSet:
    """The compiled contexts and the active contexts that were made of them.

    Safe to share between threads: what is remembered is the same whoever makes it.
    """

    def __init__(
        self, contexts: Mapping[str, CompiledContext], compiler: ContextCompiler | None = None
    ) -> None:
        """``compiler`` admits contexts that are not among ``contexts``; without it they are
        refused."""
        self._contexts = contexts
        self._compiler = compiler
        self.empty = ActiveContext({}, None, None, None)
        self.spellings = spellings_of(contexts)
        # What is in a key by its identity is kept beside it.
        self._named: dict[tuple[Any, ...], tuple[ActiveContext, ActiveContext]] = {}
        self._within: dict[tuple[int, int], tuple[ActiveContext, Term, ActiveContext]] = {}

    def named(self, active: ActiveContext, context: Any) -> ActiveContext:
        """``active`` and then the ``@context`` of a document: one or more URLs.

        Raises MalformedInput, UnknownContext, LimitExceeded.
        """
        names = tuple(context) if type(context) is list else (context,)
        if not names:
            raise _inline()
        if len(names) > MAX_NAMES:
            raise LimitExceeded(
                f"@context names more than {MAX_NAMES} contexts.",
                ko=f"@context에 주소가 {MAX_NAMES}개 넘게 있습니다.",
            )
        if not all(type(name) is str and name in self._contexts for name in names):
            return self._named_each(active, names)
        key = (id(active), *names)
        known = self._named.get(key)
        if known is None or known[0] is not active:
            known = (active, self._named_each(active, names))
            remember(self._named, key, known)
        return known[1]

    def typed(self, active: ActiveContext, types: tuple[str, ...]) -> ActiveContext:
        """``active`` and then the scoped contexts of ``types``, all of which have one."""
        known = active.by_scoped_types.get(types)
        if known is None:
            known = active
            for name in sorted(types):
                # Each as the outer context defines it (JSON-LD 1.1 API, 5.1.2, 11).
                known = self._scoped(known, active.members[name], propagate=False)
            if (known.id_name, known.type_name) != (active.id_name, active.type_name):
                # The type is read before its context: it would mean two things.
                raise refusals.unsupported("A type's context that renames id or type")
            remember(active.by_scoped_types, types, known)
        return known

    def within(self, active: ActiveContext, term: Term) -> ActiveContext:
        """``active`` and then the scoped context of the member ``term``."""
        # Not by its name: terms of two types may share theirs, and the context around them.
        key = (id(active), id(term))
        known = self._within.get(key)
        if known is None or known[0] is not active or known[1] is not term:
            inside = self._scoped(active, term, propagate=True, override=True)
            if _context_of(inside, term) not in (None, term.definition.context_digest):
                raise _redefined()
            known = (active, term, inside)
            remember(self._within, key, known)
        return known[2]

    def beneath(self, active: ActiveContext, term: Term) -> ActiveContext:
        """The context for an object under the member ``term``, which has a scoped one: the context
        of a type ends, then that begins (JSON-LD 1.1 API, 5.1.2, 7 and 8)."""
        assert term.origin is not None
        assert term.scoped is not None
        begun = self.within(active, term)
        # PyLD and jsonld.js ask for the member's context after it has begun, when a context that
        # does not go on into objects has ended.
        ends = active.previous is not None or begun.previous is not None
        if (
            ends
            and _context_of(begun, term) is None
            and None not in term.origin.contexts[term.scoped]
        ):
            raise _redefined()
        return begun if active.previous is None else self.within(active.previous, term)

    def of_scalar(self, active: ActiveContext, term: Term) -> ActiveContext:
        """The context for a scalar under ``term``, which must mean the same in it."""
        if term.scoped is None:
            return active
        return _if_same(self.within(active, term), term)

    def of_list(self, active: ActiveContext, term: Term) -> ActiveContext:
        """The context for a list object under ``term``, which must mean the same in it: as an
        object it ends the context of a type (JSON-LD 1.1 API, 5.1.2, 7)."""
        if term.scoped is not None:
            return _if_same(self.beneath(active, term), term)
        return active if active.previous is None else _if_same(active.previous, term)

    def _named_each(self, active: ActiveContext, names: tuple[Any, ...]) -> ActiveContext:
        for name in names:
            active = self._named_one(active, name)
        return active

    def _named_one(self, active: ActiveContext, name: Any) -> ActiveContext:
        if type(name) is str and name in self._contexts:
            return self._applied(active, self._contexts[name], 0, depth=0)
        if type(name) is not str and type(name) is not dict:
            raise _inline()
        if self._compiler is None:
            raise _unknown(name) if type(name) is str else _inline()
        compiled = self._compiler.compile(name)
        for part in compiled.contexts:
            check_spellings(part, self.spellings)
        return self._applied(active, compiled, 0, depth=0)

    def _scoped(
        self, active: ActiveContext, term: Term, *, propagate: bool, override: bool = False
    ) -> ActiveContext:
        assert term.origin is not None
        assert term.scoped is not None
        return self._applied(
            active, term.origin, term.scoped, depth=0, propagate=propagate, override=override
        )

    def _applied(
        self,
        active: ActiveContext,
        compiled: CompiledContext,
        index: int,
        *,
        depth: int,
        propagate: bool = True,
        override: bool = False,
    ) -> ActiveContext:
        """Context Processing (JSON-LD 1.1 API, 4.1) on what is resolved already."""
        parts = compiled.contexts[index]
        if parts and isinstance(parts[0], Definitions) and parts[0].propagate is not None:
            propagate = parts[0].propagate
        previous = active.previous if propagate else (active.previous or active)
        for part in parts:
            if part is None:
                if not override and any(t.definition.protected for t in active.members.values()):
                    raise _protected("null")
                active = self.empty
            elif isinstance(part, ContextUrl):
                if depth >= MAX_REFERENCES:
                    raise LimitExceeded("Contexts name each other without end.")
                if part.url not in self._contexts:
                    raise _unknown(part.url)
                active = self._applied(
                    active, self._contexts[part.url], 0, depth=depth + 1, override=override
                )
            else:
                active = _defined(active, part, compiled, override)
        return _with_previous(active, previous)


def _defined(
    active: ActiveContext, part: Definitions, compiled: CompiledContext, override: bool
) -> ActiveContext:
    _check_assumed(active, part, compiled)
    members = dict(active.members)
    for name, definition in part.terms.items():
        term = Term(name, definition, compiled, knows_sets=part.knows_sets)
        old = members.get(name)
        if old is not None and old.definition.protected and not override:
            if old.definition.means() != definition.means():
                raise _protected(name)
            term = old
        members[name] = term
    vocab = active.vocab if part.vocab == UNSET else part.vocab
    language = active.language if part.language == UNSET else part.language
    return ActiveContext(members, vocab, language, active.previous)


def _check_assumed(active: ActiveContext, part: Definitions, compiled: CompiledContext) -> None:
    for name, iri in part.assumes.items():
        if name == "@vocab":
            found = active.vocab
        else:
            term = active.members.get(name)
            found = None if term is None or term.kind == CLEARED else term.iri
        if found != iri:
            raise MalformedInput(
                f"The context {compiled.url[:200] or '(inline)'} leans on what another context "
                f'says of "{name[:100]}". That is not supported.',
                ko=f'다른 컨텍스트의 "{name[:100]}"에 기대는 컨텍스트는 지원하지 않습니다.',
            )


def _if_same(inside: ActiveContext, term: Term) -> ActiveContext:
    """``inside``, if ``term`` means the same in it."""
    own = inside.members.get(term.name)
    if own is None or own.definition.means() != term.definition.means():
        raise _redefined()
    return inside


def _context_of(active: ActiveContext, term: Term) -> str | None:
    """The digest of the scoped context that ``active`` gives the member ``term``."""
    own = active.members.get(term.name)
    return None if own is None else own.definition.context_digest


def _redefined() -> MalformedInput:
    return refusals.unsupported("A scoped context that redefines its own term")


def _with_previous(active: ActiveContext, previous: ActiveContext | None) -> ActiveContext:
    if active.previous is previous:
        return active
    return ActiveContext(active.members, active.vocab, active.language, previous)


def _inline() -> MalformedInput:
    return MalformedInput(
        "@context must be one or more URLs; definitions inside the document are refused.",
        ko="@context에는 주소만 쓸 수 있습니다. 문서 안의 정의는 허용하지 않습니다.",
    )


def _unknown(url: str) -> UnknownContext:
    return UnknownContext(
        f"The JSON-LD context {url[:200]} is not bundled, and contexts are never fetched.",
        ko=f"등록되지 않은 JSON-LD 컨텍스트입니다: {url[:200]}",
    )


def _protected(name: str) -> MalformedInput:
    return MalformedInput(
        f'The contexts define the protected term "{name[:100]}" in two ways.',
        ko=f'보호된 용어 "{name[:100]}"을(를) 컨텍스트가 서로 다르게 정의합니다.',
    )
