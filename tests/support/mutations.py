"""Every way to change one thing in a JSON document, and what a reader of the JSON sees of it."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

type Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Mutation:
    """What is done and where: ``value`` comes to stand at ``path`` of ``original``."""

    kind: str
    path: Path
    original: Any
    value: Any

    @property
    def document(self) -> Any:
        """The document that comes of it, a copy."""
        return replaced(self.original, self.path, self.value)

    def __str__(self) -> str:
        return f"{self.kind} at {'/'.join(map(str, self.path)) or '(top)'}"


def reading(value: Any, name: str = "") -> Any:
    """What a careful reader of the JSON sees, as something to compare.

    - Members are looked up by name: their order means nothing.
    - Numbers are taken by their value: 42 and 42.0 are one JSON number.
    - Arrays are collections without order whose elements count; one value and an array of that one
      are the same (VCDM 2.0, 4.1, and JSON-LD 1.1, 4.3), an array in an array is not.
    - ``@context`` has an order (VCDM 2.0, 4.3); ``proof`` is a set (VC Data Integrity 1.0, 2.1.1);
      language tags have no case (RFC 5646, 2.1.1);
      ``issuer`` and ``holder`` are a URL or an object with that id (VCDM 2.0, 4.7 and 4.13).

    Nothing else is the same: ``"x"`` is not ``{"@value": "x"}``, ``type`` is not ``@type``, no
    member is not an empty one, and a text is what it is, character by character.
    """
    if name == "@context" and not isinstance(value, list):
        value = [value]
    if name == "@language" and isinstance(value, str):
        value = value.lower()
    if name in ("issuer", "holder") and isinstance(value, dict) and value.keys() == {"id"}:
        value = value["id"]
    if isinstance(value, dict):
        return frozenset((key, reading(member, key)) for key, member in value.items())
    if isinstance(value, list):
        return _of_array(
            [("array", reading(v)) if isinstance(v, list) else reading(v) for v in value], name
        )
    if isinstance(value, bool) or value is None:
        return ("constant", str(value))
    return ("number", float(value)) if isinstance(value, int | float) else ("text", value)


def _of_array(items: list[Any], name: str) -> Any:
    if name == "@context":
        return ("in order", *items)
    if name == "proof":
        items = list(dict.fromkeys(items))
    return items[0] if len(items) == 1 else ("array", *sorted(items, key=_order))


def _order(seen: Any) -> str:
    # frozensets print in any order: only equal contents must sort alike.
    if isinstance(seen, frozenset):
        return "{" + ",".join(sorted(_order(item) for item in seen)) + "}"
    if isinstance(seen, tuple):
        return "(" + ",".join(_order(item) for item in seen) + ")"
    return repr(seen)


def mutations(document: Any) -> Iterator[Mutation]:
    """Each single change of ``document``, at each place; those that change nothing left out."""
    return (m for m in _all(document) if repr(m.value) != repr(at(document, m.path)))


def _all(document: Any) -> Iterator[Mutation]:
    for path in [(), *paths(document)]:
        value = at(document, path)
        for kind, changed in _changes(value):
            if path:
                yield Mutation(kind, path, document, changed)
        if isinstance(value, dict):
            yield from _of_members(document, path, value)
        elif isinstance(value, list):
            yield from _of_elements(document, path, value)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The places of all members and elements below ``value``."""
    members: Any = ()
    if isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else enumerate(value)
    for name, member in members:
        yield (*path, name)
        yield from paths(member, (*path, name))


def at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def replaced(document: Any, path: Path, value: Any) -> Any:
    """A copy of ``document`` with ``value`` at ``path``."""
    if not path:
        return copy.deepcopy(value)
    changed = copy.deepcopy(document)
    at(changed, path[:-1])[path[-1]] = copy.deepcopy(value)
    return changed


def _changes(value: Any) -> Iterator[tuple[str, Any]]:
    """Other values in its place."""
    yield from (("null", None), ("[]", []), ("{}", {}), ("empty text", ""), ("number", 7))
    yield from (("true", True), ("other text", "urn:x:other"), ("false", False))
    yield from (("in an array", [value]), ("in two arrays", [[value]]), ("twice", [value, value]))
    for keyword in ("@value", "@list", "@set", "@id", "@graph", "id", "@json"):
        yield f"in {keyword}", {keyword: value}
    if isinstance(value, str):
        yield from _of_text(value)
    elif isinstance(value, bool):
        yield from (("flipped", not value), ("as text", str(value).lower()), ("as number", +value))
    elif isinstance(value, int | float):
        other = int(value) if value == int(value) and isinstance(value, float) else float(value)
        yield from (("one more", value + 1), ("written otherwise", other), ("as text", str(value)))
        yield "a little more", value + 1e-9
    elif isinstance(value, list) and len(value) == 1:
        yield "out of its array", value[0]


