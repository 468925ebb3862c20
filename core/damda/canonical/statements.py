"""The walk: a JSON-LD document to the quads it states, in one go and strictly.

What a reader of the JSON sees and what the statements say must be the same. So these are errors,
though JSON-LD would pass over them: a member without a meaning, null, an empty array, an array in
an array, a keyword written out beside its alias, a term named by its IRI, a plain value wrapped
in ``@value``, one value in an array where the context declares sets elsewhere, two values that are
one statement, and a credential or status entry that is described in a second place.
"""

from __future__ import annotations

from typing import Any

from . import lexical, refusals
from .active_context import ActiveContext, TypedContext, remember
from .context_set import ContextSet
from .dataset import Dataset, narrow
from .lexical import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE
from .naming import check_shared, member_term, no_property, with_keywords
from .node_terms import GRAPH, NodeTerms, Places
from .one_place import Descriptions
from .terms import (
    CREDENTIAL_STATUS,
    ID,
    JSON,
    PROPERTY,
    REFERENCE,
    TYPE,
    VOCABULARY,
    Term,
)
from .value_objects import json_literal, number_literal, text_literal, value_literal

MAX_DEPTH = 64
MAX_STATEMENTS = 50_000

_NO_TYPES: tuple[str, ...] = ()
_NOT_QUICK: dict[str, tuple[str, str]] = {}


def statements(document: Any, contexts: ContextSet, places: Places | None = None) -> Dataset:
    """What ``document``, a JSON object, states. Raises MalformedInput, LimitExceeded."""
    walk = _Walk(contexts, places)
    walk.document(document)
    return walk.dataset


