"""Schemas are handed in, compiled once, and never fetched."""

import pytest
from damda.errors import MalformedInput
from damda.schema_check import SCHEMA_UNKNOWN, SchemaSet

ID = "https://damda.example/schemas/test/v1"


def schema_set(**schema):
    return SchemaSet({ID: {"$id": ID, "type": "object", **schema}}.get)


def test_a_problem_names_field_and_rule_but_not_the_value():
    schemas = schema_set(properties={"rate": {"type": "integer", "minimum": 80}})
    assert schemas.problems({"rate": 92}, ID) == []
    (problem,) = schemas.problems({"rate": 41}, ID)
    assert (problem.field, problem.code) == ("rate", "minimum")
    assert "41" not in problem.en + problem.ko
    assert problem.ko == "값이 너무 작습니다."


def test_a_schema_is_loaded_once():
    asked = []

    def load(schema_id):
        asked.append(schema_id)
        return {"type": "object"}

    schemas = SchemaSet(load)
    for _ in range(3):
        assert schemas.problems({}, ID) == []
    assert asked == [ID]


def test_the_document_is_left_as_it_is():
    document = {}
    schema_set(properties={"rate": {"default": 7}}).problems(document, ID)
    assert document == {}


def test_references_inside_are_followed():
    schemas = schema_set(
        properties={"id": {"$ref": "#/definitions/uri"}},
        definitions={"uri": {"type": "string", "pattern": "^urn:"}},
    )
    assert schemas.problems({"id": "urn:x"}, ID) == []
    assert [p.code for p in schemas.problems({"id": "x"}, ID)] == ["pattern"]


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"a": {"$ref": "https://other.example/schema"}}},
        {"properties": {"a": {"$ref": "file:///etc/passwd"}}},
        {"properties": {"a": {"$ref": 7}}},
        {"items": [{"$id": "https://other.example/", "$ref": "#/a"}]},
        {"properties": {"a": {"prefixItems": [{"type": "string"}]}}},
        {"unevaluatedProperties": False},
        {"dependentRequired": {"a": ["b"]}},
        {"properties": {"a": {"$ref": "#/definitions/none"}}},
        {"type": "no such type"},
        {"pattern": "("},
    ],
)
def test_schemas_that_are_not_used(schema):
    with pytest.raises(MalformedInput) as refusal:
        schema_set(**schema).problems({"a": 1}, ID)
    assert refusal.value.code == SCHEMA_UNKNOWN


def test_no_file_is_read(tmp_path):
    other = tmp_path / "other.json"
    other.write_text('{"type": "string"}')
    with pytest.raises(MalformedInput, match="another document"):
        schema_set(properties={"a": {"$ref": other.as_uri()}}).problems({"a": 1}, ID)


def test_unknown_schema_has_its_own_code():
    with pytest.raises(MalformedInput) as refusal:
        schema_set().problems({}, "https://other.example/schema")
    assert refusal.value.code == SCHEMA_UNKNOWN


def test_words_of_data_are_no_keywords():
    schemas = schema_set(
        properties={"prefixItems": {"const": {"unevaluatedItems": 1}}}, default={"$anchor": 1}
    )
    assert schemas.problems({"prefixItems": {"unevaluatedItems": 1}}, ID) == []
