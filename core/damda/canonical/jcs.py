"""The JSON Canonicalization Scheme (RFC 8785)."""

from __future__ import annotations

from typing import Any

import rfc8785

from ..errors import MalformedInput


def jcs(value: Any) -> bytes:
    """The canonical UTF-8 bytes of a JSON value.

    Raises MalformedInput for what JCS has no form for: integers beyond 2^53 - 1, NaN, Infinity,
    lone surrogates, member names that are no strings, values that are no JSON, endless nesting.
    """
    try:
        return rfc8785.dumps(value)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise MalformedInput(
            "The value has no canonical JSON form (RFC 8785).",
            ko="표준 JSON 형식(RFC 8785)으로 나타낼 수 없는 값이 있습니다.",
        ) from error
