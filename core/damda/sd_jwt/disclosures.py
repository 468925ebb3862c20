"""Disclosures as text (RFC 9901, 4.2.1 and 4.2.2)."""

from __future__ import annotations

import json
from typing import Any

from .. import base64url
from ..strict_json import loads
from .model import DIGESTS, ELEMENT, Disclosure
from .refusal import malformed

# What is written was walked before, so it can't go round in circles.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")
)


def read_disclosure(text: str) -> Disclosure:
    """One disclosure. Raises MalformedInput, also for the name ``_sd`` or ``...`` (7.1)."""
    parts = loads(base64url.decode(text))
    if not isinstance(parts, list) or len(parts) not in (2, 3) or not isinstance(parts[0], str):
        raise _no_disclosure()
    if len(parts) == 2:
        return Disclosure(text, parts[0], None, parts[1])
    salt, name, value = parts
    if not isinstance(name, str):
        raise _no_disclosure()
    if name in (DIGESTS, ELEMENT):
        raise malformed(f"a disclosure has the name {name}", f"공개 항목의 이름이 {name}입니다")
    return Disclosure(text, salt, name, value)


def disclosure_text(salt: str, name: str | None, value: Any) -> str:
    """A new one. ``salt`` is base64url, ``value`` JSON without circles.

    Raises MalformedInput for NaN and half characters.
    """
    try:
        member = "" if name is None else f"{_ENCODER.encode(name)},"
        # The encoder is quick with a text; for anything else it first makes another encoder.
        json_value = int.__repr__(value) if type(value) is int else _ENCODER.encode(value)
        return base64url.encode(f'["{salt}",{member}{json_value}]'.encode())
    except ValueError as error:
        raise malformed("a claim is no JSON value", "증명서에 JSON이 아닌 값이 있습니다") from error


def _no_disclosure() -> Exception:
    return malformed(
        "a disclosure is no array of a salt, a name and a value",
        "공개 항목이 솔트, 이름, 값의 배열이 아닙니다",
    )
