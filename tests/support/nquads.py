"""A small N-Quads reader for tests: lines to the four strings of `damda.canonical.rdfc.Quad`."""

import re

from damda.canonical.dataset import Quad

_IRI = r"<[^>]*>"
_BLANK = r"_:[^\s<\"]+"
_LITERAL = r'"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[A-Za-z0-9-]+)?'
_LINE = re.compile(
    rf"\s*({_IRI}|{_BLANK})\s*({_IRI})\s*({_IRI}|{_BLANK}|{_LITERAL})\s*({_IRI}|{_BLANK})?\s*\.\s*(?:#.*)?"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_NAMED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_CANONICAL = {value: f"\\{name}" for name, value in _NAMED.items()} | {'"': '\\"', "\\": "\\\\"}


def parse_nquads(text: str) -> set[Quad]:
    """The quads of a document, their terms in canonical N-Quads form."""
    quads: set[Quad] = set()
    for line in re.split(r"[\r\n]+", text):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        assert match, f"no N-Quads line: {line!r}"
        subject, predicate, object_, graph = (_term(term or "") for term in match.groups())
        quads.add((subject, predicate, object_, graph))
    return quads


def _term(term: str) -> str:
    if term.startswith("<"):
        return _ESCAPE.sub(_unescaped, term)
    if not term.startswith('"'):
        return term
    end = term.rindex('"')
    content = _ESCAPE.sub(_unescaped, term[1:end])
    suffix = _ESCAPE.sub(_unescaped, term[end + 1 :]).removesuffix(
        "^^<http://www.w3.org/2001/XMLSchema#string>"
    )
    return '"' + "".join(_escaped(character) for character in content) + '"' + suffix


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _NAMED.get(match[3], match[3])


def _escaped(character: str) -> str:
    if character in _CANONICAL:
        return _CANONICAL[character]
    return f"\\u{ord(character):04X}" if character < " " or character == "\x7f" else character
