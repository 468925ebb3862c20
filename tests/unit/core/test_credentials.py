"""Credentials are read strictly: VCDM 2.0, clause 4, and Open Badges 3.0."""

import copy
from datetime import UTC, datetime

import pytest
from damda.credentials import anchor_digest, check_credential, credential_digest_id
from damda.errors import DamdaError, LimitExceeded, MalformedInput
from damda.open_badges import check_issuable
from support.open_badge import open_badge

ISSUER, SUBJECT = "did:key:z6MkIssuer", "did:key:z6MkSubject"
LISTED = open_badge(ISSUER, SUBJECT)["credentialStatus"][0]


def badge(**members):
    document = open_badge(ISSUER, SUBJECT) | members
    return {name: value for name, value in document.items() if value is not ...}


def plain(**members):
    """A credential that is no Open Badge."""
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": ISSUER,
        "credentialSubject": {"id": SUBJECT},
    }
    return document | members


def test_view_of_a_badge():
    document = badge(validUntil="2027-01-01T00:00:00+09:00")
    view = check_credential(document)
    assert view.id == "urn:uuid:3b0c6f1e-0000-4000-8000-000000000001"
    assert view.types == ("VerifiableCredential", "OpenBadgeCredential")
    assert (view.issuer, view.issuer_name, view.subject_id) == (ISSUER, "한국고용정보원", SUBJECT)
    assert view.valid_from == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert view.valid_until == datetime(2026, 12, 31, 15, tzinfo=UTC)
    assert [(e.purpose, e.index) for e in view.status_entries] == [("revocation", 7)]
    assert view.document is document


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"id": "urn:uuid:3b0c6f1e-0000-4000-8000-000000000001"},
        {"type": "VerifiableCredential"},
        {"type": ["Diploma", "VerifiableCredential"]},
        {"issuer": {"id": ISSUER}},
        {"credentialSubject": [{"id": SUBJECT}]},
        {"credentialStatus": LISTED},
        {"credentialStatus": [LISTED, {**LISTED, "statusPurpose": "suspension"}]},
        {"name": {"@value": "수료", "@language": "ko"}},
        {"name": [{"@value": "수료", "@language": "ko"}, {"@value": "Done", "@language": "en"}]},
    ],
)
def test_forms_that_the_model_allows(members):
    check_credential(plain(**members))


def test_several_subjects_have_no_one_holder():
    view = check_credential(plain(credentialSubject=[{"id": SUBJECT}, {"id": ISSUER}]))
    assert view.subject_id is None


def test_status_of_an_unknown_kind_is_remembered():
    view = check_credential(plain(credentialStatus={"type": "OtherStatus"}))
    assert (view.status_entries, view.unread_status) == ((), ("OtherStatus",))


@pytest.mark.parametrize(
    "members",
    [
        {"id": "3b0c6f1e-0000-4000-8000-000000000001"},
        {"id": "has space:x y"},
        {"id": 7},
        {"id": ["urn:x:1"]},
        {"@context": "https://www.w3.org/ns/credentials/v2"},
        {"@context": ["https://other.example/", "https://www.w3.org/ns/credentials/v2"]},
        {"@context": ["https://www.w3.org/ns/credentials/v2"] * 2},
        {"@context": ["https://www.w3.org/ns/credentials/v2", {"memo": "urn:x:memo"}]},
        {"@context": []},
        {"type": ["OpenBadgeCredential"]},
        {"type": []},
        {"type": ["VerifiableCredential", "VerifiableCredential"]},
        {"type": ["VerifiableCredential", 7]},
        {"issuer": "KEIS"},
        {"issuer": {"name": "KEIS"}},
        {"issuer": [ISSUER]},
        {"credentialSubject": []},
        {"credentialSubject": {}},
        {"credentialSubject": SUBJECT},
        {"credentialSubject": {"id": "holder"}},
        {"credentialSubject": None},
        {"validFrom": "2026-11-24T09:00:00"},
        {"validFrom": "2026-11-24"},
        {"validFrom": 1},
        {"validFrom": "2026-11-24T09:00:00Z", "validUntil": "2026-11-24T08:59:59Z"},
        {"credentialStatus": []},
        {"credentialStatus": "https://keis.example/status/1#5"},
        {"credentialStatus": {"id": "urn:x:1"}},
        {"credentialStatus": [LISTED] * 5},
        {"credentialStatus": {**LISTED, "statusListIndex": 7}},
        {"credentialStatus": {**LISTED, "statusListIndex": "-7"}},
        {"credentialStatus": {**LISTED, "statusListIndex": "07"}},
        {"credentialStatus": {**LISTED, "statusListIndex": "٧"}},
        {"credentialStatus": {**LISTED, "statusSize": 2}},
        {"credentialStatus": {**LISTED, "statusSize": True}},
        {"credentialStatus": {**LISTED, "statusListCredential": "status/1"}},
        {"credentialStatus": {**LISTED, "statusPurpose": ["revocation"]}},
        {"credentialSchema": {"id": "urn:x:1"}},
        {"credentialSchema": {"type": "JsonSchema"}},
        {"termsOfUse": {"id": "urn:x:1"}},
        {"evidence": ["seen"]},
        {"name": None},
        {"@id": "urn:x:1"},
        {"@type": ["VerifiableCredential"]},
        {"credentialSubject": {"id": SUBJECT, "@type": "Person"}},
        {"credentialSubject": {"id": SUBJECT, "@graph": []}},
        {"credentialSubject": {"id": SUBJECT, "@context": "https://other.example/"}},
        {"credentialSubject": {"id": "_:b0"}},
    ],
)
def test_refusals(members):
    check_credential(plain())
    with pytest.raises(MalformedInput) as refusal:
        check_credential(plain(**members))
    assert refusal.value.en != refusal.value.ko


