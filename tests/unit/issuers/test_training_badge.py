"""The credential that is built: Open Badges 3.0, nothing dropped in JSON-LD, wallet labels that fit."""

import json
from datetime import timedelta

import pytest
from damda.errors import MalformedInput
from damda_issuers.validity import valid_until
from damda_schemas import compiled_canonicalizer
from support.training import BADGE, CATALOG, ENTRIES, NOW, OPTIONAL, built

canonicalizer = compiled_canonicalizer(CATALOG.compiled_contexts)


def at(document, path):
    for part in path:
        document = document[part]
    return document


def leaves(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value)
    else:
        yield node


def test_members_that_open_badges_requires():
    badge = built()
    subject, achievement = badge["credentialSubject"], badge["credentialSubject"]["achievement"]
    assert badge["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://damda.example/contexts/keis/v1",
    ]
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential", "TrainingBadge"]
    assert badge["id"] == "urn:uuid:3b0c6f1e-0000-4000-8000-000000000001"
    assert badge["issuer"]["id"] == "did:webvh:QmScid:agency.example:keis"
    assert badge["issuer"]["type"] == ["Profile"]
    assert badge["validFrom"] == "2026-11-24T09:00:00Z"
    assert "validUntil" not in badge
    assert subject["type"] == ["AchievementSubject"]
    assert {"id", "type", "name", "description", "criteria"} <= achievement.keys()
    assert achievement["achievementType"] == "CertificateOfCompletion"
    assert subject["activityStartDate"] == "2026-03-02T00:00:00+09:00"
    assert subject["activityEndDate"] == "2026-08-28T23:59:59+09:00"
    assert subject["result"] == [{"type": ["Result"], "status": "Completed"}]
    assert achievement["image"]["id"] == "https://agency.example/art/keis/training-badge.svg"


def test_codes_are_aligned_with_ncs():
    alignment = built()["credentialSubject"]["achievement"]["alignment"]
    codes = [entry["targetCode"] for entry in alignment]
    assert codes == ["20010202", "2001020201_16v2", "2001020212_19v5"]
    for entry in alignment:
        assert entry["type"] == ["Alignment"]
        assert entry["targetFramework"] == "NCS"
        assert entry["targetName"]
        assert entry["targetUrl"].startswith("https://")


def test_institution_is_the_creator_with_its_numbers():
    creator = built()["credentialSubject"]["achievement"]["creator"]
    assert creator["name"] == "담다직업전문학교"
    assert creator["otherIdentifier"] == [
        {"type": "IdentifierEntry", "identifierType": "ext:instCode", "identifier": "500020012345"},
        {
            "type": "IdentifierEntry",
            "identifierType": "ext:instBusinessNo",
            "identifier": "123-45-67891",
        },
    ]


@pytest.mark.parametrize("changes", [{}, dict.fromkeys(OPTIONAL)])
def test_every_value_is_among_the_signed_statements(changes):
    """The strict canonicalizer refuses what has no meaning; here every text is looked for too."""
    badge = built(**changes)
    statements = canonicalizer.nquads(badge).decode()
    del badge["@context"]
    for value in leaves({k: v for k, v in badge.items() if k != "type"}):
        text = json.dumps(str(value), ensure_ascii=False)[1:-1]
        is_type = str(value) in _TYPES
        assert (f'"{text}"' in statements) or (f"<{text}>" in statements) or is_type, value
    for name in badge["type"]:
        assert f"#{name}>" in statements


_TYPES = {
    "Profile",
    "Image",
    "AchievementSubject",
    "Achievement",
    "IdentifierEntry",
    "Result",
    "Alignment",
    "JsonSchema",
    "BitstringStatusListEntry",
}


def test_each_changed_value_changes_what_is_signed():
    before = canonicalizer.nquads(built())
    for name, value in {
        "trprDegr": 4,
        "attendanceRate": 97,
        "instBusinessNo": "101-00-00002",
        "ncsLevel": 4,
        "ncsUnits": ["2001020201_16v2"],
        "totalHours": 961,
        "trainStart": "2026-03-03",
    }.items():
        assert canonicalizer.nquads(built(**{name: value})) != before, name


def test_a_number_written_as_text_is_another_statement():
    badge = built()
    before = canonicalizer.nquads(badge)
    badge["credentialSubject"]["attendanceRate"] = "96"
    assert canonicalizer.nquads(badge) != before


def test_a_word_without_meaning_is_refused_by_the_canonicalizer():
    badge = built()
    badge["credentialSubject"]["memo"] = "x"
    with pytest.raises(MalformedInput):
        canonicalizer.nquads(badge)


def test_odd_course_codes_stay_inside_their_identifier():
    odd = built(trprId="a/../b?c#d {instCode} 가")
    achievement = odd["credentialSubject"]["achievement"]
    encoded = "a%2F..%2Fb%3Fc%23d%20%7BinstCode%7D%20%EA%B0%80"
    assert achievement["id"] == f"https://damda.example/keis/achievements/{encoded}/3"
    assert odd["credentialSubject"]["trprId"] == "a/../b?c#d {instCode} 가"
    canonicalizer.nquads(odd)


def test_braces_in_a_name_are_not_a_template():
    achievement = built(trprName="{trprId} 과정")["credentialSubject"]["achievement"]
    assert "「{trprId} 과정」" in achievement["description"]


def test_status_entries_one_is_an_object_more_are_a_list():
    assert "credentialStatus" not in built(entries=[])
    assert built(entries=ENTRIES[:1])["credentialStatus"] == ENTRIES[0]
    assert built()["credentialStatus"] == ENTRIES
    assert built()["credentialStatus"][0] is not ENTRIES[0]


def test_wallet_labels_lead_to_the_values():
    badge = built()
    rows = BADGE.display_claims()
    assert [row["ko"] for row in rows][:3] == ["훈련과정명", "훈련과정 ID", "훈련 회차"]
    values = {row["en"]: at(badge, row["path"]) for row in rows}
    assert values["Course title"] == "클라우드 백엔드 개발자 양성과정"
    assert values["Start date"].startswith("2026-03-02")
    assert values["NCS competency units"] == ["2001020201_16v2", "2001020212_19v5"]
    assert values["Result status"] == "Completed"
    assert values["Institution's business registration number"] == "123-45-67891"
    assert all(row["en"] != "NCS major group" for row in rows)
    for row, meta in zip(rows, BADGE.metadata_claims(), strict=True):
        assert meta["path"] == row["path"]
        assert [one["locale"] for one in meta["display"]] == ["ko", "en"]


def test_display_for_issuer_metadata():
    korean, english = (BADGE.display(lang, "https://agency.example/") for lang in ("ko", "en"))
    assert (korean["name"], korean["locale"]) == ("직업훈련 디지털배지", "ko")
    assert (english["name"], english["locale"]) == ("Vocational training badge", "en")
    assert english["logo"]["uri"] == "https://agency.example/art/keis/training-badge.png"
    assert english["logo"]["uri"].removeprefix("https://agency.example/") in CATALOG.art


def test_validity_is_counted_on_the_korean_calendar():
    assert valid_until("none", NOW) is None
    assert valid_until("P90D", NOW) == NOW + timedelta(days=90)
    assert valid_until("P3Y", NOW) == NOW.replace(year=2029)
    leap = NOW.replace(year=2024, month=2, day=28, hour=16)  # the 29th in Korea
    assert valid_until("P1Y", leap) == leap.replace(year=2025, day=27)  # the 28th in Korea
    assert valid_until("P14M", NOW) == NOW.replace(year=2028, month=1)
