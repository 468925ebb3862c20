"""Context definitions inside a document, where a server admits them at all."""

from __future__ import annotations

from typing import Any

from ..errors import MalformedInput

_NAMED_WITHIN = 16
"""What the name of a context inside of definitions counts: all of that context is processed."""


def checked_definitions(context: Any) -> int:
    """How many members the context's definitions have, scoped ones included; each costs work.

    A context that is named inside of them counts as `_NAMED_WITHIN` members.

    Refused are definitions that spell a keyword anew: a reader of the JSON looks for ``id`` and
    ``type``, and would not see what stands under another name for them. Anything else is let be,
    the names beside the definitions too. Raises MalformedInput.
    """
    count = 0
    pending: list[Any] = [context]
    while pending:
        definitions = pending.pop()
        if isinstance(definitions, list):
            pending.extend(definitions)
            continue
        if not isinstance(definitions, dict):
            continue
        count += len(definitions)
        for name, definition in definitions.items():
            if name == "@context":
                pending.append(definition)
            elif isinstance(definition, dict):
                _check_meaning(name, definition.get("@id"))
                pending.append(definition.get("@context"))
            else:
                _check_meaning(name, definition)
    return count


def _check_meaning(name: str, meaning: Any) -> None:
    if name.startswith("@") or not isinstance(meaning, str) or not meaning.startswith("@"):
        return
    raise MalformedInput(
        f"The document's own context makes {name[:40]} another name for {meaning[:40]}.",
        ko=f"문서 안의 컨텍스트가 {meaning[:40]}에 다른 이름({name[:40]})을 붙였습니다.",
    )
