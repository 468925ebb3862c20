"""Disclosures as text (RFC 9901, 4.2.1 and 4.2.2)."""

from __future__ import annotations

import json
from typing import Any

from .. import base64url
from ..strict_json import loads
from .model import DIGESTS, ELEMENT, Disclosure
from .refusal import malformed


def read_disclosure(text: object) -> Disclosure:
    """One disclosure. Raises MalformedInput, also for the name ``_sd`` or ``...`` (7.1)."""
    parts = loads(base64url.decode(text))
    match parts:
        case [str(salt), str(name), value]:
            if name in (DIGESTS, ELEMENT):
                raise malformed(
                    f"a disclosure has the name {name}", f"공개 항목의 이름이 {name}입니다"
                )
            return Disclosure(str(text), salt, name, value)
        case [str(salt), value]:
            return Disclosure(str(text), salt, None, value)
    raise malformed(
        "a disclosure is no array of a salt, a name and a value",
        "공개 항목이 솔트, 이름, 값의 배열이 아닙니다",
    )


def make_disclosure(salt: str, name: str | None, value: Any) -> Disclosure:
    """A new one. ``value`` is JSON; MalformedInput where it is not."""
    parts = [salt, value] if name is None else [salt, name, value]
    try:
        data = json.dumps(
            parts, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        ).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise malformed("a claim is no JSON value", "증명서에 JSON이 아닌 값이 있습니다") from error
    return Disclosure(base64url.encode(data), salt, name, value)
