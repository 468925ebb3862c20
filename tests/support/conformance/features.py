"""For which feature of JSON-LD a document of the suites was refused: read from our own sentence."""

from __future__ import annotations

import re

from damda.errors import DamdaError, UnknownContext

# Sentence (English) to the name in the table; the first that fits. A group is put into the name.
_NAMES = [
    (r"(@type|@id|@value|@set|@list|@graph)\b is not supported in signed", r"{} in this place"),
    (r"(.+?) in a context is not supported", r"{} in a context"),
    (r"(.+?) is not supported in signed documents", r"{}"),
    (r"The contexts have several names for (@\w+)", r"several names for {}"),
    (r"The context \S+ leans on", "a context that leans on an outer one"),
    (r"The context is not valid JSON-LD \((.+)\)", r"a context that is not valid: {}"),
    (r".*another spelling of a name", "a defined name written out, or shortened otherwise"),
    (r'"[^"]*" is not defined by the contexts', "undefined term"),
    (r".*wraps its value in another way", "a value wrapped in another way than declared"),
    (r"Two members or values mean the same", "one statement said twice"),
    (r"An id or type must be a whole URL \(.*?\): [A-Za-z][A-Za-z0-9+.-]*:", "ill-formed IRI"),
    (r"An id or type must be a whole URL \(.*?\): _:", "ill-formed label of a blank node"),
    (r"An id or type must be a whole URL", "relative IRI"),
    (r"null has no meaning", "null"),
    (r"(An empty array|An object that has only an id) says nothing", r"{}"),
    (r"An object is needed here", "a value where an object is needed"),
    (r"An array stands in an array", "an array in an array"),
    (r"A JSON-LD object is needed", "a top-level value that is no object"),
    (r"A language tag is not well-formed", "ill-formed language tag"),
    (r"A text with a language", "a language beside something that is no text"),
    (r"A value has members that would not be signed", "a value with other members"),
    (r"A value is no text, number or boolean", "a value that is no scalar"),
    (r"A type must be a name", "a type that is no name"),
    (r"@context must be one or more URLs", "a context that is neither URL nor definitions"),
    (r"The contexts define the protected term", "a protected term defined anew"),
    (r"The document of \S+ has no @context", "a context document without a context"),
    (r"A credential or its status is described", "a credential or status described elsewhere"),
    (r"A number is out of range", "a number out of range"),
    (r"A number has more digits", "a number with more digits than its form keeps"),
    (r"Contexts name each other without end", "contexts that name each other without end"),
    (r".*name .* appears twice", "duplicate member"),
]
_PATTERNS = [(re.compile(pattern), name) for pattern, name in _NAMES]


def feature(error: DamdaError) -> str:
    """The feature's name. Raises LookupError for a sentence that names none."""
    if isinstance(error, UnknownContext):
        return "unknown context"
    for pattern, name in _PATTERNS:
        if match := pattern.match(error.en):
            found = name.format(*match.groups())
            return found[0].lower() + found[1:]
    raise LookupError(error.en)
