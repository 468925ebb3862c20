"""The statements of a document under new labels, grouped by JSON Pointers.

Data Integrity ECDSA 1.0, 3.4.16 (canonicalizeAndGroup). There, blank nodes are told by URNs that are
written into the document. Here they are told by the object they stand for: a part of a document
is walked like a document, and its objects are those of the whole that they were taken from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ..errors import LimitExceeded, MalformedInput
from ..protocols import Json, JsonView, NewLabels, RdfcHash, Revealed
from .dataset import Dataset
from .json_pointers import selected
from .node_terms import Places
from .rdfc import labelled_lines, lines_under, told_apart

type Stated = Callable[[Any, Places | None], Dataset]
"""What a document states, under labels that places give."""


class Origins:
    """`damda.canonical.node_terms.Places` of one document and of parts of it."""

    def __init__(self) -> None:
        self._labels: dict[tuple[int | str, int], str] = {}
        self.parts: Mapping[int, Any] = {}
        """What the objects of the part that is walked were taken from, by their `id`."""

    def label(self, of: object, part: int) -> str:
        key = of if isinstance(of, str) else id(self.parts.get(id(of), of))
        return self._labels.setdefault((key, part), f"_:n{len(self._labels)}")


class LabelledDocument:
    """A `damda.protocols.LabelledDocument`. ``document`` is copied.

    Raises MalformedInput, UnknownContext, LimitExceeded.
    """

    def __init__(
        self,
        document: JsonView,
        new_labels: NewLabels,
        stated: Stated,
        *,
        max_work: int,
        hash_name: RdfcHash,
    ) -> None:
        self._document: Json = _copy(document)
        self._stated = stated
        self._max_work = max_work
        self._hash_name = hash_name
        self._origins = Origins()
        dataset = stated(self._document, self._origins)
        canonical, alike = told_apart(dataset, max_work=max_work, hash_name=hash_name)
        self._labels = relabelled(canonical, new_labels)
        self._dataset, self._classes = dataset, alike
        self._lines = labelled_lines(dataset, self._labels)
        self.statements = tuple(line.encode("latin-1") for line in self._lines)

    def alike(self) -> list[set[int]]:
        if not self._classes:
            return []
        classes = {node: f"_:alike-{name}" for node, name in self._classes.items()}
        masked = lines_under({**self._labels, **classes}, self._dataset)
        places = {line: place for place, line in enumerate(self._lines)}
        groups: dict[str, set[int]] = {}
        for mask, line in zip(masked, lines_under(self._labels, self._dataset), strict=True):
            groups.setdefault(mask, set()).add(places[line])
        return [group for group in groups.values() if len(group) > 1]

    def matching(self, pointers: Collection[str]) -> tuple[int, ...]:
        return self._part(pointers)[1] if pointers else ()

    def reveal(self, pointers: Collection[str]) -> Revealed:
        document, indexes, dataset = self._part(pointers)
        canonical, _ = told_apart(dataset, max_work=self._max_work, hash_name=self._hash_name)
        labels = {label[2:]: self._labels[node][2:] for node, label in canonical.items()}
        return Revealed(_copy(document), indexes, labels)

    def _part(self, pointers: Collection[str]) -> tuple[Json, tuple[int, ...], Dataset]:
        part, self._origins.parts = selected(self._document, pointers)
        try:
            dataset = self._stated(part, self._origins)
        except LimitExceeded:
            raise
        except MalformedInput as error:
            raise MalformedInput(
                f"What the JSON Pointers select can't stand by itself: {error.en}",
                ko=f"JSON Pointer가 선택한 부분만으로는 문서가 되지 않습니다: {error.ko}",
            ) from error
        lines = set(labelled_lines(dataset, self._labels))
        indexes = tuple(place for place, line in enumerate(self._lines) if line in lines)
        if len(indexes) != len(lines):
            raise MalformedInput(
                "The JSON Pointers select a part of an ordered list or of a JSON value, which are "
                "signed as a whole. Point to the whole list or value.",
                ko="순서가 있는 목록이나 JSON 값은 전체로만 선택할 수 있습니다. "
                "JSON Pointer가 목록이나 값 전체를 가리키게 하세요.",
            )
        return part, indexes, dataset


def relabelled(canonical: Mapping[str, str], new_labels: NewLabels) -> dict[str, str]:
    """The new label of each blank node; ``canonical`` gives its canonical one, ``_:c14n0``.."""
    new = new_labels([label[2:] for label in canonical.values()])
    return {node: f"_:{new[label[2:]]}" for node, label in canonical.items()}


def _copy(value: Any) -> Any:
    """``value`` with an object of its own in each place, so that `id` tells the places apart."""
    if isinstance(value, dict):
        return {name: _copy(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_copy(element) for element in value]
    return value
