"""Value objects and literals: each refusal by its own sentence."""

from typing import Any

import pytest
from damda.errors import MalformedInput
from support.contexts import canonicalizer

XSD = "http://www.w3.org/2001/XMLSchema#"
OURS = canonicalizer(
    c={
        "id": "@id",
        "type": "@type",
        "xsd": XSD,
        "int": f"{XSD}integer",
        "p": "urn:p",
        "date": {"@id": "urn:date", "@type": f"{XSD}date"},
        "korean": {"@id": "urn:korean", "@language": "ko"},
    }
)


def lines(**members: Any) -> str:
    return OURS.nquads({"@context": "urn:test:c", **members}).decode()


@pytest.mark.parametrize("number", [5, 5.5, True])
def test_a_number_is_no_date(number: Any) -> None:
    with pytest.raises(MalformedInput, match="wraps its value"):
        lines(date=number)
    assert "XMLSchema#date" in lines(date="2026-11-24")


@pytest.mark.parametrize("keyword", ["@direction", "@index"])
def test_direction_and_index_are_refused_by_name(keyword: str) -> None:
    with pytest.raises(MalformedInput, match=f"{keyword} is not supported"):
        lines(p={"@value": "x", keyword: "ltr"})


@pytest.mark.parametrize("tagged", [(5, "ko"), ("x", 5), (True, "ko"), ("x", None), (None, "ko")])
def test_a_text_with_a_language_is_two_texts(tagged: tuple[Any, Any]) -> None:
    value, language = tagged
    with pytest.raises(MalformedInput, match="text with a language"):
        lines(p={"@value": value, "@language": language})


def test_a_datatype_is_no_blank_node() -> None:
    with pytest.raises(MalformedInput, match="would not be signed"):
        lines(p={"@value": "x", "type": "_:b"})


@pytest.mark.parametrize("text", ["5", "-12", "5.3E0", "true"])
def test_a_canonical_number_is_not_written_as_a_text(text: str) -> None:
    with pytest.raises(MalformedInput, match="wraps its value"):
        lines(p={"@value": text, "type": "int"})
    assert "007" in lines(p={"@value": "007", "type": "int"})


@pytest.mark.parametrize("datatype", [5, ["int"], {}, None])
def test_a_datatype_is_a_name(datatype: Any) -> None:
    with pytest.raises(MalformedInput, match="type must be a name"):
        lines(p={"@value": "x", "type": datatype})


@pytest.mark.parametrize(
    "wrapped",
    [
        {"p": {"@value": "x"}},
        {"p": {"@value": 5}},
        {"korean": {"@value": "x", "@language": "ko"}},
        {"korean": {"@value": "x", "@language": "KO"}},
        {"date": {"@value": "2026-11-24", "type": "xsd:date"}},
    ],
)
def test_a_value_that_needs_no_object_has_none(wrapped: Any) -> None:
    with pytest.raises(MalformedInput, match=r"wraps its value|another spelling"):
        lines(**wrapped)


def test_a_value_that_needs_its_object_has_it() -> None:
    assert '"x"@en' in lines(korean={"@value": "x", "@language": "en"})
    assert lines(korean={"@value": "x"}).endswith('"x" .\n')


@pytest.mark.parametrize("content", [["x"], {"a": "x"}])
def test_a_value_is_a_scalar(content: Any) -> None:
    with pytest.raises(MalformedInput, match="no text, number or boolean"):
        lines(p={"@value": content})


@pytest.mark.parametrize("name", ["@undefined", "@container", "_:p", "undefined", "relative/p", ""])
def test_a_member_needs_a_meaning(name: str) -> None:
    with pytest.raises(MalformedInput, match=r"not defined|not supported"):
        lines(p="x", **{name: "y"})
