"""Scoped contexts: where they begin, where they end, and that none shows in another place."""

from typing import Any

import pytest
from damda.errors import MalformedInput
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


@pytest.mark.parametrize(
    "scoped",
    [
        [None, {"@vocab": "https://v.example/#"}],
        {"type": "urn:type"},
        {"type": None},
        {"id": "urn:id"},
    ],
)
def test_a_types_context_that_renames_id_or_type_is_refused(scoped: Any) -> None:
    ours = canonicalizer(
        c={"id": "@id", "type": "@type", "T": {"@id": "urn:t:T", "@context": scoped}}
    )
    with pytest.raises(MalformedInput, match="renames id or type"):
        ours.nquads({"@context": "urn:test:c", "id": "urn:a", "type": "T"})


REDEFINING = {
    "id": "@id",
    "type": "@type",
    "@vocab": "https://v.example/#",
    "T": {
        "@id": "urn:t:T",
        "@context": {"q": {"@id": "urn:q", "@context": {"p": "urn:inside", "q": "urn:q"}}},
    },
    "r": {"@id": "urn:r", "@context": {"r": {"@id": "urn:r", "@context": {"p": "urn:other"}}}},
}


@pytest.mark.parametrize("member", [{"type": "T", "q": {"p": "x"}}, {"r": {"p": "x"}}])
def test_a_scoped_context_that_redefines_its_own_term_is_refused(member: Any) -> None:
    """PyLD and jsonld.js look for the term's context in the new meaning, the standard in the old."""
    with pytest.raises(MalformedInput, match="redefines its own term"):
        canonicalizer(c=REDEFINING).nquads({"@context": "urn:test:c", **member})
