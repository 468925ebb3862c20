"""Each refusal of the walk, by its own sentence: what it is there for is refused by nothing else."""

from typing import Any

import pytest
from damda.errors import MalformedInput
from support.contexts import canonicalizer

CONTEXT = {
    "id": "@id",
    "type": "@type",
    "T": "urn:t:T",
    "p": "urn:p",
    "link": {"@id": "urn:link", "@type": "@id"},
    "name": {"@id": "urn:name", "@type": "@vocab"},
    "set": {"@id": "urn:set", "@container": "@set"},
    "list": {"@id": "urn:list", "@container": "@list"},
    "graph": {"@id": "urn:graph", "@container": "@graph"},
    "number": {"@id": "urn:n", "@type": "http://www.w3.org/2001/XMLSchema#integer"},
    "scoped": {"@id": "urn:scoped", "@context": {"scoped": {"@id": "urn:other"}}},
}
OURS = canonicalizer(c=CONTEXT, plain={"id": "@id", "p": "urn:p"})


def refused(says: str, **members: Any) -> None:
    with pytest.raises(MalformedInput, match=says):
        OURS.nquads({"@context": "urn:test:c", "p": "x", **members})


@pytest.mark.parametrize("name", ["p", "link", "set", "graph", "number", "@graph"])
def test_an_empty_array_says_nothing(name: str) -> None:
    refused("empty array", **{name: []})


def test_an_empty_graph_alone_says_nothing() -> None:
    with pytest.raises(MalformedInput, match="empty array"):
        OURS.nquads({"@context": "urn:test:c", "@graph": []})


def test_an_empty_list_is_a_value() -> None:
    found = OURS.nquads({"@context": "urn:test:c", "list": []}).decode()
    assert "rdf-syntax-ns#nil" in found


def test_types_are_names() -> None:
    for types in ([], {}, [{}], [["T"]], 5, ["T", 5]):
        refused("type must be a name", type=types)
    refused("null", type=None)


@pytest.mark.parametrize("name", ["p", "link", "number", "name"])
def test_one_value_stands_alone_where_the_context_declares_sets(name: str) -> None:
    value = {"p": "x", "link": "urn:a", "number": 5, "name": "T"}[name]
    refused("wraps its value", **{name: [value]})
    OURS.nquads({"@context": "urn:test:c", name: value})


def test_one_value_may_stand_in_an_array_where_no_context_declares_a_set() -> None:
    alone = OURS.nquads({"@context": "urn:test:plain", "p": "x"})
    assert OURS.nquads({"@context": "urn:test:plain", "p": ["x"]}) == alone


@pytest.mark.parametrize("name", ["set", "list"])
def test_a_declared_set_or_list_is_an_array(name: str) -> None:
    refused("wraps its value", **{name: "x"})
    refused("wraps its value", **{name: {"p": "x"}})
    OURS.nquads({"@context": "urn:test:c", name: ["x"]})


def test_an_array_stands_in_no_array() -> None:
    refused("array stands in an array", p=["x", ["y"]])
    refused("array stands in an array", p=[["x", "y"], "z"])


@pytest.mark.parametrize("values", ["xy", {"p": "x"}, 5])
def test_a_list_object_holds_an_array(values: Any) -> None:
    refused("wraps its value", p={"@list": values})


def test_a_list_object_stands_alone() -> None:
    refused("@list beside other members", p={"@list": ["x"], "@index": "i"})
    refused("@list beside other members", list=[{"@list": ["x"]}, "y"])


def test_a_value_is_no_graph() -> None:
    refused("object is needed", graph="x")
    refused("object is needed", graph={"@list": [{"p": "x"}]})
    refused("only an id", graph={"id": "urn:a"})


def test_a_name_is_not_written_as_a_reference() -> None:
    refused("wraps its value", name={"id": "urn:t:T"})


@pytest.mark.parametrize("value", ["x", 5, True])
def test_a_scoped_context_may_not_redefine_its_own_term(value: Any) -> None:
    refused("redefines its own term", scoped=value)


@pytest.mark.parametrize("value", [b"x", (1,), object()])
def test_a_value_is_json(value: Any) -> None:
    refused("no JSON", p=value)
    refused("no JSON", p=["x", value])


def test_null_is_refused_wherever_it_stands() -> None:
    for members in ({"p": None}, {"p": ["x", None]}, {"id": None}, {"p": {"@value": None}}):
        refused("null has no meaning", **members)
    refused("null has no meaning", list=["x", None])


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("5", "wraps"),
        ("-5", "wraps"),
        ("5.0E0", "wraps"),
        ("true", "wraps"),
        ({"@value": "5", "@type": "urn:t"}, "not be signed"),
        ({"@value": "5", "type": "http://www.w3.org/2001/XMLSchema#integer"}, "wraps"),
        ({"@value": 5}, "wraps"),
    ],
)
def test_a_number_has_one_spelling(number: Any, refusal: str) -> None:
    refused(refusal, number=number)
