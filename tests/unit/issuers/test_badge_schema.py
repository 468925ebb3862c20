"""The JSON Schema of the issued badge: the badge fits, a changed one does not."""

import copy

import fastjsonschema
import jsonschema
import pytest
from support.training import BADGE, CATALOG, OPTIONAL, built

SCHEMA = BADGE.json_schema()
compiled = fastjsonschema.compile(SCHEMA)


def fits(document):
    try:
        compiled(document)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def changed(path, value):
    document = copy.deepcopy(built())
    node = document
    for part in path[:-1]:
        node = node[part]
    if value is None:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return document


def test_the_schema_is_one_of_2020_12_and_served_under_its_id():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "https://damda.example/schemas/keis/training-badge/v1"
    assert CATALOG.schemas == {SCHEMA["$id"]: SCHEMA}
    assert built()["credentialSchema"] == [{"id": SCHEMA["$id"], "type": "JsonSchema"}]


@pytest.mark.parametrize("entries", [0, 1, 2])
@pytest.mark.parametrize("without", [(), *[(name,) for name in OPTIONAL], OPTIONAL])
def test_the_built_badge_fits_signed_or_not(without, entries):
    badge = built(entries=built()["credentialStatus"][:entries], **dict.fromkeys(without))
    assert fits(badge)
    jsonschema.validate(badge, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert fits({**badge, "proof": {"type": "DataIntegrityProof"}})
    assert fits({**badge, "proof": [{"type": "DataIntegrityProof"}] * 2})


SUBJECT = ("credentialSubject",)
ACHIEVEMENT = ("credentialSubject", "achievement")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("type",), ["VerifiableCredential", "OpenBadgeCredential"]),
        (("@context",), ["https://www.w3.org/ns/credentials/v2"]),
        (("memo",), "x"),
        (("validFrom",), "2026-11-24"),
        (("issuer",), "did:webvh:x"),
        (("issuer", "id"), "https://agency.example"),
        (("credentialSchema",), []),
        (("proof",), "x"),
        ((*SUBJECT, "memo"), "x"),
        ((*SUBJECT, "id"), None),
        ((*SUBJECT, "attendanceRate"), "96"),
        ((*SUBJECT, "attendanceRate"), 101),
        ((*SUBJECT, "attendanceRate"), True),
        ((*SUBJECT, "attendanceRate"), None),
        ((*SUBJECT, "ncsLevel"), 9),
        ((*SUBJECT, "totalHours"), 0),
        ((*SUBJECT, "ncsCode"), "99010202"),
        ((*SUBJECT, "ncsCode"), "20010202\n"),
        ((*SUBJECT, "ncsMajor"), None),
        ((*SUBJECT, "ncsUnits"), []),
        ((*SUBJECT, "ncsUnits"), ["2001020201"]),
        ((*SUBJECT, "ncsUnits"), ["2001020201_16v2"] * 2),
        ((*SUBJECT, "activityEndDate"), "2026-08-28T23:59:59Z"),
        ((*SUBJECT, "result"), []),
        ((*SUBJECT, "result", 0, "status"), "InProgress"),
        ((*ACHIEVEMENT, "name"), ""),
        ((*ACHIEVEMENT, "name"), "x" * 201),
        ((*ACHIEVEMENT, "criteria"), None),
        ((*ACHIEVEMENT, "alignment"), []),
        ((*ACHIEVEMENT, "alignment", 0, "targetUrl"), "https://elsewhere.example"),
        ((*ACHIEVEMENT, "creator", "otherIdentifier"), []),
        ((*ACHIEVEMENT, "creator", "otherIdentifier", 1, "identifier"), "1234567891"),
        ((*ACHIEVEMENT, "creator", "otherIdentifier", 1, "identifier"), None),
        (("credentialStatus", 0, "statusListIndex"), 4),
        (("credentialStatus", 0, "type"), "Other"),
    ],
)
def test_a_changed_badge_does_not_fit(path, value):
    assert not fits(changed(path, value))


def test_better_wording_needs_no_new_version():
    assert fits(changed(("name",), "직업능력개발 배지"))
    assert fits(changed((*ACHIEVEMENT, "criteria", "narrative"), "새 설명"))
    assert fits(changed(("@context", 2), "https://damda.example/contexts/keis/v2"))
    assert not fits(changed(("@context", 2), "https://damda.example/contexts/other/v1"))
