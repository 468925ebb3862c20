"""Claims of a training badge that hold, and the credential made of them."""

from datetime import UTC, datetime

from damda_issuers.catalog import load_catalog

CATALOG = load_catalog()
BADGE = CATALOG.type("keis", "TrainingBadge")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LIST = "https://agency.example/keis/status/1"
ENTRIES = [
    {
        "id": f"{LIST}#{purpose}-4",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": "4",
        "statusListCredential": f"{LIST}-{purpose}",
    }
    for purpose in ("revocation", "suspension")
]
CLAIMS = {
    "trprId": "AIG20250000123456",
    "trprDegr": 3,
    "trprName": "클라우드 백엔드 개발자 양성과정",
    "instCode": "500020012345",
    "instName": "담다직업전문학교",
    "instBusinessNo": "123-45-67891",
    "trainStart": "2026-03-02",
    "trainEnd": "2026-08-28",
    "totalHours": 960,
    "attendanceRate": 96,
    "ncsCode": "20010202",
    "ncsUnits": ["2001020201_16v2", "2001020212_19v5"],
    "ncsLevel": 5,
    "resultStatus": "Completed",
}
OPTIONAL = ("instBusinessNo", "ncsUnits")


def claims(**changes):
    """The claims with changes; a change to None leaves the claim out."""
    return {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}


def built(entries=tuple(ENTRIES), base_url="https://agency.example", **changes):
    return BADGE.build(
        BADGE.validate(claims(**changes), now=NOW),
        credential_id="urn:uuid:3b0c6f1e-0000-4000-8000-000000000001",
        issuer_did="did:webvh:QmScid:agency.example:keis",
        subject_did="did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
        valid_from=NOW,
        status_entries=list(entries),
        base_url=base_url,
    )
