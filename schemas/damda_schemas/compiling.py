"""Compiles JSON-LD contexts for the expander in core. PyLD does the context processing.

Imported by the build step, by tests, and by servers that admit contexts nobody has compiled;
nothing else needs PyLD.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from damda import strict_json
from damda.canonical.compiled_context import FORMAT, CompiledContext, read_compiled
from damda.canonical.jcs import jcs
from damda.errors import DamdaError, LimitExceeded, MalformedInput
from damda.protocols import ContextLoader, Json
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError, JsonLdProcessor

_CONTAINERS = frozenset({"@set", "@list", "@graph"})
# "@base" is passed over: relative IRIs are refused in documents, so that it has nothing to say.
_REFUSED_IN_CONTEXT = ("@direction", "@import", "@type")
_REFUSED_IN_TERM = ("@nest", "@index", "@direction")

MAX_CONTEXT_BYTES = 65_536
"""Longest context that a document may bring itself."""
MAX_REMEMBERED = 128
"""Contexts of documents that are kept compiled."""


def compile_context(url: str, document: bytes, loader: ContextLoader) -> bytes:
    """The compiled form of the context ``document`` (UTF-8 JSON) at ``url``: the same bytes each
    time. ``loader`` has the contexts that it names.

    Raises MalformedInput, also by the name of a feature that is not supported; UnknownContext.
    """
    parsed = strict_json.loads_object(document)
    if "@context" not in parsed:
        raise MalformedInput(f"The document of {url} has no @context.")
    contexts = _Compilation(loader).of(parsed["@context"])
    compiled = {
        "format": FORMAT,
        "url": url,
        "source": sha256(document).hexdigest(),
        "contexts": contexts,
    }
    return json.dumps(compiled, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class PyLdContextCompiler:
    """A `damda.canonical.compiled_context.ContextCompiler`: the slow path for other contexts.

    A document and each of its proofs have one context: it is compiled once for all of them.
    """

    loader: ContextLoader
    _compiled: dict[bytes, CompiledContext] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def compile(self, context: Any) -> CompiledContext:
        """Raises MalformedInput, UnknownContext, LimitExceeded."""
        if isinstance(context, dict) and context.keys() == {"@context"}:
            # A whole context document where its context should stand: W3C's own test credentials
            # have it, and processors take it so.
            context = context["@context"]
        text = jcs({"@context": context})
        if len(text) > MAX_CONTEXT_BYTES:
            raise LimitExceeded(
                f"A context inside the document is longer than {MAX_CONTEXT_BYTES} bytes.",
                ko="문서 안의 컨텍스트가 너무 깁니다.",
            )
        # Not in the order of JCS: PyLD takes terms in theirs.
        own = json.dumps({"@context": context}).encode()
        known = self._compiled.get(own)
        if known is None:
            known = read_compiled(compile_context("", own, self.loader))
            if len(self._compiled) >= MAX_REMEMBERED:
                self._compiled.clear()
            self._compiled[own] = known
        return known


@dataclass(slots=True)
class _Compilation:
    """Compiles one context document and the scoped contexts in it."""

    loader: ContextLoader
    _contexts: list[Any] = field(default_factory=list)
    _processor: Any = field(default_factory=JsonLdProcessor)

    def of(self, context: Any) -> list[Any]:
        initial = self._processor._get_initial_context({"processingMode": "json-ld-1.1"})
        try:
            self._add(context, initial)
        except RecursionError as error:
            raise LimitExceeded("The context is nested too deeply.") from error
        return self._contexts

    def _add(self, context: Any, active: Any) -> int:
        """Compile ``context`` on top of ``active``; its index."""
        index = len(self._contexts)
        self._contexts.append(None)
        parts = []
        for part in context if isinstance(context, list) else [context]:
            compiled, active = self._part(part, active)
            parts.append(compiled)
        self._contexts[index] = parts
        return index

    def _part(self, part: Any, active: Any) -> tuple[Any, Any]:
        if not isinstance(part, dict | str | None):
            # PyLD takes false for null, and an array in an array.
            raise MalformedInput(
                "A context is neither a URL nor an object.",
                ko="컨텍스트가 주소도 객체도 아닙니다.",
            )
        # A context that names another is resolved where it is used; here for its meanings only.
        after = self._process(part, active)
        if part is None:
            return None, after
        if isinstance(part, str):
            return {"url": part}, after
        return self._definitions(part, active, after), after

    def _definitions(self, part: Json, before: Any, after: Any) -> Json:
        for name in _REFUSED_IN_CONTEXT:
            if part.get(name) is not None:
                raise _unsupported(name)
        if isinstance(vocab := part.get("@vocab"), str) and ":" not in vocab:
            raise _unsupported("A relative @vocab")
        names = [name for name in part if not name.startswith("@")]
        found: Json = {
            "terms": {name: self._term(name, part, after) for name in names},
            "assumes": _assumes(part, before),
        }
        if "@propagate" in part:
            found["propagate"] = part["@propagate"]
        for keyword in ("@vocab", "@language"):
            if keyword in part:
                found[keyword[1:]] = after.get(keyword)
        return found

    def _term(self, name: str, part: Json, after: Any) -> Json | None:
        mapping = after["mappings"].get(name)
        if mapping is None or mapping.get("@id") is None:
            return {"id": None, "protected": True} if (mapping or {}).get("protected") else None
        found: Json = {"id": mapping["@id"]}
        if "@type" in mapping:
            found["type"] = mapping["@type"]
        if container := sorted(mapping.get("@container", [])):
            found["container"] = container
        if "@language" in mapping:
            found["language"] = mapping["@language"]
        if mapping.get("protected"):
            found["protected"] = True
        if mapping.get("_prefix"):
            found["prefix"] = True
        if reason := _unsupported_in(mapping):
            found["unsupported"] = reason
        definition = part[name]
        if isinstance(definition, dict) and "@context" in definition:
            # Not PyLD's copy: it writes null as False.
            scoped = definition["@context"]
            found["context"] = self._add(scoped, after)
            found["context_digest"] = sha256(jcs(scoped)).hexdigest()
        return found

    def _process(self, part: Any, active: Any) -> Any:
        options = {
            "base": "",
            "documentLoader": self._load,
            "contextResolver": ContextResolver({}, self._load),
            "processingMode": "json-ld-1.1",
        }
        try:
            # Whether a protected term may be defined anew depends on where the context is used.
            return self._processor._process_context(
                active, copy.deepcopy(part), options, override_protected=True
            )
        except (JsonLdError, ValueError, TypeError, AttributeError, KeyError) as error:
            if (own := _own_error(error)) is not None:
                raise own from None
            reason = getattr(error, "code", None) or type(error).__name__
            raise MalformedInput(
                f"The context is not valid JSON-LD ({reason}).",
                ko=f"올바른 JSON-LD 컨텍스트가 아닙니다({reason}).",
            ) from error

    def _load(self, url: str, _options: Mapping[str, Any]) -> Json:
        document = copy.deepcopy(dict(self.loader.load(url)))
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": document,
            "tag": "static",
        }


def _assumes(part: Json, before: Any) -> Json:
    """What the names that resolving looked at outside of ``part`` meant there; null if nothing."""
    names: set[str] = set()
    for name, definition in part.items():
        if name.startswith("@"):
            continue
        names.add(name)
        values = [definition]
        if isinstance(definition, dict):
            values = [definition.get("@id", name), definition.get("@type")]
        names.update(value for value in values if isinstance(value, str))
    looked_at = {_looked_up(name) for name in names} - part.keys()
    if isinstance(vocab := part.get("@vocab"), str):
        # It is resolved before the terms beside it.
        looked_at.add(_looked_up(vocab))
    looked_at.discard("")
    mappings = before["mappings"]
    found = {name: (mappings.get(name) or {}).get("@id") for name in sorted(looked_at)}
    if "@vocab" not in part and _needs_vocab(part):
        found["@vocab"] = before.get("@vocab")
    return found


def _looked_up(value: str) -> str:
    """The name that is looked up to resolve ``value``: its prefix, or the whole."""
    if value.startswith("@"):
        return ""
    prefix, colon, suffix = value.partition(":")
    if not colon:
        return value
    return "" if suffix.startswith("//") or prefix == "_" else prefix


def _needs_vocab(part: Json) -> bool:
    """Whether a term or type has no colon and is no term of ``part``: it is the vocabulary's."""
    for name, definition in part.items():
        if name.startswith("@"):
            continue
        own = definition if isinstance(definition, dict) else {"@id": definition}
        for value in (own.get("@id", name), own.get("@type")):
            if not isinstance(value, str) or ":" in value or value.startswith("@"):
                continue
            if value == name or value not in part:
                return True
    return False


def _unsupported_in(mapping: Json) -> str | None:
    if mapping.get("reverse"):
        return "@reverse"
    strange = set(mapping.get("@container", [])) - _CONTAINERS
    if strange:
        return f"@container {sorted(strange)[0]}"
    if mapping.get("@type") == "@json" and {"@list", "@graph"} & set(mapping.get("@container", [])):
        return "@json in a list or graph"
    if mapping["@id"].startswith("@") and mapping["@id"] in _REFUSED_KEYWORDS:
        return str(mapping["@id"])
    return next((name for name in _REFUSED_IN_TERM if mapping.get(name) is not None), None)


_REFUSED_KEYWORDS = frozenset({"@index", "@direction", "@nest", "@included", "@reverse"})


def _unsupported(name: str) -> MalformedInput:
    return MalformedInput(
        f"{name} in a context is not supported.", ko=f"컨텍스트의 {name}은(는) 지원하지 않습니다."
    )


def _own_error(error: BaseException) -> DamdaError | None:
    # PyLD wraps what a loader raises, sometimes twice.
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, DamdaError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None
