"""JSON Schema of a document, derived from the document with its variable places marked.

The same code that writes a credential writes the marked one, so the two can't drift apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from damda.protocols import Json


@dataclass(frozen=True, slots=True)
class Leaf:
    """A variable place: the schema of what may stand there, and whether something must."""

    schema: Json
    required: bool = True


def schema_of(node: Any) -> Json:
    """Objects are closed; a list of objects may hold each of its forms; all else is constant."""
    if isinstance(node, Leaf):
        return node.schema
    if isinstance(node, dict):
        return _object(node)
    if isinstance(node, list) and any(isinstance(item, dict) for item in node):
        return {
            "type": "array",
            "items": {"anyOf": [schema_of(item) for item in node]},
            "minItems": sum(_required(item) for item in node),
            "maxItems": len(node),
        }
    return {"const": node}


def _object(node: Json) -> Json:
    whole = not _required(node)
    return {
        "type": "object",
        "properties": {key: schema_of(value) for key, value in node.items()},
        "required": [key for key, value in node.items() if whole or _required(value)],
        "additionalProperties": False,
    }


def _required(node: Any) -> bool:
    """A branch may be missing if all that varies in it may be missing."""
    leaves = list(_leaves(node))
    return not leaves or any(leaf.required for leaf in leaves)


def _leaves(node: Any) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value)
