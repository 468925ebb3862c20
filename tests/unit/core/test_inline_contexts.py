"""Contexts inside a document: refused, unless a policy leaves them to the canonicalizer."""

from typing import Any

import pytest
from damda.credentials import check_credential
from damda.errors import LimitExceeded, MalformedInput
from damda.presentation_shape import check_any_presentation

V2 = "https://www.w3.org/ns/credentials/v2"


def credential(*contexts: Any) -> dict[str, Any]:
    return {
        "@context": [V2, *contexts],
        "type": ["VerifiableCredential"],
        "issuer": "did:key:z6MkIssuer",
        "credentialSubject": {"id": "did:example:subject"},
    }


PLAIN = [
    {"Diploma": "https://example.org/#Diploma"},
    {"@protected": True, "Diploma": {"@id": "https://example.org/#Diploma", "@type": "@id"}},
    {"@context": {"Diploma": "https://example.org/#Diploma"}},
    {"Diploma": {"@id": "https://e.example/#D", "@context": {"grade": "https://e.example/#g"}}},
    {"Diploma": None},
]
SPELLED_ANEW = [
    {"myId": "@id"},
    {"myId": {"@id": "@id"}},
    {"kind": "@type"},
    {"@context": {"myId": "@id"}},
    {"@context": [{"ok": "urn:x:ok"}, {"myId": "@id"}]},
    {"Diploma": {"@id": "urn:x:d", "@context": {"myId": "@id"}}},
]


@pytest.mark.parametrize("context", PLAIN + SPELLED_ANEW)
def test_they_are_refused(context):
    with pytest.raises(MalformedInput, match="@context must be one or more URLs"):
        check_credential(credential(context))


@pytest.mark.parametrize("context", PLAIN)
def test_a_policy_may_leave_them_to_the_canonicalizer(context):
    assert check_credential(credential(context), inline_contexts=True).data_model == "2.0"
    presentation = credential(context) | {"type": "VerifiablePresentation"}
    check_any_presentation(presentation, inline_contexts=True)


@pytest.mark.parametrize("context", SPELLED_ANEW)
def test_no_context_spells_a_keyword_anew(context):
    with pytest.raises(MalformedInput, match="another name for"):
        check_credential(credential(context), inline_contexts=True)


@pytest.mark.parametrize("context", [7, None, True, [V2], ["urn:x:1"]])
def test_other_things_are_no_context(context):
    with pytest.raises(MalformedInput):
        check_credential(credential(context), inline_contexts=True)


@pytest.mark.parametrize(
    "contexts",
    [
        [{f"t{n}": "urn:x:t" for n in range(256)}],
        [{f"t{n}": "urn:x:t" for n in range(16)}] * 16,
        [{"t": {"@id": "urn:x:t", "@context": {f"t{n}": "urn:x:t" for n in range(256)}}}],
        [{"t": {"@id": "urn:x:t", "@context": [V2] * 16}}],
        [{f"t{n}": {"@id": "urn:x:t", "@context": V2} for n in range(16)}],
        [{"@context": [V2] * 16}],
        [{"t": {"@id": "urn:x:t", "@context": [{}] * 256}}],
        [{"t": {"@id": "urn:x:t", "@context": [None] * 256}}],
    ],
)
def test_their_definitions_are_bounded(contexts):
    with pytest.raises(LimitExceeded):
        check_credential(credential(*contexts), inline_contexts=True)


def test_names_beside_definitions_are_names_like_others():
    others = [f"https://e.example/contexts/{n}" for n in range(60)]
    check_credential(credential({"x": "urn:x:x"}, *others), inline_contexts=True)


def test_the_first_context_is_the_data_models_own():
    document = credential()
    document["@context"] = [{"x": "urn:x:x"}, V2]
    with pytest.raises(MalformedInput, match="begins with"):
        check_credential(document, inline_contexts=True)


def test_a_context_below_the_top_is_refused_all_the_same():
    document = credential()
    document["credentialSubject"]["@context"] = {"x": "urn:x:x"}
    with pytest.raises(MalformedInput, match="below the top"):
        check_credential(document, inline_contexts=True)
