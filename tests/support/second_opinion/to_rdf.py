"""Expanded JSON-LD to RDF quads (JSON-LD 1.1 API, 8). What has no place in RDF is an error."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from damda.canonical.dataset import Quad
from damda.canonical.jcs import jcs
from damda.errors import MalformedInput

from .expansion import RELATIVE_BASE

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE, _FIRST, _REST, _NIL = (f"<{_RDF}{name}>" for name in ("type", "first", "rest", "nil"))
_XSD_STRING, _XSD_DOUBLE = f"{_XSD}string", f"{_XSD}double"

_RELATIVE_SCHEME = RELATIVE_BASE.partition("//")[0]
# N-Quads, IRIREF: what would end the IRI or need an escape has no place in one. One "#" at most.
_IN_IRI = r"[^\x00-\x20<>\"{}|^`\\#\ud800-\udfff]*"
_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{_IN_IRI}(?:#{_IN_IRI})?")
_BLANK = re.compile(r"_:[A-Za-z0-9_][A-Za-z0-9_.-]*", re.ASCII)
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)

_ESCAPES = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')


def quads_of(expanded: list[Any]) -> set[Quad]:
    """The dataset that an expanded document states. Raises MalformedInput."""
    return _Statements().of(expanded)


class _Statements:
    """Walks an expanded document and collects its quads."""

    def __init__(self) -> None:
        self._quads: set[Quad] = set()
        self._numbers = count()
        self._labels: dict[str, str] = {}

    def of(self, expanded: list[Any]) -> set[Quad]:
        for node in expanded:
            self._node(node, "")
        return self._quads

    def _node(self, node: Any, graph: str) -> str:
        """States what a node object says; the term that stands for the node."""
        if not isinstance(node, dict) or "@value" in node or "@list" in node:
            raise _malformed("A value stands where an object is needed.")
        subject = self._resource(node["@id"]) if "@id" in node else self._fresh()
        for name, values in node.items():
            if name == "@id":
                continue
            if name == "@type":
                for value in values:
                    self._quads.add((subject, _TYPE, self._resource(value), graph))
            elif name == "@graph":
                for member in values:
                    self._node(member, subject)
            elif name == "@reverse":
                self._reverse(subject, values, graph)
            else:
                predicate = _iri(name)
                for value in values:
                    self._quads.add((subject, predicate, self._object(value, graph), graph))
        return subject

    def _reverse(self, subject: str, reverse_map: dict[str, Any], graph: str) -> None:
        for name, nodes in reverse_map.items():
            for node in nodes:
                self._quads.add((self._node(node, graph), _iri(name), subject, graph))

    def _object(self, value: Any, graph: str) -> str:
        if isinstance(value, dict) and "@value" in value:
            return _literal(value)
        if isinstance(value, dict) and "@list" in value:
            return self._list(value, graph)
        return self._node(value, graph)

    def _list(self, value: dict[str, Any], graph: str) -> str:
        if len(value) != 1:
            raise _malformed("A list has more than its items.")
        rest = _NIL
        for item in reversed(value["@list"]):
            cell = self._fresh()
            self._quads.add((cell, _FIRST, self._object(item, graph), graph))
            self._quads.add((cell, _REST, rest, graph))
            rest = cell
        return rest

    def _resource(self, iri: Any) -> str:
        if isinstance(iri, str) and _BLANK.fullmatch(iri):
            if iri not in self._labels:
                self._labels[iri] = self._fresh()
            return self._labels[iri]
        return _iri(iri)

    def _fresh(self) -> str:
        return f"_:n{next(self._numbers)}"


def _iri(iri: Any) -> str:
    if not isinstance(iri, str) or not _IRI.fullmatch(iri) or iri.startswith(_RELATIVE_SCHEME):
        shown = str(iri).removeprefix(RELATIVE_BASE)[:100]
        raise MalformedInput(
            f"An id or type must be a whole URL (such as urn:uuid:..): {shown}",
            ko=f"id나 type은 전체 주소(예: urn:uuid:..)여야 합니다: {shown}",
        )
    return f"<{iri}>"


def _literal(value: dict[str, Any]) -> str:
    if not value.keys() <= {"@value", "@type", "@language"}:
        raise _malformed("A value has members that would not be signed.")
    content, datatype, language = value["@value"], value.get("@type"), value.get("@language")
    if language is not None:
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            raise _malformed("A language tag is not well-formed.")
        return f"{_quoted(content)}@{language}"
    if datatype == "@json":
        return f"{_quoted(jcs(content).decode('utf-8'))}^^<{_RDF}JSON>"
    lexical, native = _lexical(content, datatype)
    datatype = datatype if datatype is not None else native
    quoted = _quoted(lexical)
    return quoted if datatype == _XSD_STRING else f"{quoted}^^{_iri(datatype)}"


def _lexical(content: Any, datatype: str | None) -> tuple[str, str]:
    """The canonical text of a JSON scalar and its own datatype (JSON-LD 1.1 API, 8.6)."""
    if isinstance(content, bool):
        return ("true" if content else "false"), f"{_XSD}boolean"
    if isinstance(content, int | float):
        whole = isinstance(content, int) or content.is_integer()
        if not whole or abs(content) >= 1e21 or datatype == _XSD_DOUBLE:
            return _double(content), _XSD_DOUBLE
        return str(int(content)), f"{_XSD}integer"
    return content, _XSD_STRING


def _double(number: float) -> str:
    """The canonical form of xsd:double with at most 15 digits after the point: ``5.3E0``."""
    try:
        text = f"{float(number):.15E}"
    except OverflowError as error:
        raise _malformed("A number is out of range.") from error
    mantissa, _, exponent = text.partition("E")
    digits = mantissa.rstrip("0")
    return f"{digits}{'0' if digits.endswith('.') else ''}E{int(exponent)}"


def _quoted(text: Any) -> str:
    if not isinstance(text, str):
        raise _malformed("A value that must be a text is none.")
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES[match.group()]


def _malformed(en: str) -> MalformedInput:
    return MalformedInput(en, ko=f"올바른 JSON-LD 문서가 아닙니다. ({en})")