def test_no_second_node_speaks_of_the_credential():
    """A status entry moved there would still be signed, and no reader would look."""
    moved = badge(credentialStatus=...)
    moved["credentialSubject"]["achievement"]["creator"] = {
        "id": moved["id"],
        "type": ["Profile"],
        "credentialStatus": [LISTED],
    }
    with pytest.raises(MalformedInput, match="own id"):
        check_credential(moved)


def test_a_badge_without_an_id_is_read_but_not_issued():
    """VCDM 2.0, 4.4: optional. Open Badges 3.0 wants one of those who issue."""
    document = badge()
    del document["id"]
    assert check_credential(document).id is None
    with pytest.raises(MalformedInput, match="must have id"):
        check_issuable(document, document["type"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("validFrom",), ...),
        (("@context",), ["https://www.w3.org/ns/credentials/v2"]),
        (("issuer", "type"), ["Person"]),
        (("credentialSubject", "type"), ...),
        (("credentialSubject", "id"), ...),
        (("credentialSubject", "achievement"), ...),
        (("credentialSubject", "achievement", "id"), ...),
        (("credentialSubject", "achievement", "type"), ["Badge"]),
        (("credentialSubject", "achievement", "name"), " "),
        (("credentialSubject", "achievement", "description"), ...),
        (("credentialSubject", "achievement", "criteria"), "80%"),
    ],
)
def test_what_an_open_badge_must_have(path, value):
    document = badge()
    check_credential(document)
    place = document
    for name in path[:-1]:
        place = place[name]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    with pytest.raises(MalformedInput):
        check_credential(document)


@pytest.mark.parametrize("document", [None, [], "x", {}, {"@context": 1}, {1: 2}, {"type": {}}])
def test_other_things_are_malformed(document):
    with pytest.raises(MalformedInput):
        check_credential(document)


def test_depth_is_bounded():
    document = plain()
    place = document["credentialSubject"]
    for _ in range(2000):
        place["x"] = {}
        place = place["x"]
    with pytest.raises(LimitExceeded):
        check_credential(document)


EDITS = [  # cases.md 53
    lambda d: d.update(flag="true"),
    lambda d: d.update(count="7"),
    lambda d: d.update(memo=""),
    lambda d: d.update(notes=[]),
    lambda d: d.update(notes={}),
    lambda d: d["list"].reverse(),
    lambda d: d.update(renamed=d.pop("name")),
]


@pytest.mark.parametrize("edit", EDITS)
def test_digest_sees_every_edit(edit):
    secured = {"name": "배지", "flag": True, "count": 7, "memo": None, "list": ["a", "b"]}
    edited = copy.deepcopy(secured)
    edit(edited)
    assert anchor_digest(edited) != anchor_digest(secured)


def test_digest_does_not_see_the_order_of_members():
    secured = {"name": "배지", "count": 7}
    assert anchor_digest(dict(reversed(secured.items()))) == anchor_digest(secured)
    assert bytes.fromhex(credential_digest_id(secured)) == anchor_digest(secured)
    assert len(anchor_digest(secured)) == 32


def test_digest_of_what_has_no_canonical_form():
    with pytest.raises(DamdaError):
        anchor_digest({"count": 2**60})
