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


def malformed(en: str, ko: str) -> MalformedInput:
    """The error for a document that is not what it should be, from a clause in each language."""
    return MalformedInput(
        f"The document is malformed: {en}.", ko=f"문서의 형식이 올바르지 않습니다: {ko}."
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
            f"the id of {what} must be a URL, such as one that begins with https: or urn:uuid:",
            f"{what}의 id는 https:나 urn:uuid:로 시작하는 주소여야 합니다",
        )
    return str(node["id"])


def types_of(node: JsonView, what: str) -> tuple[str, ...]:
    """The names in ``type``, a text or an array of different ones. Raises MalformedInput."""
    value = node.get("type")
    names = value if isinstance(value, list) else [value]
    named = all(isinstance(name, str) and _NAME.fullmatch(name) for name in names)
    if not names or not named or len(set(names)) != len(names):
        raise malformed(
            f"the type of {what} must be a name or an array of different names",
            f"{what}의 type은 이름 또는 서로 다른 이름의 배열이어야 합니다",
        )
    return tuple(names)


def objects_of(node: JsonView, name: str) -> list[Json]:
    """The member ``name`` as a list: an object, or a non-empty array of objects; [] if absent."""
    if name not in node:
        return []
    value = node[name]
    objects = value if isinstance(value, list) else [value]
    if not objects or not all(isinstance(item, dict) for item in objects):
        raise malformed(
            f"{name} must be an object or an array of objects",
            f"{name}은(는) 객체 또는 객체의 배열이어야 합니다",
        )
    return objects


def check_spelling(document: JsonView) -> None:
    """Refuse keywords spelled beside their aliases, and contexts below the top.

    A reader of the JSON looks at ``id``, ``type`` and the top's members; ``@id``, ``@graph`` and
    their like would say things to the signature that this reader never sees.
    """
    for where, name in _names(document):
        if name.startswith("@") and name not in _KEYWORDS:
            raise malformed(
                f"{name[:40]} is a keyword that may not be written out",
                f"{name[:40]}은(는) 쓸 수 없는 키워드입니다",
            )
        if name == "@context" and where is not document:
            raise malformed(
                "@context stands below the top", "@context는 문서의 맨 위에만 쓸 수 있습니다"
            )


def check_root_statements(document: JsonView, identifier: str | None) -> None:
    """Refuse a second node with the document's id.

    It could hold statements about the document, its status for one, where no reader looks.
    """
    for where, name in _names(document):
        if name != "id" or where is document:
            continue
        if where["id"] == identifier:
            raise malformed(
                "an object inside has the document's own id",
                "문서 안의 다른 객체가 문서의 id를 쓰고 있습니다",
            )
        if isinstance(where["id"], str) and where["id"].startswith("_:"):
            raise malformed("an id is a blank node's", "id에 빈 노드(_:)를 쓸 수 없습니다")


def _names(document: JsonView) -> Iterator[tuple[JsonView, str]]:
    """Every object and each of its member names, those of the proof and of contexts aside."""
    pending: list[Any] = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            for name, member in value.items():
                yield value, name
                if name != "@context" and not (value is document and name == "proof"):
                    pending.append(member)
        elif isinstance(value, list):
            pending.extend(value)
