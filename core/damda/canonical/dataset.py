"""An RDF dataset, sorted by what its canonical form still needs.

Terms are N-Quads texts (``<iri>``, ``"literal"``, ``_:label``); the default graph is ``""``. Within a
dataset a text is *narrow*: it holds its UTF-8 bytes, one in each character. Such texts sort in code
point order like the others, and are sorted, joined and hashed in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Self


def narrow(text: str) -> str:
    """``text`` with one character for each byte of its UTF-8 form. Raises UnicodeEncodeError."""
    return text if text.isascii() else text.encode("utf-8").decode("latin-1")


type Quad = tuple[str, str, str, str]
"""Subject, predicate, object and graph."""


class Dataset:
    """Statements, in narrow texts; one may have been added twice.

    ``lines`` are those without a blank node, ready as N-Quads. ``tails`` holds for a blank subject
    what follows it where no other blank node does. ``tangled`` are all the others.
    """

    __slots__ = ("lines", "tails", "tangled")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tails: dict[str, list[str]] = {}
        self.tangled: list[Quad] = []

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Self:
        dataset = cls()
        for quad in quads:
            dataset.add(*quad)
        return dataset

    def writer(self, subject: str) -> tuple[Callable[[str], None], str]:
        """What takes narrow lines about ``subject`` in the default graph, and what they begin with."""
        if subject[0] == "_":
            return self.tails.setdefault(subject, []).append, ""
        return self.lines.append, narrow(subject)

    def add(self, subject: str, predicate: str, object_: str, graph: str) -> None:
        if object_[0] == "_" or graph[:1] == "_":
            self.tangled.append(
                (narrow(subject), narrow(predicate), narrow(object_), narrow(graph))
            )
            return
        tail = f" {predicate} {object_} {graph} .\n" if graph else f" {predicate} {object_} .\n"
        if subject[0] == "_":
            self.tails.setdefault(subject, []).append(narrow(tail))
        else:
            self.lines.append(narrow(subject + tail))
