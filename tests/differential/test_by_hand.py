"""Documents where contexts meet, chosen by hand: ours, strict PyLD and PyLD must agree."""

from typing import Any

import pytest
from damda.canonical.compiled_context import read_compiled
from damda.canonical.jcs import jcs
from damda.errors import DamdaError
from damda_schemas.compiling import compile_context
from support.differential.opinions import Documents, Opinions, Tally

NAMES = {"id": "@id", "type": "@type"}
EX, V = "https://e.example/#", "https://v.example/#"


def judged(contexts: dict[str, Any], document: dict[str, Any]) -> Tally:
    """The tally of one document that names ``contexts`` (``urn:NAME``) in their order."""
    documents = {f"urn:{name}": {"@context": context} for name, context in contexts.items()}
    loader = Documents(documents)
    compiled = {
        url: read_compiled(compile_context(url, jcs(context), loader))
        for url, context in documents.items()
    }
    tally = Tally()
    Opinions(compiled, loader).compare({"@context": list(documents), **document}, tally)
    return tally


def scoped(name: str, context: Any) -> dict[str, Any]:
    return {"@id": f"urn:t:{name}", "@context": context}


TWO_TYPES = NAMES | {
    "A": scoped("A", {"p": EX + "of-a", "q": EX + "q"}),
    "B": scoped("B", {"p": {"@id": EX + "of-b", "@type": "@id"}}),
    "p": EX + "p",
    "q": EX + "q",
    "r": {"@id": EX + "r", "@type": "@id"},
}
SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "several types in order": (
        {"c": TWO_TYPES},
        {"type": ["A", "B"], "p": "urn:x", "q": {"p": "outer again"}},
    ),
    "several types in the other order": (
        {"c": TWO_TYPES},
        {"type": ["B", "A"], "p": "urn:x", "q": {"p": "outer again"}},
    ),
    "a reference ends no type's context": (
        {"c": TWO_TYPES},
        {"type": "A", "q": {"id": "urn:b"}, "p": "x"},
    ),
    "a type's context that goes on into its objects": (
        {
            "c": NAMES
            | {
                "A": scoped("A", {"@propagate": True, "p": EX + "of-a"}),
                "p": EX + "p",
                "q": EX + "q",
            }
        },
        {"type": "A", "q": {"p": "x", "q": {"p": "y"}}},
    ),
    "a property's context that ends with its object": (
        {
            "c": NAMES
            | {
                "p": EX + "p",
                "q": {"@id": EX + "q", "@context": {"@propagate": False, "p": EX + "inside"}},
            }
        },
        {"q": {"p": {"p": "x"}}},
    ),
    "a type's context under a property's": (
        {
            "c": NAMES
            | {
                "p": EX + "p",
                "q": {
                    "@id": EX + "q",
                    "@context": {"A": scoped("A", {"p": EX + "deep"}), "s": EX + "s"},
                },
            }
        },
        {"q": {"type": "A", "p": "x", "s": {"p": "y"}}, "p": "z"},
    ),
    "values with a language under a scoped term": (
        {
            "c": NAMES | {"q": {"@id": EX + "q", "@context": {"@language": "ko"}}, "p": EX + "p"},
        },
        {"p": "x", "q": {"p": "y", "q": {"@value": "z", "@language": "en"}}},
    ),
    "a property's null context and a vocabulary of its own": (
        {
            "c": NAMES
            | {
                "p": EX + "p",
                "q": {"@id": EX + "q", "@context": [None, {"@vocab": V, "id": "@id"}]},
            }
        },
        {"p": "x", "q": {"id": "urn:b", "p": "y"}},
    ),
    "one protected term, defined the same twice": (
        {
            "one": NAMES | {"p": {"@id": EX + "p", "@protected": True}},
            "two": {"@protected": True, "p": EX + "p"},
        },
        {"p": "x"},
    ),
    "a protected term is replaced within a property": (
        {
            "c": NAMES
            | {
                "p": {"@id": EX + "p", "@protected": True},
                "q": {"@id": EX + "q", "@context": {"p": EX + "inside"}},
            }
        },
        {"p": "x", "q": {"p": "y"}},
    ),
    "a vocabulary beside terms": (
        {"c": NAMES | {"@vocab": V, "p": EX + "p", "t": {"@id": EX + "t", "@type": "@vocab"}}},
        {"type": "Undefined", "p": "x", "q": "y", "t": ["p", "q"]},
    ),
    "a prefix that ends in a separator": (
        {"c": NAMES | {"ex": EX, "p": "ex:p"}},
        {"ex:q": "x", "p": "y", "type": "ex:T"},
    ),
    "a term that is no prefix": (
        {"c": NAMES | {"ex": "https://e.example/name", "p": EX + "p"}},
        {"p": "x", "ex:q": "y"},
    ),
    "a prefix by declaration": (
        {"c": NAMES | {"ex": {"@id": "https://e.example/name", "@prefix": True}}},
        {"ex:q": "x"},
    ),
    "graphs in graphs": (
        {"c": NAMES | {"g": {"@id": EX + "g", "@container": "@graph"}, "p": EX + "p"}},
        {"g": [{"id": "urn:b", "p": "x", "g": {"p": "y"}}, {"p": "z"}]},
    ),
    "lists of lists and of objects": (
        {"c": NAMES | {"l": {"@id": EX + "l", "@container": "@list"}, "p": EX + "p"}},
        {"l": [["a", "b"], "c", {"p": "d"}, {"@list": ["e"]}][:3]},
    ),
    "a list under a term that the type's context does not touch": (
        {"c": TWO_TYPES},
        {"type": "A", "r": {"@list": ["urn:a", {"q": "y"}, {"type": "B", "q": "z"}]}},
    ),
    "a keyword's alias": (
        {"c": NAMES | {"value": "@value", "lang": "@language", "p": EX + "p"}},
        {"p": {"value": "x", "lang": "ko"}},
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_all_three_say_the_same(name: str) -> None:
    assert judged(*SAME[name]).same == 1


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "one context named twice, with a type's meaning changed between": (
        {"one": NAMES | {"p": {"@id": EX + "p", "@protected": True}}, "two": {"p": EX + "other"}},
        {"p": "x"},
    ),
    "a protected term that differs in its type only": (
        {
            "one": NAMES | {"@protected": True, "p": EX + "p"},
            "two": {"p": {"@id": EX + "p", "@type": "@id"}},
        },
        {"p": "urn:x"},
    ),
    "a protected term is cleared": (
        {"one": NAMES | {"p": {"@id": EX + "p", "@protected": True}}, "two": {"p": None}},
        {"p": "x"},
    ),
    "a null context after protected terms": (
        {"one": NAMES | {"p": {"@id": EX + "p", "@protected": True}}, "two": None},
        {"urn:p": "x"},
    ),
    "a protected term in a type's context": (
        {
            "c": NAMES
            | {
                "p": {"@id": EX + "p", "@protected": True},
                "A": scoped("A", {"p": EX + "of-a"}),
            }
        },
        {"type": "A", "p": "x"},
    ),
    # PyLD and jsonld.js forget the property's context once it has no such property.
    "a property's context that ends with its object and redefines the property": (
        {
            "c": NAMES
            | {
                "p": {"@id": EX + "p", "@protected": True},
                "A": scoped("A", {"p": EX + "of-a"}),
                "q": {
                    "@id": EX + "q",
                    "@context": {"@propagate": False, "q": EX + "q", "p": EX + "inside"},
                },
            }
        },
        {"q": {"type": "A", "p": "x"}},
    ),
    "a datatype whose context redefines a protected term": (
        {
            "c": NAMES
            | {
                "p": {"@id": EX + "p", "@protected": True},
                "q": EX + "q",
                "D": scoped("D", {"p": EX + "of-d"}),
            }
        },
        {"q": {"@value": "x", "type": "D"}},
    ),
    # The list ends the type's context, in which the term has another kind of value.
    "a list under a term of the type's context": (
        {"c": TWO_TYPES},
        {"type": "B", "p": {"@list": ["urn:a"]}},
    ),
    "a compact IRI where a term is": ({"c": NAMES | {"ex": EX, "p": "ex:p"}}, {"ex:p": "x"}),
    "a prefix that is none": ({"c": NAMES | {"ex": "https://e.example/name"}}, {"ex:q r": "x"}),
    "an id by prefix": ({"c": NAMES | {"ex": EX, "p": "ex:p"}}, {"id": "ex:a", "p": "x"}),
    "a member of a reference": ({"c": NAMES | {"p": EX + "p"}}, {"p": {"id": "urn:b", "q": "x"}}),
    "two aliases of id": ({"c": NAMES | {"url": "@id", "p": EX + "p"}}, {"url": "urn:a", "p": "x"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    try:
        tally = judged(*REFUSED[name])
    except DamdaError:
        return  # the context itself
    assert tally.same == 0
    assert tally.total() == 1


def test_one_context_named_twice_says_the_same_as_once() -> None:
    context = {"@context": NAMES | {"@protected": True, "p": EX + "p"}}
    loader = Documents({"urn:c": context})
    compiled = {"urn:c": read_compiled(compile_context("urn:c", jcs(context), loader))}
    tally = Tally()
    opinions = Opinions(compiled, loader)
    for named in ("urn:c", ["urn:c", "urn:c"], ["urn:c"]):
        opinions.compare({"@context": named, "p": {"@context": "urn:c", "p": "x"}}, tally)
    assert tally.same == 3
