"""Documents of the suites bring their contexts with them; ours only name them. So each context is
compiled under a URL of its own first.

The contexts of one ``@context`` are compiled together, as they lean on each other. One further
inside may lean on the outer ones too: then (``leaning``) these are compiled before it once more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from damda import strict_json
from damda.canonical.compiled_context import CompiledContext, read_compiled
from damda.errors import UnknownContext
from damda_schemas.compiling import compile_context

from .suites import BASE, Entry


class NamedContexts:
    """A document of the suite with its contexts named, and what stands under the names."""

    def __init__(self, folder: Path, entry: Entry, *, leaning: bool = False) -> None:
        self._folder = folder
        self._base = entry.options.get("base", entry.input_url)
        self._leaning = leaning
        self._documents: dict[str, Any] = {}
        self._mentioned: list[str] = []
        self._outermost = self._expand_context(entry)
        self.document = self._named(_as_object(entry.document()), ())
        if self._outermost and "@context" not in self.document:
            self.document = {"@context": self._name([], ()), **self.document}

    def compiled(self) -> Mapping[str, CompiledContext]:
        """Raises MalformedInput for a context that is not valid or not supported."""
        found: dict[str, CompiledContext] = {}
        pending = [*self._documents, *self._mentioned]
        while pending:
            url = pending.pop()
            if url not in found and self._has(url):
                text = json.dumps(self.load(url)).encode()
                found[url] = read_compiled(compile_context(url, text, self))
                pending += [
                    part.url
                    for parts in found[url].contexts
                    for part in parts
                    if hasattr(part, "url")
                ]
        return found

    def load(self, url: str) -> Any:
        """A `damda.protocols.ContextLoader` of the document's contexts and the suite's files."""
        if url not in self._documents:
            path = self._folder / url.removeprefix(BASE)
            if not url.startswith(BASE) or not path.is_file():
                raise UnknownContext(f"The suite has no context {url}.", ko="없는 컨텍스트입니다.")
            context = strict_json.loads_object(path.read_bytes())
            if "@context" in context:
                context = {"@context": self._absolute(context["@context"], url)}
            self._documents[url] = context
        return self._documents[url]

    def _has(self, url: str) -> bool:
        try:
            self.load(url)
        except UnknownContext:
            return False
        return True

    def _named(self, value: Any, outer: tuple[Any, ...]) -> Any:
        if isinstance(value, list):
            return [self._named(item, outer) for item in value]
        if not isinstance(value, dict):
            return value
        if "@context" not in value:
            return {name: self._named(member, outer) for name, member in value.items()}
        own = value["@context"]
        inner = (*outer, *(own if isinstance(own, list) else [own]))
        return {
            name: self._name(own, outer) if name == "@context" else self._named(member, inner)
            for name, member in value.items()
        }

    def _name(self, own: Any, outer: tuple[Any, ...]) -> str:
        if isinstance(own, str) and not (self._leaning or self._outermost):
            self._mentioned.append(urljoin(self._base, own))
            return self._mentioned[-1]
        parts = own if isinstance(own, list) else [own]
        # "@propagate" is for the first of several contexts only: such a one stays alone.
        leans = self._leaning and not any(isinstance(p, dict) and "@propagate" in p for p in parts)
        before = list(outer) if leans else []
        if not outer or leans:
            before = self._outermost + before
        context = self._absolute([*before, *parts] if before else own, self._base)
        name = f"urn:test:c{len(self._documents)}"
        self._documents[name] = {"@context": context}
        return name

    def _absolute(self, context: Any, base: str) -> Any:
        """``context`` with the URLs of other contexts made absolute, in scoped ones too."""
        if isinstance(context, str):
            return urljoin(base, context)
        if isinstance(context, list):
            return [self._absolute(part, base) for part in context]
        if not isinstance(context, dict):
            return context
        return {name: self._absolute_in(name, value, base) for name, value in context.items()}

    def _absolute_in(self, name: str, definition: Any, base: str) -> Any:
        if name == "@import" and isinstance(definition, str):
            return urljoin(base, definition)
        if not isinstance(definition, dict) or "@context" not in definition:
            return definition
        return {**definition, "@context": self._absolute(definition["@context"], base)}

    def _expand_context(self, entry: Entry) -> list[Any]:
        path = entry.options.get("expandContext")
        if path is None:
            return []
        context = strict_json.loads_object((self._folder / path).read_bytes())["@context"]
        return list(context) if isinstance(context, list) else [context]


def _as_object(document: Any) -> Any:
    """A document that is an array of objects is the default graph's."""
    return {"@graph": document} if isinstance(document, list) and document else document
