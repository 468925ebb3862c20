"""The schemas that 1EdTech names, written from its data models: what fits and what does not."""

import copy

import fastjsonschema
import jsonschema
import pytest
from damda_schemas import schema_loader, schema_set
from damda_schemas.schema_loading import PUBLISHED
from support.open_badge import open_badge

BADGE, ENDORSEMENT, RECORD = PUBLISHED
SET = schema_set()
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"


def badge():
    document = open_badge("did:example:issuer", "did:example:holder")
    document["credentialStatus"] = document["credentialStatus"][0]
    document["name"] = "Training"
    return document


def endorsement():
    return {
        "@context": badge()["@context"],
        "id": "urn:uuid:00000000-0000-4000-8000-00000000000e",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": "did:example:council",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:issuer", "type": ["EndorsementSubject"]},
    }


def record():
    first, second = badge()["@context"]
    return {
        "@context": [first, CLR, second],
        "id": "urn:uuid:00000000-0000-4000-8000-00000000000f",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Transcript",
        "issuer": {"id": "did:example:issuer", "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:holder",
            "type": ["ClrSubject"],
            "verifiableCredential": [badge()],
            "association": [
                {
                    "type": "Association",
                    "associationType": "isPeerOf",
                    "sourceId": "urn:x:1",
                    "targetId": "urn:x:2",
                }
            ],
        },
    }


GOOD = {BADGE: badge, ENDORSEMENT: endorsement, RECORD: record}


@pytest.mark.parametrize("schema_id", PUBLISHED)
def test_it_is_a_schema_that_two_validators_understand(schema_id):
    schema = schema_loader()(schema_id)
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    document = GOOD[schema_id]()
    jsonschema.Draft7Validator(schema).validate(document)
    fastjsonschema.compile(copy.deepcopy(schema), use_default=False)(document)
    assert SET.problems(document, schema_id) == []


@pytest.mark.parametrize("schema_id", PUBLISHED)
def test_nothing_that_is_required_can_be_left_out(schema_id):
    for name in ("@context", "id", "type", "issuer", "validFrom", "credentialSubject"):
        document = {k: v for k, v in GOOD[schema_id]().items() if k != name}
        assert SET.problems(document, schema_id), name
    for other in set(PUBLISHED) - {schema_id}:
        assert SET.problems(GOOD[schema_id](), other), other


def test_a_badge_with_two_status_entries_does_not_fit_as_published():
    """``credentialStatus`` is 0..1 there (appendix B); our badges name a schema of ours."""
    document = badge()
    document["credentialStatus"] = [document["credentialStatus"]] * 2
    assert [p.field for p in SET.problems(document, BADGE)] == ["credentialStatus"]


def subject_change(name, value):
    document = badge()
    document["credentialSubject"][name] = value
    return document


def achievement_change(name, value):
    document = badge()
    document["credentialSubject"]["achievement"][name] = value
    return document


@pytest.mark.parametrize(
    "document",
    [
        subject_change("type", ["Person"]),
        subject_change("result", {"type": ["Result"]}),
        subject_change("result", [{"type": ["Result"], "status": "Done"}]),
        subject_change("result", [{"type": ["Result"], "value": 92.5}]),
        subject_change("creditsEarned", "3"),
        subject_change("image", {"id": "https://e.example/i.png", "type": "Image", "more": 1}),
        achievement_change("achievementType", "Prize"),
        achievement_change("criteria", None),
        achievement_change("alignment", [{"type": ["Alignment"], "targetName": "x"}]),
        achievement_change("endorsementJwt", ["no"]),
        achievement_change("resultDescription", [{"id": "urn:x", "type": ["ResultDescription"]}]),
        badge() | {"issuer": {"id": "did:example:x", "type": ["Profile"], "parentOrg": {}}},
        badge() | {"validFrom": "2026-01-01"},
    ],
)
def test_members_of_another_kind(document):
    assert SET.problems(document, BADGE)


def test_extended_vocabularies_bear_their_prefix():
    assert not SET.problems(achievement_change("achievementType", "ext:NcsUnit"), BADGE)
