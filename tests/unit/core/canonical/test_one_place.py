"""A credential, a presentation and a status entry are described in one place only."""

import copy
from typing import Any

import pytest
from damda.errors import MalformedInput
from damda_schemas import compiled_canonicalizer
from support.open_badge import CREDENTIALS_V2, open_badge

OURS = compiled_canonicalizer()
ELSEWHERE = "described in a second place"


def badge() -> dict[str, Any]:
    return open_badge("did:key:z6MkIssuer", "did:key:z6MkSubject")


def test_a_status_may_not_be_added_in_another_place() -> None:
    document = badge()
    status = document.pop("credentialStatus")
    document["evidence"] = [{"id": document["id"], "type": ["Evidence"], "name": "x"}]
    with pytest.raises(MalformedInput, match=ELSEWHERE):
        OURS.nquads(document)
    document["evidence"] = [{"id": status[0]["id"], "type": ["Evidence"], "name": "x"}]
    OURS.nquads(document)
    document["credentialStatus"] = status
    with pytest.raises(MalformedInput, match=ELSEWHERE):
        OURS.nquads(document)


def test_an_exact_copy_takes_nothing_away() -> None:
    document = badge()
    presentation = {
        "@context": [CREDENTIALS_V2],
        "type": "VerifiablePresentation",
        "verifiableCredential": [document, copy.deepcopy(document)],
    }
    assert OURS.nquads(presentation)


def test_a_copy_that_only_python_calls_equal_is_another() -> None:
    """1 and true are equal in Python; they are two statements of one status entry."""
    first, second = badge(), badge()
    first["credentialStatus"][0]["statusSize"] = 1
    second["credentialStatus"][0]["statusSize"] = True
    assert first == second
    first["credentialStatus"] += second["credentialStatus"]
    with pytest.raises(MalformedInput):
        OURS.nquads(first)


def test_an_issuer_that_is_the_credential_too_is_refused() -> None:
    document = badge()
    document["issuer"]["id"] = document["id"]
    with pytest.raises(MalformedInput, match=ELSEWHERE):
        OURS.nquads(document)


def test_the_same_subject_in_two_graphs_is_no_second_place() -> None:
    first, second = badge(), badge()
    second["id"] = "urn:uuid:3b0c6f1e-0000-4000-8000-00000000000f"
    second["name"] = "x"
    presentation = {
        "@context": [CREDENTIALS_V2],
        "type": "VerifiablePresentation",
        "verifiableCredential": [first, second],
    }
    assert OURS.nquads(presentation)
