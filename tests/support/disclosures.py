"""What the tests of selective disclosure share: pointers into a document, and what they show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def pointers(value: Any, at: str = "") -> Iterator[str]:
    """A JSON Pointer to each member and element of ``value``, but not into its contexts."""
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for name, member in members:
        token = str(name).replace("~", "~0").replace("/", "~1")
        if name == "@context":
            continue
        yield f"{at}/{token}"
        if isinstance(member, dict | list):
            yield from pointers(member, f"{at}/{token}")


def statement_count(node: Any) -> int:
    """How many statements an object makes whose arrays are sets and whose texts are values.

    One for each type and each value, and one that leads to each object within. Counted from the
    JSON, without what is tested.
    """
    count = 0
    for name, value in node.items():
        if name in ("@context", "id", "proof"):
            continue
        for each in value if isinstance(value, list) else [value]:
            count += 1
            if isinstance(each, dict) and "@value" not in each:
                count += statement_count(each)
    return count


def unsecured(document: Any) -> Any:
    return {name: value for name, value in document.items() if name != "proof"}
