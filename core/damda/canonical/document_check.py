"""What a document must look like before anything is made of it, in one walk over its JSON.

Refused, as it would be read in one way and signed in another: null, context definitions inside
the document, values that are no JSON; in a credential also keywords spelled beside their aliases,
contexts below the top (but of whole credentials inside), and a second node with the credential's id. Bounded: depth, number of
values, number of context names.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

from ..errors import LimitExceeded, MalformedInput
from ..protocols import JsonView
from .embedded_credentials import embedded_credentials
from .inline_contexts import checked_definitions

MAX_DEPTH = 64
MAX_VALUES = 20_000
MAX_CONTEXTS = 256
"""Names and, inside the document, definitions. Each credential in a presentation names a handful;
each costs context processing."""

_WRITTEN_OUT = frozenset({"@context", "@value", "@language", "@direction"})
"""Keywords that a credential may have; ``@value`` and its like in names (VCDM 2.0, 11.1)."""


def check_document(document: JsonView, *, inline_contexts: bool = False) -> None:
    """Raises MalformedInput or LimitExceeded if ``document`` is not fit for expansion.

    ``inline_contexts``: definitions inside the document are left to the canonicalizer, which
    refuses them unless it was told otherwise; they may not spell keywords anew.
    """
    _checked_top(document)
    _Walk(inline_contexts).over([document])


def check_credential_document(document: JsonView, *, inline_contexts: bool = False) -> None:
    """`check_document`, and what a reader of the JSON must be able to rely on in a credential.

    That reader looks at ``id``, ``type`` and the top's members: ``@id`` or ``@graph``, and a
    second node with the credential's id, would say things to the signature that the reader never
    sees. Members of the top's ``proof`` are let be.
    """
    _checked_top(document)
    walk = _Walk(inline_contexts)
    walk.over([{n: v for n, v in document.items() if n != "proof"}], top_id=document.get("id"))
    if "proof" in document:
        walk.over([[document["proof"]]], depth=0)


def _checked_top(document: object) -> None:
    if type(document) is not dict:
        raise MalformedInput("A JSON-LD object is needed.", ko="JSON-LD 객체가 필요합니다.")
    if "@context" not in document:
        raise MalformedInput("The document has no @context.", ko="문서에 @context가 없습니다.")


_NO_TOP = object()


class _Walk:
    """Level by level through containers; scalars are looked at where they stand."""

    def __init__(self, inline_contexts: bool) -> None:
        self._inline_contexts = inline_contexts
        self._values = 0
        self._contexts = 0
        self._top: object = None
        self._embedded: frozenset[int] | None = None

    def over(self, level: list[Any], *, depth: int = 1, top_id: object = _NO_TOP) -> None:
        """``top_id`` asks for what is said of credentials, None for one without an id."""
        spelled = top_id is not _NO_TOP
        top = self._top = level[0]
        while level:
            inner: list[Any] = []
            for container in level:
                self._values += len(container)
                members = container
                if type(container) is dict:
                    members = container.values()
                    if "@context" in container:
                        members = [v for name, v in container.items() if name != "@context"]
                    is_top = container is top
                    for name in container:
                        if type(name) is not str or name[:1] == "@":
                            self._check_name(container, name, spelled, is_top)
                    if spelled and "id" in container and not is_top:
                        _check_id(container["id"], top_id)
                for value in members:
                    kind = type(value)
                    if kind is dict or kind is list:
                        inner.append(value)
                    elif kind is not str:
                        _check_scalar(value)
            if depth > MAX_DEPTH or self._values > MAX_VALUES or self._contexts > MAX_CONTEXTS:
                raise _too_much()
            level, depth = inner, depth + 1

    def _is_embedded(self, container: dict[Any, Any]) -> bool:
        if self._embedded is None:
            # Looked for once a context below the top is met; most documents have none.
            self._embedded = embedded_credentials(self._top)
        return id(container) in self._embedded

    def _check_name(
        self, container: dict[Any, Any], name: object, spelled: bool, is_top: bool
    ) -> None:
        if type(name) is not str:
            raise MalformedInput(
                "A member's name is no string.", ko="항목 이름이 문자열이 아닙니다."
            )
        if name == "@context":
            if spelled and not is_top and not self._is_embedded(container):
                raise _malformed(
                    "@context stands below the top", "@context는 문서의 맨 위에만 쓸 수 있습니다"
                )
            self._contexts += _context_names(container[name], self._inline_contexts)
        elif spelled and name not in _WRITTEN_OUT:
            raise _malformed(
                f"{name[:40]} is a keyword that may not be written out",
                f"{name[:40]}은(는) 쓸 수 없는 키워드입니다",
            )


def _check_scalar(value: object) -> None:
    """Refuse what is no JSON or null."""
    kind = type(value)
    if kind is int or kind is bool:
        return
    if value is None:
        raise MalformedInput(
            "null has no meaning in a signed document: leave the member out.",
            ko="서명 문서에는 null을 쓸 수 없습니다. 항목을 빼 주세요.",
        )
    if kind is not float or not isfinite(value):  # type: ignore[arg-type]
        raise MalformedInput(
            "The document holds a value that is no JSON.", ko="JSON 값이 아닙니다."
        )


def _check_id(identifier: object, top_id: object) -> None:
    if identifier == top_id:
        raise _malformed(
            "an object inside has the document's own id",
            "문서 안의 다른 객체가 문서의 id를 쓰고 있습니다",
        )
    if type(identifier) is str and identifier.startswith("_:"):
        raise _malformed("an id is a blank node's", "id에 빈 노드(_:)를 쓸 수 없습니다")


def _context_names(context: object, inline: bool) -> int:
    names = context if type(context) is list else [context]
    allowed = (str, dict) if inline else (str,)
    if not names or not all(type(name) in allowed for name in names):
        raise MalformedInput(
            "@context must be one or more URLs; definitions inside the document are refused.",
            ko="@context에는 주소만 쓸 수 있습니다. 문서 안의 정의는 허용하지 않습니다.",
        )
    return len(names) + (checked_definitions(names) if inline else 0)


def _malformed(en: str, ko: str) -> MalformedInput:
    return MalformedInput(
        f"The document is malformed: {en}.", ko=f"문서의 형식이 올바르지 않습니다: {ko}."
    )


def _too_much() -> LimitExceeded:
    return LimitExceeded(
        "The document is too large or nested too deeply.",
        ko="문서가 너무 크거나 너무 깊게 중첩되어 있습니다.",
    )
