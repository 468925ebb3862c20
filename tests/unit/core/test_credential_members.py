"""What VCDM 2.0 says of names, related resources and dates, and where data model 1.1 differs."""

from datetime import UTC, datetime

import pytest
from damda.credentials import check_credential
from damda.errors import MalformedInput

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
SRI = "sha384-" + "A" * 64


def plain(**members):
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": "did:key:z6MkIssuer",
        "credentialSubject": {"id": "did:example:subject"},
    } | members


def old(**members):
    """A credential of data model 1.1; a member given as ... is left out."""
    document = plain(**{"@context": [V1], "issuanceDate": "2026-11-24T09:00:00Z"} | members)
    return {name: value for name, value in document.items() if value is not ...}


TEXTS = [
    "수료증",
    "",
    {"@value": "수료증"},
    {"@value": "Badge", "@language": "en-GB", "@direction": "ltr"},
    [{"@value": "Dog", "@language": "en"}, {"@value": "Chien", "@language": "fr"}],
]
NO_TEXTS = [
    7,
    [],
    ["수료증"],
    {},
    {"@value": 7},
    {"@language": "ko"},
    {"@value": "x", "@language": "한국어"},
    {"@value": "x", "@direction": "up"},
    {"@value": "x", "@language": "en", "url": "did:example:credential"},
]


@pytest.mark.parametrize("member", ["name", "description"])
@pytest.mark.parametrize("text", TEXTS)
def test_names_are_texts_or_language_values(member, text):
    check_credential(plain(**{member: text}))
    check_credential(plain(issuer={"id": "did:key:z6MkIssuer", member: text}))


@pytest.mark.parametrize("member", ["name", "description"])
@pytest.mark.parametrize("value", NO_TEXTS)
def test_other_names_are_malformed(member, value):
    with pytest.raises(MalformedInput, match=f"the {member} of credential"):
        check_credential(plain(**{member: value}))
    with pytest.raises(MalformedInput, match=f"the {member} of issuer"):
        check_credential(plain(issuer={"id": "did:key:z6MkIssuer", member: value}))


@pytest.mark.parametrize(
    "resources",
    [
        {"id": V2, "digestSRI": SRI},
        {"id": V2, "digestMultibase": "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k"},
        [{"id": V2, "mediaType": "application/ld+json", "digestSRI": SRI}],
        [{"id": V2, "digestSRI": SRI}, {"id": "urn:x:2", "digestSRI": SRI}],
    ],
)
def test_related_resources(resources):
    check_credential(plain(relatedResource=resources))


@pytest.mark.parametrize(
    "resources",
    [
        [V2],
        [],
        {"digestSRI": SRI},
        {"id": "no url", "digestSRI": SRI},
        {"id": V2},
        [{"id": V2, "digestSRI": SRI}, {"id": V2, "digestMultibase": "u" + "A" * 43}],
        {"id": V2, "digestSRI": "sha384-_" + "A" * 63},
        {"id": V2, "digestSRI": "md5-" + "A" * 22},
        {"id": V2, "digestSRI": [SRI]},
        {"id": V2, "digestMultibase": "mAAAA"},
        {"id": V2, "digestSRI": SRI, "digestMultibase": ""},
    ],
)
def test_related_resources_that_name_nothing_are_malformed(resources):
    with pytest.raises(MalformedInput):
        check_credential(plain(relatedResource=resources))


def test_data_model_1_1_has_its_own_dates():
    view = check_credential(old(expirationDate="2026-12-24T09:00:00+09:00"))
    assert view.data_model == "1.1"
    assert view.valid_from == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert view.valid_until == datetime(2026, 12, 24, tzinfo=UTC)
    assert check_credential(plain()).data_model == "2.0"


@pytest.mark.parametrize(
    "document",
    [
        old(issuanceDate=...),
        old(issuanceDate="2026-11-24"),
        old(expirationDate="2026-11-23T09:00:00Z"),
        old(validFrom="2026-11-24T09:00:00Z"),
        old(validUntil="2026-12-24T09:00:00Z"),
        old(**{"@context": [V1, V1]}),
        old(**{"@context": ["https://other.example/", V1]}),
        plain(issuanceDate="2026-11-24T09:00:00Z"),
        plain(expirationDate="2026-11-24T09:00:00Z"),
    ],
)
def test_dates_of_the_other_data_model_are_malformed(document):
    with pytest.raises(MalformedInput):
        check_credential(document)


def test_enveloped_credentials_are_refused_by_name():
    document = {
        "@context": [V2],
        "id": "data:application/vc+jwt,eyJ",
        "type": "EnvelopedVerifiableCredential",
    }
    with pytest.raises(MalformedInput, match="EnvelopedVerifiableCredential"):
        check_credential(document)


def test_a_blank_node_is_no_type():
    """Its label is not signed over RDF: the type could be renamed."""
    with pytest.raises(MalformedInput, match="the type of credential must be a name"):
        check_credential(plain(type=["VerifiableCredential", "_:TrainingBadge"]))
