"""Members that credentials and presentations have in common, read strictly (VCDM 2.0, 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .errors import MalformedInput
from .protocols import Json, JsonView

# RFC 3986, 4.3, as far as it keeps texts apart that are no URL at all.
_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
_NAME = re.compile(r"[^\s@:][^\s]*")

_KEYWORDS = frozenset({"@context", "@value", "@language", "@direction"})
"""Keywords that may be written; ``@value`` and its like in names (VCDM 2.0, 11.1)."""


def malformed(what: str) -> MalformedInput:
    """The error for a document that is not what it should be; ``what`` is a clause in English."""
    return MalformedInput(
        f"The document is malformed: {what}.", ko=f"문서의 형식이 올바르지 않습니다: {what}."
    )


def is_absolute_uri(text: object) -> bool:
    """Whether ``text`` is an absolute URI; a bare UUID is not."""
    return isinstance(text, str) and bool(_ABSOLUTE_URI.fullmatch(text))


def identifier_of(node: JsonView, what: str) -> str | None:
    """The ``id``, None without (VCDM 2.0, 4.4). Raises MalformedInput if it is no URL."""
    if "id" not in node:
        return None
    if not is_absolute_uri(node["id"]):
        raise malformed(
            f"the id of {what} must be a URL, such as one that begins with https: or urn:uuid:"
        )
    return str(node["id"])


def types_of(node: JsonView, what: str) -> tuple[str, ...]:
    """The names in ``type``, a text or an array of different ones. Raises MalformedInput."""
    value = node.get("type")
    names = value if isinstance(value, list) else [value]
    named = all(isinstance(name, str) and _NAME.fullmatch(name) for name in names)
    if not names or not named or len(set(names)) != len(names):
        raise malformed(f"the type of {what} must be a name or an array of different names")
    return tuple(names)


def objects_of(node: JsonView, name: str) -> list[Json]:
    """The member ``name`` as a list: an object, or a non-empty array of objects; [] if absent."""
    if name not in node:
        return []
    value = node[name]
    objects = value if isinstance(value, list) else [value]
    if not objects or not all(isinstance(item, dict) for item in objects):
        raise malformed(f"{name} must be an object or an array of objects")
    return objects


def check_spelling(document: JsonView) -> None:
    """Refuse keywords spelled beside their aliases, and contexts below the top.

    A reader of the JSON looks at ``id``, ``type`` and the top's members; ``@id``, ``@graph`` and
    their like would say things to the signature that this reader never sees.
    """
    for where, name in _names(document):
        if name.startswith("@") and name not in _KEYWORDS:
            raise malformed(f"{name[:40]} is a keyword that may not be written out")
        if name == "@context" and where is not document:
            raise malformed("@context stands below the top")


def check_root_statements(document: JsonView, identifier: str | None) -> None:
    """Refuse a second node with the document's id.

    It could hold statements about the document, its status for one, where no reader looks.
    """
    for where, name in _names(document):
        if name != "id" or where is document:
            continue
        if where["id"] == identifier:
            raise malformed("an object inside has the document's own id")
        if isinstance(where["id"], str) and where["id"].startswith("_:"):
            raise malformed("an id is a blank node's")


def _names(document: JsonView) -> Iterator[tuple[JsonView, str]]:
    """Every object and each of its member names, the proof's aside."""
    pending: list[Any] = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            for name, member in value.items():
                yield value, name
                if not (value is document and name == "proof"):
                    pending.append(member)
        elif isinstance(value, list):
            pending.extend(value)
