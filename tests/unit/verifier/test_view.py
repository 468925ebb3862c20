"""What the page shows of documents and verdicts, whatever is in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from damda_verifiers.relying_party import load_relying_parties
from damda_verifiers.service.exchange import Exchange
from damda_verifiers.service.reasons import reasons_of
from damda_verifiers.service.view import (
    ShownCredential,
    shown_checks,
    shown_credentials,
    shown_reasons,
    shown_time,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import NOW

EMPLOYER = load_relying_parties()["employer"]


def check(code: str, outcome: str, *, fatal: bool = True, id: str = "status") -> dict[str, Any]:
    said = {"en": f"{code}.", "ko": f"{code} 입니다."}
    return {
        "id": id, "outcome": outcome, "code": code, "evidence": {}, "fatal": fatal,
        "credential": 0, **said,
    }  # fmt: skip


def verdict(*checks: dict[str, Any]) -> dict[str, Any]:
    return {"verified": False, "checks": list(checks)}


def shown(make: Callable[..., Exchange], document: Any, lang: str = "ko") -> ShownCredential:
    token = {"training_badge": [{"verifiableCredential": [document]}]}
    exchange = replace(make(), answer={"vp_token": token, "anchor_proofs": {}})
    (credential,) = shown_credentials(EMPLOYER, exchange, lang)
    return credential


def test_causes_come_before_what_is_unknown_and_consequences_are_left_out() -> None:
    found = reasons_of(
        verdict(
            check("not_checked", "unknown"),
            check("status_unavailable", "unknown"),
            check("proof_invalid", "failed"),
            check("anchor_invalid", "failed", fatal=False),
            check("validity_ok", "passed"),
        )
    )
    assert [each["code"] for each in found] == ["proof_invalid", "status_unavailable"]


def test_a_consequence_alone_is_a_reason() -> None:
    assert reasons_of(verdict(check("not_checked", "unknown")))
    assert reasons_of(None) == []


@pytest.mark.parametrize(
    ("outcome", "fatal", "mark"),
    [
        ("passed", True, "passed"),
        ("failed", True, "failed"),
        ("unknown", True, "unknown"),
        ("skipped", True, "skipped"),
        ("failed", False, "note"),
        ("unknown", False, "note"),
    ],
)
def test_only_what_passed_has_a_green_mark(
    make: Callable[..., Exchange], outcome: str, fatal: bool, mark: str
) -> None:
    """Case 11: unknown is a third state."""
    exchange = replace(make(), verdict=verdict(check("x", outcome, fatal=fatal)))
    assert [each.mark for each in shown_checks(EMPLOYER, exchange, "ko")] == [mark]


def test_both_languages(make: Callable[..., Exchange]) -> None:
    exchange = replace(make(), verdict=verdict(check("revoked", "failed")))
    assert shown_reasons(EMPLOYER, exchange, "ko")[0].sentence == "revoked 입니다."
    assert shown_reasons(EMPLOYER, exchange, "en")[0].sentence == "revoked."


def test_days_are_korean_days(make: Callable[..., Exchange]) -> None:
    """Case 5: the same moment, however it is written, is the same day in Seoul."""
    for text in ("2026-03-25T17:27:41+00:00", "2026-03-26T02:27:41+09:00"):
        assert shown(make, {"validFrom": text}).issued == "2026년 3월 26일"
    assert shown(make, {"validFrom": "2026-03-25"}, "en").issued == "25 Mar 2026"
    assert shown(make, {"validFrom": "yesterday"}).issued == "yesterday"
    assert shown_time(NOW, "en") == "25 Nov 2026 18:00:00 (KST)"


@pytest.mark.parametrize(
    ("issuer", "ko", "en"),
    [
        ("did:web:a.example", "did:web:a.example", "did:web:a.example"),
        ({"id": "did:x", "name": "기관"}, "기관", "기관"),
        ({"id": "did:x"}, "did:x", "did:x"),
        (
            {
                "name": [
                    {"@value": "기관", "@language": "ko"},
                    {"@value": "Body", "@language": "en"},
                ]
            },
            "기관",
            "Body",
        ),
        ({"name": {"@value": "기관"}}, "기관", "기관"),
        (None, "", ""),
        (7, "", ""),
    ],
)
def test_the_issuers_name(make: Callable[..., Exchange], issuer: Any, ko: str, en: str) -> None:
    assert shown(make, {"issuer": issuer}).issuer == ko
    assert shown(make, {"issuer": issuer}, "en").issuer == en


def test_a_long_text_is_cut(make: Callable[..., Exchange]) -> None:
    document = {"credentialSubject": {"achievement": {"name": "가" * 5000}}}
    assert len(shown(make, document).title) == 300


def test_where_several_were_asked_for_a_check_says_of_which_it_is(
    make: Callable[..., Exchange],
) -> None:
    academy = load_relying_parties()["academy"]
    found = check("revoked", "failed") | {"evidence": {"query": "course_level"}}
    exchange = replace(make(), verdict=verdict(found, check("revoked", "failed")))
    one, other = [each.name for each in shown_reasons(academy, exchange, "en")]
    assert one == f"{other} · Level of a completed course"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "issuer", "validFrom", "validUntil", "credentialSubject", "achievement"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        st.sampled_from(["issuer", "validFrom", "validUntil", "credentialSubject"]), json_values
    )
)
def test_any_document_can_be_shown(make: Callable[..., Exchange], document: Any) -> None:
    for lang in ("ko", "en"):
        credential = shown(make, document, lang)
        assert all(isinstance(value, str) for row in credential.rows for value in row)
