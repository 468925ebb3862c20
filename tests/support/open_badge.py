"""An Open Badge 3.0 with most of what a training badge has, unsigned, for tests."""

from typing import Any

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def open_badge(issuer: str, subject: str) -> dict[str, Any]:
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": "urn:uuid:3b0c6f1e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": {"@value": "직업훈련 수료", "@language": "ko"},
        "issuer": {"id": issuer, "type": ["Profile"], "name": "한국고용정보원"},
        "validFrom": "2026-11-24T09:00:00Z",
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:3b0c6f1e-0000-4000-8000-000000000002",
                "type": ["Achievement"],
                "name": "Python 개발자 과정",
                "description": "A course of 120 days.",
                "criteria": {"narrative": "Attendance of 80% or more."},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "응용SW엔지니어링",
                        "targetUrl": "https://www.ncs.go.kr/20010202",
                        "targetCode": "20010202",
                    }
                ],
            },
            "result": [{"type": ["Result"], "value": "92.5"}],
        },
        "credentialStatus": [
            {
                "id": "https://keis.example/status/1#7",
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": "7",
                "statusListCredential": "https://keis.example/status/1",
            }
        ],
    }
