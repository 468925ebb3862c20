"""Open Badges 3.0, appendix B: members that must agree, and endorsements as they are kept."""

import copy
from typing import Any

import pytest
from damda.credentials import check_credential
from damda.errors import MalformedInput
from support.open_badge import open_badge

GRADE = "urn:uuid:00000000-0000-4000-8000-00000000000a"
LEVELS = "urn:uuid:00000000-0000-4000-8000-00000000000b"
GOOD = "urn:uuid:00000000-0000-4000-8000-00000000000c"
DESCRIPTIONS = [
    {
        "id": GRADE,
        "type": ["ResultDescription"],
        "name": "Score",
        "resultType": "RawScore",
        "valueMin": "0",
        "valueMax": "100",
        "requiredValue": "60",
    },
    {
        "id": LEVELS,
        "type": ["ResultDescription"],
        "name": "Level",
        "resultType": "Status",
        "allowedValue": ["low", "high"],
        "requiredLevel": GOOD,
        "rubricCriterionLevel": [{"id": GOOD, "type": ["RubricCriterionLevel"], "name": "Good"}],
    },
]
SCORE = {"type": ["Result"], "resultDescription": GRADE, "value": "92.5"}
LEVEL = {
    "type": "Result",
    "resultDescription": LEVELS,
    "value": "high",
    "achievedLevel": GOOD,
    "status": "Completed",
}


def badge(**achievement: Any) -> dict[str, Any]:
    document = open_badge("did:example:issuer", "did:example:holder")
    subject = document["credentialSubject"]
    subject["achievement"] |= {"resultDescription": copy.deepcopy(DESCRIPTIONS), **achievement}
    subject["result"] = [copy.deepcopy(SCORE), copy.deepcopy(LEVEL)]
    return document


def refused(document: dict[str, Any]) -> str:
    with pytest.raises(MalformedInput) as caught:
        check_credential(document)
    assert caught.value.ko != caught.value.en
    return caught.value.en


def test_results_that_fit_their_descriptions():
    check_credential(badge())


@pytest.mark.parametrize(
    ("place", "change", "said"),
    [
        (0, {"resultDescription": "urn:uuid:other"}, "does not have"),
        (0, {"resultDescription": 7}, "does not have"),
        (0, {"value": "100.5"}, "none that its resultDescription allows"),
        (0, {"value": "-1"}, "none that its resultDescription allows"),
        (0, {"value": 92.5}, "none that its resultDescription allows"),
        (0, {"type": ["Grade"]}, "must be a Result"),
        (0, {"alignment": [{"type": ["Alignment"], "targetName": "x"}]}, "targetUrl"),
        (1, {"value": "higher"}, "none that its resultDescription allows"),
        (1, {"achievedLevel": GRADE}, "none of the levels"),
        (1, {"status": None}, "must have a status"),
    ],
)
def test_results_that_do_not(place, change, said):
    document = badge()
    result = document["credentialSubject"]["result"][place]
    result |= change
    document["credentialSubject"]["result"][place] = {
        name: value for name, value in result.items() if value is not None
    }
    assert said in refused(document)


@pytest.mark.parametrize(
    ("place", "change", "said"),
    [
        (0, {"id": LEVELS}, "id of its own"),
        (0, {"requiredValue": "101"}, "requiredValue"),
        (1, {"requiredLevel": GRADE}, "requiredLevel"),
        (1, {"type": ["Level"]}, "ResultDescription"),
    ],
)
def test_descriptions_that_contradict_themselves(place, change, said):
    descriptions = copy.deepcopy(DESCRIPTIONS)
    descriptions[place] |= change
    assert said in refused(badge(resultDescription=descriptions))


@pytest.mark.parametrize(
    "change", [{"targetName": " "}, {"targetUrl": "ncs"}, {"targetUrl": 7}, {"type": ["Target"]}]
)
def test_an_alignment_names_its_target(change):
    good = {"type": ["Alignment"], "targetName": "NCS", "targetUrl": "https://ncs.example/1"}
    check_credential(badge(alignment=[good]))
    assert "alignment" in refused(badge(alignment=[good | change]))


def endorsement(**members: Any) -> dict[str, Any]:
    return {
        "@context": open_badge("x:y", "x:y")["@context"],
        "id": "urn:uuid:00000000-0000-4000-8000-00000000000e",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "SDC endorsement",
        "issuer": {"id": "did:example:council", "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:issuer", "type": ["EndorsementSubject"]},
    } | members


def test_endorsements_are_kept_in_both_forms():
    document = badge(endorsement=[endorsement()], endorsementJwt=["eyJh.eyJi.c2ln"])
    document["endorsementJwt"] = ["eyJh.eyJi.c2ln"]
    document["issuer"]["endorsement"] = [endorsement()]
    view = check_credential(document)
    assert view.document["endorsementJwt"] == ["eyJh.eyJi.c2ln"]
    assert check_credential(endorsement()).types[1] == "EndorsementCredential"


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"endorsementJwt": ["no token"]}, "compact JWS"),
        ({"endorsementJwt": [{}]}, "compact JWS"),
        ({"endorsement": [{"type": ["VerifiableCredential"]}]}, "EndorsementCredential"),
        ({"endorsement": [endorsement(credentialSubject={"id": "urn:x"})]}, "type"),
        (
            {"endorsement": [endorsement(credentialSubject={"type": ["EndorsementSubject"]})]},
            "EndorsementSubject with an id",
        ),
    ],
)
def test_what_is_no_endorsement(members, said):
    assert said in refused(badge(**members))
    document = badge()
    document["issuer"] |= members
    assert said in refused(document)
