"""Members that credentials and presentations have in common, read strictly (VCDM 2.0, 4)."""

from __future__ import annotations

import re

from .errors import MalformedInput
from .protocols import Json, JsonView

# RFC 3986, 4.3, as far as it keeps texts apart that are no URL at all.
_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
# A blank node's label (_:b0) is no name: RDF forgets it.
_NAME = re.compile(r"(?!_:)[^\s@:][^\s]*")


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