def _of_text(value: str) -> Iterator[tuple[str, Any]]:
    yield from (
        ("longer", value + "x"),
        ("space before", " " + value),
        ("space after", value + " "),
    )
    yield from (("shorter", value[:-1]), ("other case", value.swapcase()))
    yield from (("NUL inside", value + "\0"), ("half a character", value + "\ud800"))
    yield from (("zero width inside", value + "\u200b"), ("decomposed", value + "\u0301"))
    yield "with a language", {"@value": value, "@language": "ko"}
    yield "with a direction", {"@value": value, "@direction": "ltr"}
    for datatype in ("string", "dateTime", "anyURI"):
        yield f"as {datatype}", {
            "@value": value, "@type": f"http://www.w3.org/2001/XMLSchema#{datatype}",
        }  # fmt: skip
    if value.endswith("Z"):
        yield "same moment", value.removesuffix("Z") + "+00:00"
        yield "same moment, fraction", value.removesuffix("Z") + ".000Z"
    if value.lstrip("-").replace(".", "", 1).isdigit():
        yield "as number", float(value) if "." in value else int(value)
    if "#" in value or ":" in value:
        yield "percent-encoded", value.replace(":", "%3A", 1) if ":" in value else value + "%20"
        yield "dot segment", value + "/../x"


_ADDED: dict[str, list[Any]] = {
    **{name: [None, [], {}, "urn:x:added", ["urn:x:added"], {"id": "urn:x:added"}]
       for name in ("memo", "name", "description", "id", "type", "url", "image", "evidence", "related",
                    "@id", "@type", "@graph", "@included", "@reverse", "@nest", "@index", "@set", "@none",
                    "@context", "https://schema.org/name", "schema:name", "_:b0", "",
                    "credentialStatus", "proof", "issuer", "holder", "verifiableCredential",
                    "validUntil", "previousProof", "expires", "challenge", "nonce")},
    "@value": ["x"], "@language": ["en"], "@direction": ["ltr"], "@version": [1.1], "@base": ["urn:x:"],
}  # fmt: skip

_SPELLINGS: dict[str, tuple[str, ...]] = {
    "type": ("@type", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "rdf:type"),
    "id": ("@id", "url"),
    "@context": ("context",),
    "@value": ("value", "@id"),
    "name": ("https://schema.org/name", "schema:name"),
    "issuer": ("https://www.w3.org/2018/credentials#issuer",),
}


def _of_members(document: Any, path: Path, value: dict[str, Any]) -> Iterator[Mutation]:
    for name, member in value.items():
        rest = {key: value[key] for key in value if key != name}
        yield Mutation(f"{name} left out", path, document, rest)
        for other in (*_SPELLINGS.get(name, ()), f"{name} ", name.swapcase(), f"@{name}"):
            if other not in value:
                renamed = {other if key == name else key: value[key] for key in value}
                yield Mutation(f"{name} as {other}", path, document, renamed)
                beside = {**value, other: member}
                yield Mutation(f"{other} beside {name}", path, document, beside)
    for name, values in _ADDED.items():
        for added in values if name not in value else ():
            more = {**value, name: added}
            yield Mutation(f"{name}: {added!r} added", path, document, more)
            if added == "urn:x:added":
                first = {name: added, **value}
                yield Mutation(f"{name}: {added!r} added in front", path, document, first)
    backwards = dict(reversed(value.items()))
    yield Mutation("members backwards", path, document, backwards)


def _of_elements(document: Any, path: Path, value: list[Any]) -> Iterator[Mutation]:
    def with_elements(kind: str, elements: list[Any]) -> Mutation:
        return Mutation(kind, path, document, elements)

    for place, element in enumerate(value):
        yield with_elements(f"{place} left out", value[:place] + value[place + 1 :])
        yield with_elements(f"{place} twice", [*value, element])
        yield with_elements(f"{place} in an array, twice", [*value, [element]])
        yield with_elements(f"{place} to the front", [element, *value[:place], *value[place + 1 :]])
    for added in (None, [], {}, "", "urn:x:added", 7, {"id": "urn:x:added"}, {"@value": "x"}):
        yield with_elements(f"{added!r} appended", [*value, added])
        yield with_elements(f"{added!r} in front", [added, *value])
    yield with_elements("backwards", value[::-1])


def combined(document: Any, choose: Callable[[int], int], count: int) -> Any:
    """``count`` mutations one after another; ``choose(n)`` picks one of n."""
    for _ in range(count):
        found = list(mutations(document))
        document = found[choose(len(found))].document
    return document


def unnoticed(document: Any, verify: Callable[[Any], bool], part: int = 1) -> list[str]:
    """The mutations (every one, or one of ``part``) that verify though a reader sees another
    document."""
    assert verify(document)
    seen, found, noticed = reading(document), [], 0
    chosen = Random(part)
    for mutation in mutations(document):
        if part > 1 and chosen.randrange(part):
            continue
        if not verify(mutation.document):
            noticed += 1
        elif reading(mutation.document) != seen:
            found.append(str(mutation))
    assert noticed > 1000 / part
    return found
