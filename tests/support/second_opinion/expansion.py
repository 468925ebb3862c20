"""JSON-LD 1.1 expansion with PyLD, without its silent drops.

PyLD drops what it can't expand and resolves relative IRIs against a made-up base. Here both are
errors (JSON-LD calls this safe mode). Keywords that say nothing in RDF, or that only say in a
second way what a plain member says, are refused: ``@index``, ``@direction``, ``@nest``, ``@set``,
``@included``, ``@reverse``.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from threading import Lock
from typing import Any

from damda.errors import DamdaError, LimitExceeded, MalformedInput
from damda.protocols import ContextLoader, JsonView
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdProcessor
from pyld.resolved_context import ResolvedContext

RELATIVE_BASE = "relative-iri.invalid://x/"
"""Relative IRIs are resolved against this; no expanded IRI may begin with its scheme."""

_REFUSED_KEYWORDS = frozenset({"@index", "@direction", "@nest", "@set", "@included", "@reverse"})


_MAX_PROCESSED = 1_000
"""Contexts on top of contexts that are remembered; documents of one kind need a few dozen."""


class StrictExpander:
    """Expands documents with the contexts of one loader. Safe to share between threads."""

    def __init__(self, loader: ContextLoader) -> None:
        self._processor = _StrictProcessor()
        self._loader = loader
        self._resolver = _CachingResolver({}, self._load)
        # PyLD's caches of processed contexts are not made for threads.
        self._lock = Lock()

    def expand(self, document: JsonView) -> list[Any]:
        """The expanded form of a document that `check_document` let pass.

        Raises MalformedInput, UnknownContext, LimitExceeded.
        """
        options = {
            "base": RELATIVE_BASE,
            "contextResolver": self._resolver,
            "documentLoader": self._load,
            "keepFreeFloatingNodes": True,
        }
        try:
            with self._lock:
                expanded: list[Any] = self._processor.expand(document, options)
        except RecursionError as error:
            raise LimitExceeded(
                "The document is nested too deeply.", ko="문서가 너무 깊게 중첩되어 있습니다."
            ) from error
        except Exception as error:
            if (own := _wrapped(error)) is not None:
                raise own from None
            raise MalformedInput(
                "The document is not valid JSON-LD.", ko="올바른 JSON-LD 문서가 아닙니다."
            ) from error
        return expanded

    def _load(self, url: str, _options: Mapping[str, Any]) -> dict[str, Any]:
        # A copy, for PyLD rewrites context documents in place; once, as "static" is cached.
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": copy.deepcopy(dict(self._loader.load(url))),
            "tag": "static",
        }


class _StrictProcessor(JsonLdProcessor):
    """PyLD's processor; what it would drop without a word is an error.

    It also remembers what became of a context on top of another: PyLD forgets that for
    type-scoped contexts, which is most of its time. Contexts are told apart by identity, which
    is safe as both are kept; those in a document are URLs (`check_document`).
    """

    def __init__(self) -> None:
        super().__init__(on_property_dropped=_refuse_term)
        self._processed: dict[tuple[Any, ...], tuple[Any, Any, Any]] = {}

    def _process_context(
        self, active_ctx: Any, local_ctx: Any, options: Any, *rest: Any, **named: Any
    ) -> Any:
        if rest or "cycles" in named:
            return super()._process_context(active_ctx, local_ctx, options, *rest, **named)
        local = tuple(local_ctx) if isinstance(local_ctx, list) else local_ctx
        name = local if _is_urls(local) else id(local_ctx)
        key = (id(active_ctx), name, tuple(sorted(named.items())))
        if key not in self._processed:
            processed = super()._process_context(active_ctx, local_ctx, options, **named)
            if len(self._processed) >= _MAX_PROCESSED:
                self._processed.clear()
            self._processed[key] = (processed, active_ctx, local_ctx)
        return self._processed[key][0]

    def _expand(
        self, active_ctx: Any, active_property: Any, element: Any, *rest: Any, **named: Any
    ) -> Any:
        expanded = super()._expand(active_ctx, active_property, element, *rest, **named)
        if expanded is None and element is not None:
            raise _meaningless("A value")
        return expanded

    def _expand_object(
        self,
        active_ctx: Any,
        active_property: Any,
        expanded_active_property: Any,
        element: Any,
        *rest: Any,
        **named: Any,
    ) -> None:
        seen: set[str] = set()
        for name in element:
            iri = self._expand_iri(active_ctx, name, vocab=True)
            if iri in _REFUSED_KEYWORDS:
                raise MalformedInput(
                    f"{iri} is not supported in signed documents.",
                    ko=f"서명 문서에는 {iri}을(를) 쓸 수 없습니다.",
                )
            if iri in seen:
                raise MalformedInput(
                    f"Two members of one object mean the same: {name[:100]} is one of them.",
                    ko=f"같은 뜻의 항목이 두 번 있습니다: {name[:100]}",
                )
            seen.add(iri)
        super()._expand_object(
            active_ctx, active_property, expanded_active_property, element, *rest, **named
        )


class _CachingResolver(ContextResolver):
    """PyLD's resolver, kept for all documents, that knows a scoped context by its identity.

    PyLD canonicalizes the JSON of each scoped context each time it meets one. Those objects live
    in the loaded contexts, which stay as they are, so that identity is enough. The documents
    themselves hold no context objects (`check_document`).
    """

    def __init__(self, shared_cache: dict[str, Any], document_loader: Any) -> None:
        super().__init__(shared_cache, document_loader)
        self._by_identity: dict[int, tuple[Any, ResolvedContext]] = {}

    def resolve(self, active_ctx: Any, context: Any, base: Any, cycles: Any = None) -> Any:
        if not isinstance(context, Mapping) or "@context" in context:
            return super().resolve(active_ctx, context, base, cycles)
        known = self._by_identity.get(id(context))
        if known is None or known[0] is not context:
            (resolved,) = super().resolve(active_ctx, context, base, cycles)
            # The context itself is kept too: its identity must not pass to another object.
            known = self._by_identity[id(context)] = (context, resolved)
        return [known[1]]


def _is_urls(local: Any) -> bool:
    return isinstance(local, str) or (
        isinstance(local, tuple) and all(isinstance(url, str) for url in local)
    )


def _refuse_term(_expanded: str | None) -> None:
    raise _meaningless("A member")


def _meaningless(what: str) -> MalformedInput:
    return MalformedInput(
        f"{what} of the document is not defined by its contexts and would not be signed.",
        ko="컨텍스트에 정의되지 않아 서명되지 않는 내용이 문서에 있습니다.",
    )


def _wrapped(error: BaseException) -> DamdaError | None:
    # PyLD wraps what a loader raises, sometimes twice.
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, DamdaError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None
