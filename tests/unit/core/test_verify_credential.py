"""One credential: form, schema, proof, period, anchor. cases.md 1, 5, 33, 53."""

import copy
from datetime import timedelta

import pytest
from damda.errors import FetchFailed, LedgerUnavailable
from damda.evidence import Evidence
from damda.protocols import AnchorFinding
from damda.verify import Policy
from support.credential_world import (
    ISSUED,
    NOW,
    World,
    codes,
    found,
)


@pytest.fixture
def world():
    return World.create()


def test_everything_holds(world):
    verdict = world.verdict(world.issued())
    assert verdict.verified
    assert [c.id for c in verdict.checks if c.outcome == "skipped"] == ["subject"]


# Case 1: a bare UUID as id.


@pytest.mark.parametrize("edit", [{}, {"name": {"@value": "x", "@language": "ko"}}, {"memo": "x"}])
def test_bare_uuid_is_malformed_whatever_was_signed(world, edit):
    badge = world.badge(id="3b0c6f1e-0000-4000-8000-000000000001")
    assert codes(world.verdict(world.foreign(badge) | edit)) == ["malformed"]


@pytest.mark.parametrize(
    ("edit", "code"),
    [({"name": {"@value": "x", "@language": "ko"}}, "proof_invalid"), ({"memo": "x"}, "malformed")],
)
def test_edit_of_a_good_badge_fails_the_proof(world, edit, code):
    verdict = world.verdict(world.issued() | edit)
    assert found(verdict, "proof") == [("failed", code)]
    assert not verdict.verified


# Case 5: times stay as they were written.


@pytest.mark.parametrize(
    "text",
    ["2026-03-25T17:27:41+00:00", "2026-03-26T02:27:41+09:00", "2026-03-25T17:27:41.120Z"],
)
def test_signed_times_are_not_rewritten(world, text):
    badge = world.issued(validFrom=text)
    verdict = world.verdict(badge, policy=Policy(fatal=frozenset({"validity", "anchor"})))
    assert codes(verdict) == []
    assert badge["validFrom"] == text
    (validity,) = [c for c in verdict.checks if c.id == "validity"]
    assert validity.evidence["validFrom"] == "2026-03-25T17:27:41Z"


# Period; case 33.


@pytest.mark.parametrize(
    ("begin", "end", "code"),
    [
        (timedelta(seconds=1), None, None),
        (timedelta(seconds=59), None, None),
        (timedelta(seconds=61), None, "not_yet_valid"),
        (-timedelta(days=1), -timedelta(seconds=59), None),
        (-timedelta(days=1), -timedelta(seconds=61), "expired"),
    ],
)
def test_period_with_a_small_leeway(world, begin, end, code):
    until = {} if end is None else {"validUntil": (NOW + end).isoformat()}
    badge = world.issued(validFrom=(NOW + begin).isoformat(), **until)
    verdict = world.verdict(badge)
    assert codes(verdict) == ([code] if code else [])
    if code == "not_yet_valid":
        assert "clock" in verdict.reasons[0].en
        assert "시계" in verdict.reasons[0].ko


def test_leeway_is_one_setting(world):
    badge = world.issued(validFrom=(NOW + timedelta(seconds=30)).isoformat())
    strict = Policy(leeway=timedelta(seconds=10))
    assert codes(world.verdict(badge, policy=strict)) == ["not_yet_valid"]


def test_credential_without_a_period(world):
    badge = world.foreign(world.plain())
    verdict = world.verdict(badge, policy=Policy(fatal=frozenset({"validity"})))
    assert verdict.verified
    assert found(verdict, "status") == [("skipped", "status_not_used")]
    assert found(verdict, "schema") == [("skipped", "schema_not_used")]


# Schema


def test_schema_that_is_broken(world):
    verdict = world.verdict(world.issued(name=None))
    assert codes(verdict) == ["schema_mismatch"]
    assert verdict.reasons[0].evidence["problems"][0]["rule"] == "required"


def test_schema_that_is_unknown(world):
    other = [{"id": "https://other.example/schema", "type": "JsonSchema"}]
    verdict = world.verdict(world.issued(credentialSchema=other))
    assert found(verdict, "schema") == [("unknown", "schema_unknown")]
    assert codes(verdict) == ["schema_unknown"]


# Anchor; case 53.


def with_anchor(world, badge, finding):
    gathered = world.gathered(badge)
    anchors = dict.fromkeys(gathered.anchors, finding)
    return Evidence(gathered.did_logs, gathered.status_lists, gathered.issuers, anchors)


@pytest.mark.parametrize(
    ("finding", "outcome", "code"),
    [
        (AnchorFinding("anchored", ISSUED, 7), "passed", "anchored"),
        (AnchorFinding("not_included"), "failed", "anchor_invalid"),
        (AnchorFinding("root_unknown"), "failed", "anchor_invalid"),
        (AnchorFinding("other_ledger"), "unknown", "anchor_unavailable"),
        (FetchFailed("x"), "unknown", "anchor_unavailable"),
        (LedgerUnavailable("x"), "unknown", "ledger_unavailable"),
    ],
)
def test_what_the_ledger_says(world, finding, outcome, code):
    badge = world.issued()
    verdict = world.verdict(badge, gathered=with_anchor(world, badge, finding))
    assert found(verdict, "anchor") == [(outcome, code)]
    assert verdict.verified == (outcome == "passed")
    lenient = Policy(require_anchor="no")
    assert world.verdict(
        badge, gathered=with_anchor(world, badge, finding), policy=lenient
    ).verified


def test_anchor_that_was_not_given(world):
    badge = world.issued()
    gathered = world.gathered(badge, with_anchors=False)
    assert world.verdict(badge, gathered=gathered).verified
    strict = Policy(require_anchor="yes")
    assert codes(world.verdict(badge, gathered=gathered, policy=strict)) == ["anchor_missing"]


EDITS = {
    "an empty list": (lambda d: d["credentialSubject"].update(result=[]), "proof"),
    "an empty list of what was not there": (
        lambda d: d["credentialSubject"]["achievement"].update(tag=[]),
        "proof",
    ),
    "an empty object": (lambda d: d["credentialSubject"].update(source={}), "proof"),
    "an empty list at the top": (lambda d: d.update(evidence=[]), "format"),
    "a swapped set": (lambda d: d["type"].reverse(), "anchor"),
    "one out of its list": (
        lambda d: d["credentialSubject"].update(type="AchievementSubject"),
        "anchor",
    ),
    "null": (lambda d: d.update(description=None), "format"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_edits_and_the_check_that_catches_them(world, edit):
    """An rdfc proof can not see all; the anchor is over the text, and the verdict says which."""
    change, caught_by = EDITS[edit]
    badge = world.issued()
    change(badge)
    assert world.verdict(badge).reasons[0].id == caught_by


def test_digest_needs_a_canonical_form(world):
    badge = world.issued()
    badge["credentialSubject"]["creditsEarned"] = 2**60
    strict = Policy(require_anchor="yes")
    assert codes(world.verdict(badge, policy=strict)) == ["malformed"]


def test_verdict_leaves_the_document_alone(world):
    badge = world.issued()
    before = copy.deepcopy(badge)
    world.verdict(badge)
    assert badge == before
