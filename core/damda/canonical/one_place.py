"""That a credential, a presentation and a status entry are described in one place only.

Two objects with one id say things of one node. What the second says of a credential (its status,
its end) is as well signed, but no reader of the JSON looks there.
"""

from __future__ import annotations

from typing import Any

from . import refusals

type Place = tuple[str, str]
"""The graph and the node, as RDF terms."""


class Descriptions:
    """Which nodes a document describes, and which of them must be described once."""

    __slots__ = ("_first", "_guarded", "_twice")

    def __init__(self) -> None:
        self._first: dict[Place, dict[str, Any]] = {}
        self._twice: set[Place] = set()
        self._guarded: set[Place] = set()

    def add(self, place: Place, node: dict[str, Any]) -> None:
        """An object with an id and more describes the node at ``place``."""
        first = self._first.setdefault(place, node)
        # An exact copy takes nothing away from the first.
        if first is not node and not (first == node and repr(first) == repr(node)):
            self._twice.add(place)

    def guard(self, place: Place) -> None:
        """The node at ``place`` is one that readers look for where it stands."""
        self._guarded.add(place)

    def check(self) -> None:
        """Raises MalformedInput if a guarded node has two differing descriptions."""
        if not self._twice.isdisjoint(self._guarded):
            raise refusals.malformed(
                "A credential or its status is described in a second place, where no reader looks.",
                "증명서나 그 상태가 문서의 다른 곳에 또 적혀 있습니다.",
            )
