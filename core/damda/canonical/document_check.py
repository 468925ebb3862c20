"""What a JSON-LD document must look like before anything expands it.

Refused, as they would be read in one way and signed in another: null, context definitions inside
the document (contexts are named by URL only), values that are no JSON. Bounded: depth, number of
values, number of context names.
"""

from __future__ import annotations

import math
from typing import Any

from ..errors import LimitExceeded, MalformedInput
from ..protocols import JsonView
from .inline_contexts import check_inline_context

MAX_DEPTH = 64
MAX_VALUES = 20_000
MAX_CONTEXTS = 256
"""Each credential in a presentation names a handful; each costs context processing."""


def check_document(document: JsonView, *, inline_contexts: bool = False) -> None:
    """Raises MalformedInput or LimitExceeded if ``document`` is not fit for expansion.

    ``inline_contexts``: definitions inside the document are left to the canonicalizer, which
    refuses them unless it was told otherwise; they may not spell keywords anew.
    """
    if not isinstance(document, dict):
        raise MalformedInput("A JSON-LD object is needed.", ko="JSON-LD 객체가 필요합니다.")
    if "@context" not in document:
        raise MalformedInput("The document has no @context.", ko="문서에 @context가 없습니다.")
    values = contexts = 0
    pending: list[tuple[Any, int]] = [(document, 1)]
    while pending:
        value, depth = pending.pop()
        values += 1
        if depth > MAX_DEPTH or values > MAX_VALUES:
            raise _too_much()
        if isinstance(value, dict):
            for name, member in value.items():
                if name == "@context":
                    contexts += _context_names(member, inline_contexts)
                else:
                    _check_name(name)
                    pending.append((member, depth + 1))
        elif isinstance(value, list):
            pending.extend((item, depth + 1) for item in value)
        else:
            _check_scalar(value)
        if contexts > MAX_CONTEXTS:
            raise _too_much()


def _context_names(context: object, inline: bool) -> int:
    names = context if isinstance(context, list) else [context]
    allowed = (str, dict) if inline else (str,)
    if not names or not all(isinstance(name, allowed) for name in names):
        raise MalformedInput(
            "@context must be one or more URLs; definitions inside the document are refused.",
            ko="@context에는 주소만 쓸 수 있습니다. 문서 안의 정의는 허용하지 않습니다.",
        )
    check_inline_context(names)
    return len(names)


def _check_name(name: object) -> None:
    if not isinstance(name, str):
        raise MalformedInput("A member's name is no string.", ko="항목 이름이 문자열이 아닙니다.")


def _check_scalar(value: object) -> None:
    if value is None:
        raise MalformedInput(
            "null has no meaning in a signed document: leave the member out.",
            ko="서명 문서에는 null을 쓸 수 없습니다. 항목을 빼 주세요.",
        )
    if isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value)):
        return
    raise MalformedInput("The document holds a value that is no JSON.", ko="JSON 값이 아닙니다.")


def _too_much() -> LimitExceeded:
    return LimitExceeded(
        "The document is too large or nested too deeply.",
        ko="문서가 너무 크거나 너무 깊게 중첩되어 있습니다.",
    )
