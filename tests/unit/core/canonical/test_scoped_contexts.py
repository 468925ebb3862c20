"""Scoped contexts: where they begin, where they end, and that none shows in another place."""

from typing import Any

from support.contexts import canonicalizer

TWO_TYPES = {
    "id": "@id",
    "type": "@type",
    "A": {
        "@id": "urn:t:A",
        "@context": {"q": {"@id": "urn:q", "@context": {"p": "urn:of-a"}}},
    },
    "B": {
        "@id": "urn:t:B",
        "@context": {"q": {"@id": "urn:q", "@context": {"p": "urn:of-b"}}},
    },
}


def document(type_: str) -> dict[str, Any]:
    return {"@context": "urn:test:two", "type": type_, "q": {"p": "x"}}


def test_a_property_of_two_types_keeps_the_scoped_context_of_each() -> None:
    ours = canonicalizer(two=TWO_TYPES)
    for type_, iri in [("A", "<urn:of-a>"), ("B", "<urn:of-b>"), ("A", "<urn:of-a>")]:
        assert iri in ours.nquads(document(type_)).decode()