class _Walk:
    """One walk through one document.

    ``active`` is the context in which an object's members are read, ``inner`` the one with which
    the objects inside begin: a type's context ends with its object.
    """

    __slots__ = ("_contexts", "_depth", "_described", "_graph", "_size", "_terms", "dataset")

    def __init__(self, contexts: ContextSet, places: Places | None) -> None:
        self.dataset = Dataset()
        self._contexts = contexts
        self._size = 0
        self._graph = ""
        self._depth = 0
        self._terms = NodeTerms(contexts.spellings, places)
        self._described = Descriptions()

    def document(self, document: Any) -> None:
        if type(document) is not dict:
            raise refusals.malformed("A JSON-LD object is needed.", "JSON-LD 객체가 필요합니다.")
        active = self._contexts.empty
        if "@context" in document:
            active = self._contexts.named(active, document["@context"])
        plain = with_keywords(active, document) if active.has_keyword_aliases else document
        if plain.keys() <= {"@context", "@graph"} and "@graph" in plain:
            self._members_of_graph(active, plain["@graph"], "")
        else:
            self._root(self._contexts.empty, document)
        self._described.check()

    # -- nodes ---------------------------------------------------------------------------------

    def _members_of_graph(self, active: ActiveContext, value: Any, graph: str) -> None:
        members = value if type(value) is list else [value]
        if not members:
            raise refusals.unsaid("An empty array", "빈 배열")
        around, self._graph = self._graph, graph
        for member in members:
            self._root(active, member)
        self._graph = around

    def _root(self, active: ActiveContext, node: Any) -> None:
        """A node that no statement leads to: it must say something itself."""
        if type(node) is not dict or "@value" in node or "@list" in node or "@set" in node:
            raise refusals.malformed("An object is needed here.", "이 자리에는 객체가 필요합니다.")
        self._described.guard((self._graph, self._node(active, node, is_root=True)))

    def _node(
        self, active: ActiveContext, node: dict[str, Any], is_root: bool = False, of: Any = None
    ) -> str:
        """States what ``node`` says, in the document ``of``; the RDF term that stands for it."""
        of = node if of is None else of
        self._go_down(len(node))
        if "@context" in node:
            active = self._contexts.named(active, node["@context"])
        if active.has_keyword_aliases:
            node = with_keywords(active, node)
        types, terms = node.get(active.type_name), _NO_TYPES
        if types is not None:
            active, terms = self._typed(active, types)
        identifier = node.get(active.id_name)
        if is_root and len(node) == ("@context" in node) + (active.id_name in node):
            raise refusals.unsaid("An object that has only an id", "id만 있는 객체")
        if identifier is None:
            subject = self._terms.blank(of)
        else:
            subject = self._terms.resource(active, identifier)
            if len(node) > 1:
                self._described.add((self._graph, subject), node)
        if active.shared and not active.shared.isdisjoint(node):
            check_shared(active, node)
        for type_ in terms:
            self.dataset.add(subject, RDF_TYPE, type_, self._graph)
        self._members(active, node, subject)
        self._depth -= 1
        return subject

    def _members(self, active: ActiveContext, node: dict[str, Any], subject: str) -> None:
        """States what the members of ``node`` say of ``subject``."""
        graph, dataset = self._graph, self.dataset
        # In the default graph a text makes a line that lacks a blank subject's label at most.
        quick = active.quick if graph == "" else _NOT_QUICK
        write, lead = dataset.writer(subject)
        for name, value in node.items():
            shape = quick.get(name)
            if shape is not None and type(value) is str:
                # What is printable and has neither of these needs no escape.
                plain = value.isprintable() and '"' not in value and "\\" not in value
                text = value if plain else lexical.escaped(value)
                if not text.isascii():
                    text = narrow(text)
                write(f"{lead}{shape[0]}{text}{shape[1]}")
                continue
            term = active.members.get(name)
            if term is None:
                if name == "@context":
                    continue
                term = member_term(active, name, self._contexts.spellings)
            if term.kind != PROPERTY:
                self._keyword(active, term, value, subject)
                continue
            if type(value) is list and term.coercion != JSON:
                for each in self._objects(active, term, value):
                    dataset.add(subject, term.predicate, each, graph)
            else:
                object_ = self._object(active, term, value)
                dataset.add(subject, term.predicate, object_, graph)
            if term.guards:
                self._described.guard((graph, subject))

    def _keyword(self, active: ActiveContext, term: Term, value: Any, subject: str) -> None:
        """A member that is no property."""
        if value is None:
            raise refusals.null()
        if term.iri == "@graph":
            self._members_of_graph(active.previous or active, value, subject)
        elif term.kind not in (ID, TYPE):
            raise no_property(term)

    def _typed(self, outer: ActiveContext, types: Any) -> TypedContext:
        """The active context inside an object of these types, and their RDF terms."""
        key = tuple(types) if type(types) is list else (types,)
        try:
            known = outer.by_types.get(key)
        except TypeError:  # an object or an array among them
            known = None
        if known is None:
            if not key or not all(type(name) is str for name in key):
                raise refusals.malformed(
                    "A type must be a name or an array of names.", "type은 이름이어야 합니다."
                )
            terms = tuple([self._terms.named(outer, name) for name in key])
            if len(set(terms)) != len(terms):
                raise refusals.said_twice(outer.type_name)
            scoped = tuple(sorted(outer.scoped_types.intersection(key)))
            known = (self._contexts.typed(outer, scoped) if scoped else outer), terms
            if outer.types.keys() >= set(key):
                remember(outer.by_types, key, known)
        return known

    # -- values --------------------------------------------------------------------------------

    def _objects(self, active: ActiveContext, term: Term, values: list[Any]) -> list[str]:
        """The RDF terms of an array's values."""
        if term.is_list:
            return [self._list(active, term, values)]
        self._grow(len(values))
        if not values:
            raise refusals.unsaid("An empty array", "빈 배열")
        if len(values) == 1 and term.is_single and type(values[0]) is not dict:
            raise refusals.rewrapped(term.name)
        found = [self._value(active, term, each) for each in values]
        if len(found) > 1 and len(set(found)) != len(found):
            raise refusals.said_twice(term.name)
        return found

    def _object(self, active: ActiveContext, term: Term, value: Any) -> str:
        """The RDF term of a member's one value."""
        if term.coercion == JSON:
            return json_literal(value)
        if term.is_array:
            raise refusals.rewrapped(term.name)
        return self._value(active, term, value)

    def _value(self, active: ActiveContext, term: Term, value: Any) -> str:
        """The RDF term of one value, in an array or not."""
        if term.is_graph:
            within = self._terms.blank(value, GRAPH)
            self._members_of_graph(self._inner(active, term), [value], within)
            return within
        kind = type(value)
        if kind is dict:
            return self._member_object(active, term, value)
        if kind is str:
            active = self._contexts.of_scalar(active, term)
            if term.coercion == REFERENCE:
                return self._terms.resource(active, value)
            if term.coercion == VOCABULARY:
                return self._terms.named(active, value)
            return text_literal(active, term, value)
        if kind is bool or kind is int or kind is float:
            self._contexts.of_scalar(active, term)
            return number_literal(value, term.datatype)
        raise refusals.no_value(value)

    def _member_object(self, active: ActiveContext, term: Term, value: dict[str, Any]) -> str:
        """An object that is a member's value: a node, a value object or a list object."""
        of = value
        if active.has_keyword_aliases:
            value = with_keywords(active, value)
        if "@value" in value:
            return value_literal(self._scoped(active, term), term, value, self._contexts.spellings)
        if "@list" in value:
            if len(value) != 1 or term.is_list:
                raise refusals.unsupported("@list beside other members")
            return self._list(self._contexts.of_list(active, term), term, value["@list"])
        if "@set" in value:
            raise refusals.unsupported("@set")
        if len(value) == 1 and active.id_name in value:
            if term.coercion == VOCABULARY:
                raise refusals.rewrapped(term.name)
            # A reference stays in the context of its type (JSON-LD 1.1 API, 5.1.2, 7).
            inside = self._scoped(active, term)
        else:
            inside = self._inner(active, term)
        subject = self._node(inside, value, of=of)
        if term.iri == CREDENTIAL_STATUS:
            self._described.guard((self._graph, subject))
        return subject

    def _list(self, active: ActiveContext, term: Term, values: Any) -> str:
        """An ordered list; the RDF term of its first cell."""
        if type(values) is not list:
            raise refusals.rewrapped(term.name)
        if term.is_graph:
            raise refusals.unsupported("@graph in a list")
        self._go_down(len(values))
        graph, rest = self._graph, RDF_NIL
        for place in reversed(range(len(values))):
            value, cell = values[place], self._terms.blank(values, place)
            if type(value) is list:
                item = self._list(active, term, value)
            else:
                item = self._value(active, term, value)
            self.dataset.add(cell, RDF_FIRST, item, graph)
            self.dataset.add(cell, RDF_REST, rest, graph)
            rest = cell
        self._depth -= 1
        return rest

    def _go_down(self, more: int) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise refusals.too_much()
        self._grow(more)

    def _grow(self, more: int) -> None:
        self._size += more
        if self._size > MAX_STATEMENTS:
            raise refusals.too_much()

    # -- contexts and terms --------------------------------------------------------------------

    def _inner(self, active: ActiveContext, term: Term) -> ActiveContext:
        """The context for an object under the member ``term``."""
        if term.scoped is None:
            return active.previous or active
        return self._contexts.beneath(active, term)

    def _scoped(self, active: ActiveContext, term: Term) -> ActiveContext:
        return active if term.scoped is None else self._contexts.within(active, term)
