"""RDF Dataset Canonicalization, RDFC-1.0, within a bounded amount of work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256, sha384
from operator import eq

from ..errors import LimitExceeded
from ..protocols import RdfcHash
from .dataset import Dataset, Quad

MAX_WORK = 50_000
"""Steps of Hash N-Degree Quads, one for each quad or label that is looked at. Documents need a few
hundred at most, the hardest of the W3C's tests 23,000; a poison graph (RDFC-1.0, 7.1) would need
more than there is time. A presentation may hold a hundred documents with several proofs each."""

_POSITIONS = ((0, "s"), (2, "o"), (3, "g"))
_HASHES = {"sha256": sha256, "sha384": sha384}


def canonical_form(
    dataset: Dataset, *, max_work: int = MAX_WORK, hash_name: RdfcHash = "sha256"
) -> bytes:
    """The canonical N-Quads form, UTF-8: sorted lines in code point order. Raises LimitExceeded.

    ``hash_name`` is the algorithm's parameter (RDFC-1.0, 4.1): it decides the labels' order.
    """
    canonicalization = _Canonicalization(dataset, max_work, hash_name)
    return "".join(labelled_lines(dataset, canonicalization.labels())).encode("latin-1")


def labelled_lines(dataset: Dataset, labels: Mapping[str, str]) -> list[str]:
    """The N-Quads of ``dataset``, narrow and sorted, each once; ``labels`` replace its own."""
    return _in_order(lines_under(labels, dataset))


def lines_under(labels: Mapping[str, str], dataset: Dataset) -> list[str]:
    """The N-Quads of ``dataset`` under ``labels``, narrow, in its own order."""
    lines = list(dataset.lines)
    for node, tails in dataset.tails.items():
        label = labels.get(node, node)
        lines.extend([label + tail for tail in tails])
    for subject, predicate, object_, graph in dataset.tangled:
        subject, object_ = labels.get(subject, subject), labels.get(object_, object_)  # noqa: PLW2901
        place = f" {labels.get(graph, graph)}" if graph else ""
        lines.append(f"{subject} {predicate} {object_}{place} .\n")
    return lines


def canonical_nquads(
    quads: Iterable[Quad], *, max_work: int = MAX_WORK, hash_name: RdfcHash = "sha256"
) -> str:
    """`canonical_form` of the dataset of ``quads``. Raises LimitExceeded."""
    form = canonical_form(Dataset.of(quads), max_work=max_work, hash_name=hash_name)
    return form.decode("utf-8")


def canonical_labels(
    quads: Iterable[Quad], *, max_work: int = MAX_WORK, hash_name: RdfcHash = "sha256"
) -> dict[str, str]:
    """The canonical label (``_:c14n0``..) of each blank node. Raises LimitExceeded."""
    return _Canonicalization(Dataset.of(quads), max_work, hash_name).labels()


def told_apart(
    dataset: Dataset, *, max_work: int = MAX_WORK, hash_name: RdfcHash = "sha256"
) -> tuple[dict[str, str], dict[str, str]]:
    """The canonical label of each blank node, and for those that look alike a name of their class.

    Which of several alike nodes gets which label depends on the order in which they were met, so
    another reader may label them the other way round. Raises LimitExceeded.
    """
    canonicalization = _Canonicalization(dataset, max_work, hash_name)
    return canonicalization.labels(), canonicalization.alike


class _Issuer:
    """Issue Identifier (RDFC-1.0, 4.5): labels in the order in which they are asked for."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = dict(issued) if issued else {}

    def issue(self, node: str) -> str:
        label = self.issued.get(node)
        if label is None:
            label = self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return label

    def copy(self) -> _Issuer:
        return _Issuer(self.prefix, self.issued)


