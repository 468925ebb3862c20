"""The credential of a Bitstring Status List 1.0: how many entries, how many of them set."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..errors import DamdaError
from ..protocols import Json
from ..status import LIST_CREDENTIAL_TYPE, decode
from . import credential
from .description import Description
from .members import types_of
from .reader import Inside
from .source import Source

_SIZES = (1, 2, 4, 8)
"""Bits of an entry that are counted here: those of which none goes over a byte's edge."""


def describe(source: Source, inside: Inside) -> Description | None:
    """See `reader.Reader`."""
    document = source.document
    if document is None or LIST_CREDENTIAL_TYPE not in types_of(document):
        return None
    whole = credential.describe(source, inside)
    subject = document.get("credentialSubject")
    if whole is None or not isinstance(subject, dict):
        return whole
    # The list itself is long and says nothing to a reader.
    shown = {name: value for name, value in subject.items() if name != "encodedList"}
    sections = {**whole.sections, "subject": shown, "list": _list(subject)}
    sections.pop("anchor", None)  # lists are replaced all the time; none is anchored
    return Description("status_list", whole.format, sections)


def _list(subject: Json) -> Json:
    try:
        bits = decode(subject.get("encodedList"))
    except DamdaError as error:
        return {"unreadable": error.code, "en": error.en, "ko": error.ko}
    size = subject.get("statusSize", 1)
    counted = type(size) is int and size in _SIZES
    return {
        "purpose": subject.get("statusPurpose"),
        "bits_per_entry": size,
        "entries": len(bits) * 8 // size if counted else None,
        "set": set_entries(bits, size) if counted else None,
        **_ttl(subject.get("ttl")),
    }


def set_entries(bits: bytes, size: int) -> int:
    """How many entries of ``size`` bits, one of 1, 2, 4 and 8, are not zero."""
    mask = (1 << size) - 1
    return sum(
        count * sum(byte >> shift & mask != 0 for shift in range(0, 8, size))
        for byte, count in Counter(bits).items()
    )


def _ttl(milliseconds: Any) -> Json:
    return {} if milliseconds is None else {"ttl_milliseconds": milliseconds}
