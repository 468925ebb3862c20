"""The bundled schema of what Open Badges 3.0 demands of any badge."""

import copy

import fastjsonschema
import jsonschema
import pytest
from damda.errors import MalformedInput
from damda_schemas import schema_loader
from damda_schemas.schema_loading import OPEN_BADGE_3, SCHEMAS
from support.training import CATALOG, built

SCHEMA = schema_loader()(OPEN_BADGE_3)
compiled = fastjsonschema.compile(SCHEMA)

# The smallest badge, after the members marked as required in the specification's data model.
SMALLEST = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "https://school.example/credentials/1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://school.example/issuer", "type": ["Profile"]},
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "did:example:holder",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://school.example/achievements/1",
            "type": ["Achievement"],
            "name": "Welding",
            "description": "Welds two plates",
            "criteria": {"narrative": "Two plates welded"},
        },
    },
}


def test_bundled_schemas_are_found_by_their_id():
    load = schema_loader(CATALOG.schemas)
    for schema_id in (*SCHEMAS, *CATALOG.schemas):
        schema = load(schema_id)
        assert schema["$id"] == schema_id
        jsonschema.Draft202012Validator.check_schema(schema)
    assert load("https://elsewhere.example/schema") is None


def test_a_bundled_schema_can_not_be_replaced():
    with pytest.raises(MalformedInput):
        schema_loader({OPEN_BADGE_3: {}})


def test_our_badge_and_the_smallest_one_fit():
    compiled(built())
    compiled(SMALLEST)


def required_members(node, path=()):
    for key, value in node.items():
        yield (*path, key)
        if isinstance(value, dict) and key != "criteria":
            yield from required_members(value, (*path, key))


@pytest.mark.parametrize("path", list(required_members(SMALLEST)), ids=".".join)
def test_each_required_member_is_required(path):
    document = copy.deepcopy(SMALLEST)
    node = document
    for part in path[:-1]:
        node = node[part]
    del node[path[-1]]
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        compiled(document)