class _Canonicalization:
    """The canonicalization state (RDFC-1.0, 4.3) and the algorithms on it."""

    def __init__(self, dataset: Dataset, max_work: int, hash_name: RdfcHash) -> None:
        self._new_hash = _HASHES[hash_name]
        self._work_left = max_work
        self._canonical = _Issuer("_:c14n")
        self._first_degree: dict[str, str] = {}
        self.alike: dict[str, str] = {}
        """The hash of each node whose label depends on the order of the statements."""
        self._tails = dataset.tails
        self.tangled = set(dataset.tangled)
        self._quads_of: dict[str, list[Quad]] = {node: [] for node in dataset.tails}
        """The tangled statements that name a blank node."""
        mention = self._quads_of.setdefault
        for quad in self.tangled:
            subject, _, object_, graph = quad
            if subject[0] == "_":
                mention(subject, []).append(quad)
            if object_[0] == "_" and object_ != subject:
                mention(object_, []).append(quad)
            if graph[:1] == "_" and graph not in (subject, object_):
                mention(graph, []).append(quad)

    def labels(self) -> dict[str, str]:
        """The canonicalization algorithm (RDFC-1.0, 4.4.3), steps 3 to 5."""
        if len(self._quads_of) == 1:
            # A proof's configuration has one blank node: there is nothing to tell it from.
            return {node: self._canonical.issue(node) for node in self._quads_of}
        alike: dict[str, list[str]] = {}
        for node in self._quads_of:
            alike.setdefault(self._hash_first_degree(node), []).append(node)
        in_order = sorted(alike.items())
        for _, nodes in in_order:
            if len(nodes) == 1:
                self._canonical.issue(nodes[0])
        for _, nodes in in_order:
            if len(nodes) > 1:
                self._issue_alike(nodes)
        return self._canonical.issued

    def _issue_alike(self, nodes: list[str]) -> None:
        results: list[tuple[str, _Issuer]] = []
        for node in nodes:
            if node not in self._canonical.issued:
                issuer = _Issuer("_:b")
                issuer.issue(node)
                results.append(self._hash_n_degree(node, issuer))
        results.sort(key=lambda result: result[0])
        for place, (digest, issuer) in enumerate(results):
            beside = results[max(place - 1, 0) : place] + results[place + 1 : place + 2]
            is_alike = any(digest == other for other, _ in beside)
            for node in issuer.issued:
                if is_alike and node not in self._canonical.issued:
                    self.alike[node] = self._hash_first_degree(node)
                self._canonical.issue(node)

    def _hash_first_degree(self, node: str) -> str:
        """Hash First Degree Quads (RDFC-1.0, 4.6)."""
        known = self._first_degree.get(node)
        if known is None:
            lines = [f"_:a{tail}" for tail in _in_order(list(self._tails.get(node, ())))]
            for subject, predicate, object_, graph in self._quads_of[node]:
                s = subject if subject[0] != "_" else "_:a" if subject == node else "_:z"
                o = object_ if object_[0] != "_" else "_:a" if object_ == node else "_:z"
                if graph:
                    g = graph if graph[0] != "_" else "_:a" if graph == node else "_:z"
                    lines.append(f"{s} {predicate} {o} {g} .\n")
                else:
                    lines.append(f"{s} {predicate} {o} .\n")
            # Two that look alike from here are two statements still.
            lines.sort()
            known = self._first_degree[node] = self._hash("".join(lines))
        return known

    def _hash_related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Hash Related Blank Node (RDFC-1.0, 4.7)."""
        label = self._canonical.issued.get(related) or issuer.issued.get(related)
        predicate = "" if position == "g" else quad[1]
        return self._hash(position + predicate + (label or self._hash_first_degree(related)))

    def _hash_n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (RDFC-1.0, 4.8)."""
        related: dict[str, list[str]] = {}
        for quad in self._quads_of[node]:
            self._spend(1)
            for index, position in _POSITIONS:
                other = quad[index]
                if other.startswith("_:") and other != node:
                    key = self._hash_related(other, quad, issuer, position)
                    related.setdefault(key, []).append(other)
        data = ""
        for key, nodes in sorted(related.items()):
            path, issuer = self._shortest_path(nodes, issuer)
            data += key + path
        return self._hash(data), issuer

    def _shortest_path(self, nodes: list[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        """Step 5.4: the least path over all orders in which the nodes can be labelled."""
        chosen, chosen_issuer = "", issuer
        for order in _distinct_permutations(nodes):
            self._spend(len(order) + len(issuer.issued))

            def worse(path: str, best: str = chosen) -> bool:
                return bool(best) and len(path) >= len(best) and path > best

            found = self._path(order, issuer.copy(), worse)
            if found is not None and (not chosen or found[0] < chosen):
                chosen, chosen_issuer = found
        return chosen, chosen_issuer

    def _path(
        self, order: list[str], issuer: _Issuer, worse: Callable[[str], bool]
    ) -> tuple[str, _Issuer] | None:
        """Steps 5.4.1 to 5.4.5 for one order; None as soon as it can't be the least."""
        path = ""
        recursion: list[str] = []
        for node in order:
            if node in self._canonical.issued:
                path += self._canonical.issued[node]
            else:
                if node not in issuer.issued:
                    recursion.append(node)
                path += issuer.issue(node)
            if worse(path):
                return None
        for node in recursion:
            digest, deeper = self._hash_n_degree(node, issuer)
            path += f"{issuer.issue(node)}<{digest}>"
            issuer = deeper
            if worse(path):
                return None
        return path, issuer

    def _hash(self, text: str) -> str:
        return self._new_hash(text.encode("latin-1")).hexdigest()

    def _spend(self, steps: int) -> None:
        self._work_left -= steps
        if self._work_left < 0:
            raise LimitExceeded(
                "The document's blank nodes are too entangled to canonicalize.",
                ko="문서의 익명 노드가 너무 복잡하게 얽혀 있어 처리할 수 없습니다.",
            )


def _in_order(lines: list[str]) -> list[str]:
    """``lines`` sorted, each once."""
    lines.sort()
    if any(map(eq, lines, lines[1:])):
        return sorted(set(lines))
    return lines


def _distinct_permutations(items: list[str]) -> Iterator[list[str]]:
    """All distinct orders of a multiset, each once, in lexical order."""
    order = sorted(items)
    while True:
        yield list(order)
        pivot = len(order) - 2
        while pivot >= 0 and order[pivot] >= order[pivot + 1]:
            pivot -= 1
        if pivot < 0:
            return
        successor = len(order) - 1
        while order[successor] <= order[pivot]:
            successor -= 1
        order[pivot], order[successor] = order[successor], order[pivot]
        order[pivot + 1 :] = reversed(order[pivot + 1 :])
