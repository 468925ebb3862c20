"""The canonicalizer of signed JSON-LD: compiled contexts, one strict walk, RDFC-1.0."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import LimitExceeded, MalformedInput
from ..protocols import JsonView, RdfcHash
from .compiled_context import CompiledContext, ContextCompiler
from .context_set import ContextSet
from .rdfc import MAX_WORK, canonical_form
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
        try:
            dataset = statements(document, self._contexts)
            return canonical_form(dataset, max_work=self._max_work, hash_name=hash_name)
        except UnicodeEncodeError as error:
            raise MalformedInput(
                "The document holds half a character (a lone surrogate).",
                ko="문서에 깨진 문자가 있습니다.",
            ) from error
        except RecursionError as error:
            raise LimitExceeded(
                "The document is nested too deeply.", ko="문서가 너무 깊게 중첩되어 있습니다."
            ) from error
