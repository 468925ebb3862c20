"""Parts of a document by JSON Pointer (RFC 6901; Data Integrity ECDSA 1.0, 3.4.10 to 3.4.13).

What leads to a selected value comes along: of each object on the way its id, type and context.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from ..errors import LimitExceeded, MalformedInput
from ..protocols import Json

MAX_POINTERS = 1_000
MAX_LENGTH = 2_000
"""Most pointers in a selection, and most characters in one."""

_TOKENS = re.compile(r"(?:/(?:[^~/\ud800-\udfff]|~[01])*)+")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_ALONG = ("@context", "@id", "@type", "id", "type")

type _Tree = dict[str, _Tree] | None
"""The selected members by token; None where all is selected."""


def pointer_tokens(pointer: object) -> tuple[str, ...]:
    """The tokens of a JSON Pointer, unescaped. Raises MalformedInput, LimitExceeded.

    The pointer to the whole document (an empty text) is refused, as other implementations of the
    cryptosuites can't read it.
    """
    if not isinstance(pointer, str) or not _TOKENS.fullmatch(pointer):
        raise MalformedInput(
            f"No JSON Pointer to a part of the document: {str(pointer)[:100]!r}. "
            "Write one such as /credentialSubject/name.",
            ko="JSON Pointer가 올바르지 않습니다. /credentialSubject/name처럼 쓰세요: "
            f"{str(pointer)[:100]!r}",
        )
    if len(pointer) > MAX_LENGTH:
        raise LimitExceeded("A JSON Pointer is too long.", ko="JSON Pointer가 너무 깁니다.")
    tokens = pointer[1:].split("/")
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in tokens)


def selected(document: Json, pointers: Collection[str]) -> tuple[Json, dict[int, Any]]:
    """The part of ``document`` that ``pointers`` select, and where it was taken from.

    Whole values are the document's own objects. For each new object or list the second result
    holds, by its `id`, the one of the document that it is a part of. Members keep their order,
    and elements close the gaps between them.

    Raises MalformedInput for a pointer that leads nowhere, and LimitExceeded.
    """
    if len(pointers) > MAX_POINTERS:
        raise LimitExceeded(
            f"More than {MAX_POINTERS} JSON Pointers.",
            ko=f"JSON Pointer는 {MAX_POINTERS}개까지 쓸 수 있습니다.",
        )
    tree: dict[str, _Tree] = {}
    for pointer in pointers:
        tokens = pointer_tokens(pointer)
        _check_leads_somewhere(document, tokens, pointer)
        _grow(tree, tokens)
    origins: dict[int, Any] = {}
    return _part(document, tree, origins), origins


def _check_leads_somewhere(document: Json, tokens: tuple[str, ...], pointer: str) -> None:
    value: Any = document
    for token in tokens:
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and _INDEX.fullmatch(token) and int(token) < len(value):
            value = value[int(token)]
        else:
            raise MalformedInput(
                f"The JSON Pointer leads nowhere in the document: {pointer[:200]}",
                ko=f"문서에 없는 곳을 가리키는 JSON Pointer입니다: {pointer[:200]}",
            )


def _grow(tree: dict[str, _Tree], tokens: tuple[str, ...]) -> None:
    for token in tokens[:-1]:
        below = tree.setdefault(token, {})
        if below is None:
            return
        tree = below
    tree[tokens[-1]] = None


def _part(source: Any, tree: _Tree, origins: dict[int, Any]) -> Any:
    if tree is None:
        return source
    part: Any
    if isinstance(source, list):
        places = sorted(map(int, tree))
        part = [_part(source[place], tree[str(place)], origins) for place in places]
    else:
        part = {
            name: value if name in _ALONG else _part(value, tree[name], origins)
            for name, value in source.items()
            if name in tree or name in _ALONG
        }
    origins[id(part)] = source
    return part
