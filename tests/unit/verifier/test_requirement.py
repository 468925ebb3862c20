"""The employer's rule: an NCS code under 20."""

from __future__ import annotations

from typing import Any

import pytest
from damda_verifiers.forms import Presented
from damda_verifiers.relying_party import load_relying_parties
from damda_verifiers.requirement import requirement_checks
from hypothesis import given, settings
from hypothesis import strategies as st

EMPLOYER = load_relying_parties()["employer"]


def badge(*codes: object, framework: str = "NCS") -> dict[str, Any]:
    rows = [{"targetFramework": framework, "targetCode": code} for code in codes]
    return {"credentialSubject": {"achievement": {"alignment": rows}}}


def shown(claims: Any, format: str = "ldp_vc") -> Presented:
    return Presented(format, claims, None, None, None)


def outcome(*badges: Any, format: str = "ldp_vc") -> tuple[str, str]:
    presented = [shown(badge, format) for badge in badges]
    (check,) = requirement_checks(EMPLOYER, {"training_badge": presented})
    assert check.fatal
    return check.outcome, check.code


@pytest.mark.parametrize("codes", [("20010202",), ("15010101", "2001020205_16v4")])
def test_met(codes: tuple[str, ...]) -> None:
    assert outcome(badge(*codes)) == ("passed", "requirement_met")


@pytest.mark.parametrize(
    "document",
    [
        badge("15010101"),
        badge("02010202"),
        badge("120"),
        badge(),
        badge(20010202),
        badge("20010202", framework="ESCO"),
        badge("20010202", framework="ncs"),
        {"credentialSubject": {"achievement": {"alignment": {"targetCode": "20010202"}}}},
        {"credentialSubject": [{"achievement": {"alignment": []}}]},
        {},
    ],
)
def test_not_met(document: dict[str, Any]) -> None:
    assert outcome(document) == ("failed", "requirement_not_met")


def test_nothing_presented_meets_nothing() -> None:
    assert outcome() == ("failed", "requirement_not_met")
    (check,) = requirement_checks(EMPLOYER, {})
    assert check.outcome == "failed"


def test_every_badge_must_meet_it() -> None:
    assert outcome(badge("20010202"), badge("15010101"))[0] == "failed"


@pytest.mark.parametrize("code", ["20010202", "20"])
def test_the_same_rule_on_an_sd_jwt_vc(code: str) -> None:
    assert outcome({"ncsCode": code}, format="dc+sd-jwt")[0] == "passed"


@pytest.mark.parametrize("claims", [{"ncsCode": "15010101"}, {"ncsCode": 20}, {}, badge("20")])
def test_not_met_by_an_sd_jwt_vc(claims: Any) -> None:
    assert outcome(claims, format="dc+sd-jwt") == ("failed", "requirement_not_met")


def test_both_forms_must_meet_it() -> None:
    """And the evidence says where it was looked for."""
    both = [shown(badge("20010202")), shown({"ncsCode": "15"}, "dc+sd-jwt")]
    (check,) = requirement_checks(EMPLOYER, {"training_badge": both})
    assert check.outcome == "failed"
    assert check.evidence["member"] == "targetCode, ncsCode"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["alignment", "achievement", "targetCode"]), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(json_values)
def test_any_document_gives_an_outcome(value: Any) -> None:
    assert outcome({"credentialSubject": value})[0] == "failed"
