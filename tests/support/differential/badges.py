"""Credentials, badges and presentations over the bundled contexts, as hypothesis strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .values import IRIS, LANGUAGES, NUMBERS, TEXTS

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
INTEGRITY = "https://w3id.org/security/data-integrity/v2"
TIMES = st.sampled_from(["2026-11-24T09:00:00Z", "2027-01-01T00:00:00+09:00", "yesterday"])

PLAIN_TEXTS = (
    st.sampled_from(["직업훈련 수료", "Course", "x", 'with "quotes"', "1", "true"]) | TEXTS
)
LANGUAGE_VALUES = st.builds(
    lambda value, language: {"@value": value, "@language": language}, PLAIN_TEXTS, LANGUAGES
)


def objects(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with ``required`` members, and others in any choice."""
    return st.fixed_dictionaries(required, optional={k.rstrip("_"): v for k, v in optional.items()})


def one_or_more(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values | st.lists(values, min_size=1, max_size=3)


def typed(*names: str) -> st.SearchStrategy[Any]:
    return st.just(list(names)) | st.just(names[0])


def arrays(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=1, max_size=3)


IMAGES = objects({"id": IRIS, "type": st.just("Image")}, caption=PLAIN_TEXTS)
ALIGNMENTS = objects(
    {"type": typed("Alignment")},
    targetName=PLAIN_TEXTS,
    targetUrl=IRIS,
    targetCode=PLAIN_TEXTS,
    targetType=st.sampled_from(["ceasn:Competency", "CFItem", "ext:own", "Undefined"]),
    targetFramework=PLAIN_TEXTS,
)
RUBRICS = objects(
    {"id": IRIS, "type": typed("RubricCriterionLevel")},
    name=PLAIN_TEXTS,
    points=PLAIN_TEXTS,
    level=PLAIN_TEXTS,
    alignment=arrays(ALIGNMENTS),
)
RESULT_DESCRIPTIONS = objects(
    {"id": IRIS, "type": typed("ResultDescription")},
    name=PLAIN_TEXTS,
    resultType=st.sampled_from(["GradePointAverage", "Percent", "ext:own", "Status"]),
    allowedValue=arrays(PLAIN_TEXTS),
    valueMax=PLAIN_TEXTS,
    rubricCriterionLevel=arrays(RUBRICS),
)
RESULTS = objects(
    {"type": typed("Result")},
    value=PLAIN_TEXTS,
    status=st.sampled_from(["Completed", "Failed"]),
    achievedLevel=IRIS,
    resultDescription=IRIS,
    alignment=arrays(ALIGNMENTS),
)
IDENTIFIERS = objects(
    {"type": typed("IdentityObject")},
    hashed=st.booleans(),
    identityHash=PLAIN_TEXTS,
    identityType=st.sampled_from(["emailAddress", "ext:own"]),
    salt=PLAIN_TEXTS,
)
PROFILES = objects(
    {"id": IRIS, "type": typed("Profile")},
    name=PLAIN_TEXTS,
    url=IRIS,
    image=IMAGES,
    address=objects(
        {"type": typed("Address")},
        addressCountry=PLAIN_TEXTS,
        geo=objects({"type": st.just("GeoCoordinates")}, latitude=NUMBERS, longitude=NUMBERS),
    ),
)
ACHIEVEMENTS = objects(
    {"id": IRIS, "type": typed("Achievement")},
    name=PLAIN_TEXTS,
    description=PLAIN_TEXTS,
    criteria=objects({}, narrative=PLAIN_TEXTS, id=IRIS),
    creator=PROFILES,
    creditsAvailable=NUMBERS,
    achievementType=st.sampled_from(["Certificate", "ext:own"]),
    alignment=arrays(ALIGNMENTS),
    image=IMAGES,
    inLanguage=PLAIN_TEXTS,
    resultDescription=arrays(RESULT_DESCRIPTIONS),
    tag=arrays(PLAIN_TEXTS),
    version=PLAIN_TEXTS,
)
SUBJECTS = objects(
    {"type": typed("AchievementSubject")},
    id=IRIS,
    achievement=ACHIEVEMENTS,
    activityStartDate=TIMES,
    creditsEarned=NUMBERS,
    identifier=arrays(IDENTIFIERS),
    narrative=PLAIN_TEXTS,
    result=arrays(RESULTS),
    role=PLAIN_TEXTS,
    term=PLAIN_TEXTS,
)
STATUSES = objects(
    {"type": st.just("BitstringStatusListEntry")},
    id=IRIS,
    statusPurpose=st.sampled_from(["revocation", "suspension", "message"]),
    statusListIndex=PLAIN_TEXTS,
    statusListCredential=IRIS,
    statusSize=NUMBERS,
    statusMessage=arrays(objects({}, status=PLAIN_TEXTS, message=PLAIN_TEXTS)),
)
EVIDENCE = objects(
    {"type": typed("Evidence")}, id=IRIS, name=PLAIN_TEXTS, narrative=PLAIN_TEXTS, genre=PLAIN_TEXTS
)
PROOFS = objects(
    {"type": st.just("DataIntegrityProof")},
    cryptosuite=st.sampled_from(["eddsa-rdfc-2022", "ecdsa-jcs-2019"]),
    created=TIMES,
    expires=TIMES,
    verificationMethod=IRIS,
    proofPurpose=st.sampled_from(["assertionMethod", "authentication", "urn:p"]),
    proofValue=PLAIN_TEXTS,
    challenge=PLAIN_TEXTS,
    domain=one_or_more(PLAIN_TEXTS),
    previousProof=one_or_more(IRIS),
    id=IRIS,
)
SCHEMAS = objects(
    {"id": IRIS, "type": st.just("JsonSchema")},
    digestSRI=PLAIN_TEXTS,
)
CONTEXTS = st.sampled_from(
    [
        [CREDENTIALS, BADGES],
        [CREDENTIALS, BADGES, INTEGRITY],
        [CREDENTIALS, INTEGRITY, BADGES],
        [CREDENTIALS, BADGES, CREDENTIALS],
        [CREDENTIALS],
        CREDENTIALS,
        [BADGES, CREDENTIALS],
    ]
)
CREDENTIAL = objects(
    {
        "@context": st.just([CREDENTIALS, BADGES]) | CONTEXTS,
        "type": st.just(["VerifiableCredential", "OpenBadgeCredential"])
        | st.just(["OpenBadgeCredential", "VerifiableCredential"])
        | st.just(["VerifiableCredential", "AchievementCredential"])
        | st.just("VerifiableCredential"),
        "issuer": PROFILES | IRIS,
        "credentialSubject": one_or_more(SUBJECTS),
    },
    id=IRIS,
    name=PLAIN_TEXTS | LANGUAGE_VALUES | st.lists(LANGUAGE_VALUES, min_size=1, max_size=2),
    description=PLAIN_TEXTS | LANGUAGE_VALUES,
    validFrom=TIMES,
    validUntil=TIMES,
    credentialStatus=one_or_more(STATUSES),
    credentialSchema=one_or_more(SCHEMAS),
    evidence=one_or_more(EVIDENCE),
    image=IMAGES,
    proof=one_or_more(PROOFS),
    awardedDate=TIMES,
    endorsement=arrays(objects({"type": st.just("EndorsementCredential")}, id=IRIS)),
)
PRESENTATION = objects(
    {
        "@context": st.just([CREDENTIALS]) | CONTEXTS,
        "type": st.just("VerifiablePresentation") | st.just(["VerifiablePresentation"]),
        "verifiableCredential": one_or_more(CREDENTIAL),
    },
    id=IRIS,
    holder=IRIS | PROFILES,
    proof=one_or_more(PROOFS),
)
