"""One literal and one type have one spelling: what reads otherwise must not be signed alike."""

from typing import Any

import pytest
from damda.errors import MalformedInput
from support.contexts import canonicalizer

DATATYPE = "https://e.example/#grade"
JSON_DATATYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
CANONICALIZER = canonicalizer(
    c={
        "type": "@type",
        "plain": "https://e.example/#plain",
        "grade": {"@id": "https://e.example/#g", "@type": DATATYPE},
    }
)


def lines(**members: Any) -> str:
    return CANONICALIZER.nquads({"@context": "urn:test:c", **members}).decode()


@pytest.mark.parametrize("number", [1, 1.5, True])
def test_a_datatype_that_is_not_numeric_has_texts_only(number: float) -> None:
    assert f'"1"^^<{DATATYPE}>' in lines(grade="1")
    with pytest.raises(MalformedInput, match="wraps"):
        lines(grade=number)
    with pytest.raises(MalformedInput, match="wraps"):
        lines(plain={"@value": number, "type": DATATYPE})


@pytest.mark.parametrize("content", ['{"a":1}', "1", 1])
def test_json_is_not_written_as_its_text(content: Any) -> None:
    assert JSON_DATATYPE in lines(plain={"@value": {"a": 1}, "type": "@json"})
    with pytest.raises(MalformedInput, match="another spelling"):
        lines(plain={"@value": content, "type": JSON_DATATYPE})


@pytest.mark.parametrize("type_", ["_:a", ["_:a"], ["https://e.example/#T", "_:a"]])
def test_a_blank_node_is_no_type(type_: Any) -> None:
    with pytest.raises(MalformedInput, match="would not be signed"):
        lines(plain="x", type=type_)
