"""Context definitions inside a document, where a server admits them at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import MalformedInput

_NAMED_WITHIN = 16
"""What the name of a context inside of definitions counts: all of that context is processed."""


def checked_definitions(context: Any) -> int:
    """How many members the context's definitions have, scoped ones included; each costs work.

    Inside of them a context without members counts as one, and one that is named as
    `_NAMED_WITHIN`. ``context`` is the value of ``@context``; names that stand beside the
    definitions in it are not counted.

    Refused are definitions that spell a keyword anew: a reader of the JSON looks for ``id`` and
    ``type``, and would not see what stands under another name for them. Raises MalformedInput.
    """
    count = 0
    beside = context if isinstance(context, list) else [context]
    pending: list[Any] = [definitions for definitions in beside if isinstance(definitions, dict)]
    while pending:
        definitions = pending.pop()
        if isinstance(definitions, list):
            pending.extend(definitions)
        elif isinstance(definitions, dict):
            count += max(len(definitions), 1)
            pending.extend(_scoped(definitions))
        else:
            count += _NAMED_WITHIN if isinstance(definitions, str) else 1
    return count


def _scoped(definitions: dict[str, Any]) -> Iterator[Any]:
    """The contexts inside of definitions."""
    for name, definition in definitions.items():
        if name == "@context":
            yield definition
        elif isinstance(definition, dict):
            _check_meaning(name, definition.get("@id"))
            if "@context" in definition:
                yield definition["@context"]
        else:
            _check_meaning(name, definition)


def _check_meaning(name: str, meaning: Any) -> None:
    if name.startswith("@") or not isinstance(meaning, str) or not meaning.startswith("@"):
        return
    raise MalformedInput(
        f"The document's own context makes {name[:40]} another name for {meaning[:40]}.",
        ko=f"문서 안의 컨텍스트가 {meaning[:40]}에 다른 이름({name[:40]})을 붙였습니다.",
    )
