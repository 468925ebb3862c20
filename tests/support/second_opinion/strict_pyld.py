"""JSON-LD to canonical N-Quads: checked, expanded by PyLD, stated in RDF, canonicalized."""

from __future__ import annotations

from damda.canonical.document_check import check_document
from damda.canonical.rdfc import MAX_WORK, canonical_nquads
from damda.errors import MalformedInput
from damda.protocols import ContextLoader, JsonView, RdfcHash

from .expansion import StrictExpander
from .to_rdf import quads_of


class PyLdCanonicalizer:
    """A `damda.protocols.Canonicalizer` with PyLD's expansion. Safe to share between threads.

    Processed contexts are kept: make one per set of contexts, not one per document.
    """

    def __init__(self, loader: ContextLoader, *, max_work: int = MAX_WORK) -> None:
        self._expander = StrictExpander(loader)
        self._max_work = max_work

    def nquads(self, document: JsonView, *, hash_name: RdfcHash = "sha256") -> bytes:
        """RDFC-1.0 of ``document``, whose contexts are URLs that the loader knows.

        Raises MalformedInput, UnknownContext, LimitExceeded.
        """
        check_document(document)
        quads = quads_of(self._expander.expand(document))
        if not quads:
            raise MalformedInput("The document says nothing.", ko="내용이 없는 문서입니다.")
        try:
            return canonical_nquads(quads, max_work=self._max_work, hash_name=hash_name).encode(
                "utf-8"
            )
        except UnicodeEncodeError as error:
            raise MalformedInput(
                "The document holds half a character (a lone surrogate).",
                ko="문서에 깨진 문자가 있습니다.",
            ) from error
        except RecursionError as error:
            raise MalformedInput(
                "The document is nested too deeply.", ko="문서가 너무 깊게 중첩되어 있습니다."
            ) from error
