"""The document: an Open Badge 3.0 of about 4 KB and 100 quads, another one for each name.

Only the contexts that every peer can be given: Credentials v2 and Open Badges 3.0.3.
"""

from __future__ import annotations

from random import Random
from uuid import UUID

from damda.protocols import Json

from .parties import VALID_FROM, VALID_UNTIL

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

_SKILLS = ("응용소프트웨어 개발", "Data analysis", "정보보안 운영", "Cloud operation", "품질 관리")
_WORDS = (
    "훈련 course practice 과제 evaluation 현장 실습 project team design 설계 구현 test 검증 review "
    "deployment 운영 document 문서 presentation 발표 attendance 출석 standard 표준 safety 안전"
)


def badge(name: str, *, issuer: str, subject: str) -> Json:
    """The unsigned badge of a name; two names give badges that differ in every value."""
    random = Random(name)
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": _urn(random),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Certificate {_number(random)}: {_sentence(random, 3)}",
        "description": _sentence(random, 14),
        "issuer": _issuer(random, issuer),
        "validFrom": VALID_FROM,
        "validUntil": VALID_UNTIL,
        "credentialSubject": _subject(random, subject),
        "evidence": [_evidence(random) for _ in range(2)],
    }


def _issuer(random: Random, did: str) -> Json:
    return {
        "id": did,
        "type": ["Profile"],
        "name": f"한국고용정보원 {_number(random)}",
        "url": f"https://institution.example/{_number(random)}",
        "email": f"office{_number(random)}@institution.example",
        "phone": f"+82 43 {_number(random)}",
        "description": _sentence(random, 10),
        "address": {
            "type": ["Address"],
            "addressCountry": "KR",
            "addressRegion": "충청북도",
            "addressLocality": "음성군 맹동면",
            "streetAddress": f"태정로 {_number(random)}",
            "postalCode": str(random.randrange(10000, 99999)),
        },
    }


def _subject(random: Random, did: str) -> Json:
    achievement = _urn(random)
    results = [_urn(random) for _ in range(3)]
    return {
        "id": did,
        "type": ["AchievementSubject"],
        "achievement": {
            "id": achievement,
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "name": f"{random.choice(_SKILLS)} {_number(random)}",
            "description": _sentence(random, 16),
            "humanCode": f"KEIS-{_number(random)}",
            "criteria": {
                "id": f"https://institution.example/criteria/{_number(random)}",
                "narrative": _sentence(random, 20),
            },
            "tag": [f"{word}-{_number(random)}" for word in random.sample(_WORDS.split(), 3)],
            "alignment": [_alignment(random) for _ in range(3)],
            "resultDescription": [_result_description(random, name) for name in results],
        },
        "result": [
            {"type": ["Result"], "value": _score(random), "resultDescription": name}
            for name in results
        ],
        "activityStartDate": f"2024-{random.randrange(1, 7):02}-01T09:00:00Z",
        "activityEndDate": f"2024-{random.randrange(7, 13):02}-28T18:00:00Z",
        "creditsEarned": random.randrange(1, 90) + 0.5,
    }


def _alignment(random: Random) -> Json:
    code = _number(random)
    return {
        "type": ["Alignment"],
        "targetCode": str(code),
        "targetName": f"{random.choice(_SKILLS)} {code}",
        "targetDescription": _sentence(random, 6),
        "targetFramework": "National Competency Standards",
        "targetType": "ext:NcsUnit",
        "targetUrl": f"https://ncs.example/units/{code}",
    }


def _result_description(random: Random, name: str) -> Json:
    return {
        "id": name,
        "type": ["ResultDescription"],
        "name": f"Score {_number(random)}",
        "resultType": "Percent",
        "valueMin": "0",
        "valueMax": "100",
    }


def _evidence(random: Random) -> Json:
    return {
        "id": f"https://institution.example/evidence/{_number(random)}",
        "type": ["Evidence"],
        "name": f"Portfolio {_number(random)}",
        "description": _sentence(random, 6),
        "genre": "project",
        "audience": "employers",
    }


def _urn(random: Random) -> str:
    return UUID(int=random.getrandbits(128), version=4).urn


def _number(random: Random) -> int:
    return random.randrange(10**7, 10**8)


def _score(random: Random) -> str:
    return f"{random.randrange(6000, 10000) / 100:.2f}"


def _sentence(random: Random, words: int) -> str:
    return " ".join(random.choices(_WORDS.split(), k=words)) + f" {_number(random)}."
