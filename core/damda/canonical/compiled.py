"""The canonicalizer of signed JSON-LD: compiled contexts, one strict walk, RDFC-1.0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..errors import LimitExceeded, MalformedInput
from ..protocols import JsonView, NewLabels, RdfcHash
from .compiled_context import CompiledContext, ContextCompiler
from .context_set import ContextSet
from .dataset import Dataset
from .labelled import LabelledDocument, relabelled
from .node_terms import Places
from .rdfc import MAX_WORK, canonical_form, labelled_lines, told_apart
from .statements import statements


class CompiledCanonicalizer:
    """A `damda.protocols.Canonicalizer`. Safe to share between threads.

    Contexts that were processed are kept: make one per set of contexts, not one per document.
    """

    def __init__(
        self,
        contexts: Mapping[str, CompiledContext],
        *,
        compiler: ContextCompiler | None = None,
        max_work: int = MAX_WORK,
    ) -> None:
        """``contexts`` by URL. ``compiler`` admits others, those inside documents too: for servers
        that choose so; without it they are refused."""
        self._contexts = ContextSet(contexts, compiler)
        self._max_work = max_work

    def nquads(self, document: JsonView, *, hash_name: RdfcHash = "sha256") -> bytes:
        """RDFC-1.0 of ``document``. Raises MalformedInput, UnknownContext, LimitExceeded."""
        with _bounded():
            dataset = statements(document, self._contexts)
            return canonical_form(dataset, max_work=self._max_work, hash_name=hash_name)

    def statements(
        self, document: JsonView, new_labels: NewLabels, *, hash_name: RdfcHash = "sha256"
    ) -> list[bytes]:
        """The statements under new labels. Raises like `nquads`, and what ``new_labels`` raises."""
        with _bounded():
            dataset = statements(document, self._contexts)
            canonical, _ = told_apart(dataset, max_work=self._max_work, hash_name=hash_name)
            lines = labelled_lines(dataset, relabelled(canonical, new_labels))
            return [line.encode("latin-1") for line in lines]

    def labelled(
        self, document: JsonView, new_labels: NewLabels, *, hash_name: RdfcHash = "sha256"
    ) -> LabelledDocument:
        """The same, for whoever needs parts of them too. Raises like `statements`."""
        with _bounded():
            return LabelledDocument(
                document, new_labels, self._stated, max_work=self._max_work, hash_name=hash_name
            )

    def _stated(self, document: Any, places: Places | None) -> Dataset:
        return statements(document, self._contexts, places)


@contextmanager
def _bounded() -> Iterator[None]:
    """What Python raises for a text or a depth that it can't handle becomes our own error."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise MalformedInput(
            "The document holds half a character (a lone surrogate).",
            ko="문서에 깨진 문자가 있습니다.",
        ) from error
    except RecursionError as error:
        raise LimitExceeded(
            "The document is nested too deeply.", ko="문서가 너무 깊게 중첩되어 있습니다."
        ) from error
