"""Literals: plain scalars and value objects (JSON-LD 1.1 API, 5.3.2 and 8.6).

One literal has one spelling. A value object is refused where the plain scalar says the same, a
text where a JSON number or boolean does, and a number that its canonical form would round.
"""

from __future__ import annotations

import re
from typing import Any

from . import lexical, refusals
from .active_context import ActiveContext
from .compiled_context import UNSET
from .jcs import jcs
from .lexical import RDF, XSD_DOUBLE, XSD_STRING, is_numeric
from .naming import vocabulary_iri
from .spellings import Spellings
from .terms import DATATYPE, PLAIN, Term

_JSON = f"{RDF}JSON"
_CANONICAL_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)|-?[0-9]\.[0-9]+E-?[0-9]+|true|false", re.ASCII)


def text_literal(active: ActiveContext, term: Term, text: str) -> str:
    """The literal of a plain string under a term without coercion, or with a datatype."""
    if term.coercion == DATATYPE:
        if term.is_numeric and _CANONICAL_NUMBER.fullmatch(text):
            raise refusals.rewrapped("@value")
        return f'"{lexical.escaped(text)}{term.ends}'
    return f'"{lexical.escaped(text)}{language_end(active, term)}'


def number_literal(number: bool | int | float, datatype: str | None) -> str:
    """The literal of a JSON number or boolean."""
    if datatype is not None and not is_numeric(datatype):
        # A text would say the same; only a numeric datatype tells the two apart.
        raise refusals.rewrapped("@value")
    text, native = lexical.lexical(number, datatype)
    if native == XSD_DOUBLE and float(text) != number:
        raise refusals.malformed(
            "A number has more digits than its signed form keeps.",
            "숫자의 자릿수가 너무 많아 그대로 서명할 수 없습니다.",
        )
    return f'"{text}"^^<{datatype or native}>'


def json_literal(value: Any) -> str:
    """The literal of any JSON value, by its canonical text. Raises MalformedInput."""
    return f'"{lexical.escaped(jcs(value).decode("utf-8"))}"^^<{_JSON}>'


def language_end(active: ActiveContext, term: Term) -> str:
    """What follows the text of a string: its quote, and the language that the context gives."""
    language = active.language if term.language == UNSET else term.language
    return f'"@{language}' if language else '"'


def value_literal(
    active: ActiveContext, term: Term, value: dict[str, Any], spellings: Spellings
) -> str:
    """The literal of a value object. Raises MalformedInput."""
    strange = value.keys() - {"@value", "@language", active.type_name}
    if "@direction" in strange or "@index" in strange:
        raise refusals.unsupported("@direction" if "@direction" in strange else "@index")
    if strange or len(value) > 2:
        raise refusals.malformed(
            "A value has members that would not be signed.",
            "서명되지 않는 항목이 값에 들어 있습니다.",
        )
    content = value["@value"]
    if "@language" in value:
        literal = _tagged(content, value["@language"])
    elif active.type_name in value:
        literal = _typed(active, content, value[active.type_name], spellings)
    else:
        literal = _literal(content, None)
    if literal == _plain(active, term, content):
        raise refusals.rewrapped("@value")
    return literal


def _plain(active: ActiveContext, term: Term, content: Any) -> str | None:
    """The literal that ``content`` is without its value object, if it is one."""
    if type(content) is str:
        if term.coercion == DATATYPE:
            return f'"{lexical.escaped(content)}{term.ends}'
        return (
            f'"{lexical.escaped(content)}{language_end(active, term)}'
            if term.coercion == PLAIN
            else None
        )
    if type(content) in (bool, int, float):
        return number_literal(content, term.datatype)
    return None


def _tagged(content: Any, language: Any) -> str:
    if type(content) is not str or type(language) is not str:
        raise refusals.malformed(
            "A text with a language has a text, a language and nothing else.",
            "언어가 표시된 값의 형식이 올바르지 않습니다.",
        )
    if not lexical.is_language(language):
        raise refusals.malformed(
            "A language tag is not well-formed.", "언어 태그가 올바르지 않습니다."
        )
    # As PyLD and jsonld.js do (JSON-LD 1.1 API, 5.1.2, 13.4.8).
    return f'"{lexical.escaped(content)}"@{language.lower()}'


def _typed(active: ActiveContext, content: Any, datatype: Any, spellings: Spellings) -> str:
    if datatype == "@json":
        return json_literal(content)
    if type(datatype) is str and datatype in active.scoped_types:
        raise refusals.unsupported("A datatype with a context of its own")
    iri = vocabulary_iri(active, datatype, spellings)
    if iri == _JSON:
        # A text would say what the value that it writes out says with "@json".
        raise refusals.spelled(datatype)
    if type(content) is str and is_numeric(iri) and _CANONICAL_NUMBER.fullmatch(content):
        raise refusals.rewrapped("@value")
    return _literal(content, iri)


def _literal(content: Any, datatype: str | None) -> str:
    if type(content) is str:
        ends = '"' if datatype is None or datatype == XSD_STRING else f'"^^<{datatype}>'
        return f'"{lexical.escaped(content)}{ends}'
    if type(content) in (bool, int, float):
        return number_literal(content, datatype)
    if content is None:
        raise refusals.null()
    raise refusals.malformed(
        "A value is no text, number or boolean.", "값의 형식이 올바르지 않습니다."
    )
