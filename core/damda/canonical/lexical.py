"""How JSON scalars and IRIs are written in N-Quads (RDF 1.1 N-Quads; JSON-LD 1.1 API, 8.6)."""

from __future__ import annotations

import re
from math import isfinite

from ..errors import MalformedInput

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING, XSD_DOUBLE = f"{XSD}string", f"{XSD}double"
RDF_TYPE, RDF_FIRST, RDF_REST, RDF_NIL = (
    f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil")
)

_XSD_SPELLINGS = (XSD, f"https{XSD[4:]}")
"""Open Badges 3.0 writes the XSD namespace with https."""

_NUMBERS = [
    *("boolean", "byte", "double", "float", "int", "integer", "long", "short"),
    *("negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger"),
    *("unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
]
_OF_NUMBERS = frozenset(f"{xsd}{name}" for xsd in _XSD_SPELLINGS for name in _NUMBERS)

# N-Quads, IRIREF: what would end the IRI or need an escape has no place in one. One "#" at most.
_IN_IRI = r"[^\x00-\x20<>\"{}|^`\\#\ud800-\udfff]*"
_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:{_IN_IRI}(?:#{_IN_IRI})?")
_BLANK = re.compile(r"_:[A-Za-z0-9_][A-Za-z0-9_.-]*", re.ASCII)
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)

_ESCAPES = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')

is_iri = _IRI.fullmatch
"""Whether a text is an absolute IRI that N-Quads can hold."""
is_blank = _BLANK.fullmatch
"""Whether a text is the label of a blank node."""
is_language = _LANGUAGE.fullmatch
"""Whether a text is a well-formed language tag."""


def is_numeric(datatype: str | None) -> bool:
    """Whether values of ``datatype`` are written as JSON numbers or booleans."""
    return datatype in _OF_NUMBERS


def escaped(text: str) -> str:
    """``text`` as it stands between the quotes of a literal (canonical N-Quads)."""
    return _TO_ESCAPE.sub(_escape, text) if _TO_ESCAPE.search(text) else text


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES[match.group()]


def lexical(number: bool | int | float, datatype: str | None) -> tuple[str, str]:
    """The canonical text of a JSON boolean or number, and its datatype where none is given.

    Raises MalformedInput for a number that is out of range.
    """
    if isinstance(number, bool):
        return ("true" if number else "false"), f"{XSD}boolean"
    whole = isinstance(number, int) or number.is_integer()
    if not whole or abs(number) >= 1e21 or datatype == XSD_DOUBLE:
        return _double(number), XSD_DOUBLE
    return str(int(number)), f"{XSD}integer"


def _double(number: int | float) -> str:
    """The canonical form of xsd:double with at most 15 digits after the point: ``5.3E0``."""
    try:
        double = float(number)
    except OverflowError as error:
        raise _out_of_range() from error
    if not isfinite(double):
        raise _out_of_range()
    text = f"{double:.15E}"
    mantissa, _, exponent = text.partition("E")
    digits = mantissa.rstrip("0")
    return f"{digits}{'0' if digits.endswith('.') else ''}E{int(exponent)}"


def _out_of_range() -> MalformedInput:
    return MalformedInput("A number is out of range.", ko="숫자가 범위를 벗어났습니다.")
