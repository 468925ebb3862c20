"""What pages and programs are shown of an SD-JWT VC, and of both forms together."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from damda.keys import SoftwareSigner
from damda.sd_jwt import parse, select
from damda.sd_jwt_vc import secure_sd_jwt_vc
from damda_verifiers.relying_party import load_relying_parties
from damda_verifiers.service.exchange import Exchange
from damda_verifiers.service.view import presented_json, shown_credentials

PARTIES = load_relying_parties()
DID = "did:webvh:QmSCID:agency.example%3A8443:keis"
SINCE = datetime(2026, 3, 25, tzinfo=UTC)
CLAIMS = {"trprName": "데이터 분석", "ncsCode": "20010202", "ncsLevel": 5, "attendanceRate": 94}


def shown(*names: str) -> str:
    signer = SoftwareSigner.create("Ed25519")
    draft = secure_sd_jwt_vc(
        CLAIMS,
        vct="https://damda.example/keis/types/training-badge/v1",
        issuer=DID,
        verification_method=f"{DID}#key-1",
        algorithm="EdDSA",
        holder_key=None,
        issued_at=SINCE,
        valid_from=SINCE,
        valid_until=None,
        status=None,
        disclosable=[(name,) for name in CLAIMS],
        entropy=secrets.token_bytes,
    )
    text = draft.attach(signer.sign(draft.signing_input))
    return select(parse(text), [(name,) for name in names]).serialize()


def answered(make: Callable[..., Exchange], **token: Any) -> Exchange:
    return replace(make(), answer={"vp_token": token, "anchor_proofs": {}})


def test_what_was_asked_for_and_shown_is_on_the_page(make: Callable[..., Exchange]) -> None:
    text = shown("trprName", "ncsCode", "attendanceRate")
    exchange = answered(make, training_badge_sd_jwt=[text])
    (credential,) = shown_credentials(PARTIES["employer"], exchange, "ko")
    assert credential.title == "데이터 분석"
    assert credential.issuer == "agency.example:8443/keis"
    assert credential.issued == "2026년 3월 25일"
    assert credential.rows == (("NCS 코드", "20010202"),)


def test_a_text_in_place_of_an_object_is_not_shown(make: Callable[..., Exchange]) -> None:
    text = shown("trprName")
    assert shown_credentials(PARTIES["employer"], answered(make, training_badge=[text]), "ko") == []
    for strange in ({}, "", "x~", None, 7, {"verifiableCredential": [text]}):
        exchange = answered(make, training_badge_sd_jwt=[strange])
        assert shown_credentials(PARTIES["employer"], exchange, "ko") == []


def test_programs_are_told_of_both_forms(make: Callable[..., Exchange]) -> None:
    badge = {"credentialSubject": {"achievement": {"name": "용접"}}}
    exchange = answered(
        make,
        training_badge=[{"verifiableCredential": [badge]}],
        course_level=[shown("ncsLevel")],
    )
    whole, part = presented_json(PARTIES["academy"], exchange)
    assert (whole["id"], whole["format"]) == ("training_badge", "ldp_vc")
    assert [claim["value"]["ko"] for claim in whole["claims"]] == ["용접"]
    assert (part["id"], part["format"]) == ("course_level", "dc+sd-jwt")
    assert part["claims"] == [
        {
            "label": {"ko": "NCS 수준", "en": "NCS level"},
            "value": {"ko": "5수준", "en": "Level 5"},
        }
    ]
