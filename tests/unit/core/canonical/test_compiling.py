"""Contexts that are compiled: what they may lean on, and what is refused by name."""

from typing import Any

import pytest
from damda.errors import MalformedInput
from support.contexts import canonicalizer


def lines(document: dict[str, Any], **contexts: Any) -> str:
    return canonicalizer(**contexts).nquads(document).decode()


@pytest.mark.parametrize("vocab", ["", "relative", "/path#", "#", "ex"])
def test_a_relative_vocabulary_is_refused(vocab: str) -> None:
    with pytest.raises(MalformedInput, match="relative @vocab in a context"):
        lines({"@context": "urn:test:c", "p": "x"}, c={"@vocab": vocab})


def test_a_vocabulary_is_resolved_before_the_terms_beside_it() -> None:
    own = {"ex": "https://inner.example/", "@vocab": "ex:v/"}
    assert "<ex:v/p>" in lines({"@context": "urn:test:own", "p": "x"}, own=own)
    with pytest.raises(MalformedInput, match="leans on"):
        lines(
            {"@context": ["urn:test:outer", "urn:test:own"], "p": "x"},
            outer={"ex": "https://outer.example/"},
            own=own,
        )


@pytest.mark.parametrize(
    "leaning",
    [
        {"q": "ex:q"},
        {"q": {"@id": "urn:q", "@type": "ex:t"}},
        {"q": {"@type": "@id"}},
        {"ex:q": {"@type": "@id"}},
        {"q": "base"},
        {"@vocab": "ex:"},
    ],
)
def test_a_context_that_means_another_thing_on_top_of_others_is_refused(leaning: Any) -> None:
    outer = {"ex": "https://ex.example/", "base": "urn:base", "@vocab": "https://v.example/"}
    document = {"@context": ["urn:test:outer", "urn:test:own"], "base": "x"}
    with pytest.raises(MalformedInput, match=r"leans on|not valid JSON-LD|relative"):
        lines(document, outer=outer, own=leaning)


@pytest.mark.parametrize(
    ("context", "feature"),
    [
        ({"@direction": "ltr"}, "@direction in a context"),
        ({"p": {"@reverse": "urn:p"}}, "@reverse"),
        ({"p": {"@id": "urn:p", "@nest": "@nest"}}, "@nest"),
        ({"p": {"@id": "urn:p", "@direction": "rtl"}}, "@direction"),
        ({"p": {"@id": "urn:p", "@container": "@index", "@index": "urn:i"}}, "@container @index"),
        ({"p": {"@id": "urn:p", "@container": "@id"}}, "@container @id"),
        ({"p": {"@id": "urn:p", "@container": "@type"}}, "@container @type"),
        ({"p": {"@id": "urn:p", "@container": "@language"}}, "@container @language"),
        ({"p": {"@id": "urn:p", "@container": ["@graph", "@index"]}}, "@container @index"),
        ({"p": {"@id": "urn:p", "@type": "@json", "@container": "@list"}}, "@json in a list"),
        ({"p": {"@id": "urn:p", "@type": "@json", "@container": "@graph"}}, "@json in a list"),
        ({"p": "@included"}, "@included"),
        ({"p": "@nest"}, "@nest"),
        ({"p": "@index"}, "@index"),
    ],
)
def test_what_is_not_supported_is_refused_by_name(context: Any, feature: str) -> None:
    with pytest.raises(MalformedInput, match=f"{feature}.* not supported"):
        lines({"@context": "urn:test:c", "p": {"@id": "urn:b", "urn:q": "x"}}, c=context)


def test_a_language_tag_is_signed_in_lower_case() -> None:
    """As PyLD and jsonld.js do; tags are the same in any case (BCP 47)."""
    tagged = {"@context": "urn:test:c", "p": {"@value": "x", "@language": "en-GB"}}
    assert lines(tagged, c={"p": "urn:p"}) == '_:c14n0 <urn:p> "x"@en-gb .\n'
    by_default = {"@context": "urn:test:c", "p": "x"}
    assert lines(by_default, c={"p": "urn:p", "@language": "en-GB"}).endswith('"x"@en-gb .\n')


@pytest.mark.parametrize(
    "context",
    [
        [[{"p": "urn:p"}]],
        {"p": "urn:p", "q": {"@id": "urn:q", "@context": False}},
        {"p": "urn:p", "q": {"@id": "urn:q", "@context": [[]]}},
        {"p": "urn:p", "q": {"@id": "urn:q", "@context": 0}},
    ],
)
def test_a_context_is_a_url_or_an_object(context: Any) -> None:
    with pytest.raises(MalformedInput):
        lines({"@context": "urn:test:c", "p": "x"}, c=context)
