"""Whose key, accredited for what and when, and whether the issuer's log is whole."""

from datetime import timedelta

import pytest
from damda.dids.did_webvh import draft_update, log_url
from damda.evidence import Evidence
from damda.keys import SoftwareSigner
from damda.protocols import Accreditation
from support.credential_world import (
    ISSUED,
    LIST_URL,
    NOW,
    SUSPENSIONS_URL,
    World,
    codes,
    found,
)
from support.did_logs import forged_next

HOUR = timedelta(hours=1)


@pytest.fixture
def world():
    return World.create()


def update(world, created, **changes):
    """The next entry of the issuer's log; its head is not anchored by this."""
    url = log_url(world.issuer.did)
    draft = draft_update(
        world.web.pages[url], update_key=world.issuer.public, created=created, **changes
    )
    world.web.pages[url] += draft.attach(world.issuer.sign(draft.signing_input))


def replaced_key(world):
    """The signer of the issuer's new key; the one that it had is no longer listed."""
    new = SoftwareSigner.create("Ed25519")
    update(world, ISSUED + HOUR, keys={"key-2": new.public})
    return SoftwareSigner.from_private("Ed25519", new.private, f"{world.issuer.did}#key-2")


def verdict(world, document, **options):
    return world.verdict(document, **options)


def test_key_of_another_institution(world):
    other = World.create()
    badge = world.badge(issuer=other.issuer.did, credentialStatus=None)
    forged = other.signed(badge)
    forged["issuer"] = world.issuer.did
    checked = verdict(world, forged)
    assert codes(checked)[:2] == ["issuer_key_unavailable", "not_checked"]
    assert checked.reasons[0].evidence["cause"] == "invalid_proof"


def test_key_that_is_not_listed(world):
    signer = SoftwareSigner.create("Ed25519")
    stranger = SoftwareSigner.from_private("Ed25519", signer.private, f"{world.issuer.did}#key-9")
    forged = world.signed(world.badge(), by=stranger)
    assert codes(verdict(world, forged))[:2] == ["issuer_key_unavailable", "not_checked"]


def test_key_that_is_listed_for_something_else(world):
    badge = world.issued()
    url = log_url(world.issuer.did)
    old = world.web.pages[url]
    update(world, ISSUED - HOUR)
    line = world.web.pages[url].removeprefix(old)
    world.web.pages[url] = forged_next(
        old, line, lambda entry: entry["state"].pop("assertionMethod"), world.issuer
    )
    assert found(verdict(world, badge), "issuer_key") == [("failed", "issuer_key_unavailable")]


def test_signature_by_another_key(world):
    stranger = SoftwareSigner.from_private(
        "Ed25519", SoftwareSigner.create("Ed25519").private, world.issuer.verification_method
    )
    forged = world.signed(world.badge(), by=stranger)
    assert codes(verdict(world, forged)) == ["proof_invalid", "anchor_invalid"]


def test_key_of_then_counts_though_it_was_replaced_since(world):
    badge = world.issued()
    new = replaced_key(world)
    for url, purpose in ((LIST_URL, "revocation"), (SUSPENSIONS_URL, "suspension")):
        world.publish(url, purpose, by=new, created=NOW)
    checked = verdict(world, badge)
    assert found(checked, "issuer_key") == [("passed", "issuer_key_found")]
    assert found(checked, "proof") == [("passed", "proof_valid")]
    assert checked.verified


def test_status_list_needs_a_key_of_now(world):
    """Whoever still has a retired key could sign a list of before with nobody revoked."""
    badge = world.issued()
    replaced_key(world)
    checked = verdict(world, badge)
    assert found(checked, "status") == [("unknown", "status_unavailable")] * 2
    assert not checked.verified


def test_key_that_was_replaced_before_does_not_count(world):
    badge = world.signed(world.badge(), created=ISSUED + 2 * HOUR)
    update(world, ISSUED + HOUR, keys={"key-2": SoftwareSigner.create("Ed25519").public})
    assert codes(verdict(world, badge))[0] == "issuer_key_unavailable"


def test_deactivated_since(world):
    badge = world.issued()
    update(world, ISSUED + HOUR, deactivate=True)
    assert found(verdict(world, badge), "issuer_key") == [("failed", "issuer_key_unavailable")]


def test_signed_before_the_did_was_there(world):
    badge = world.signed(world.badge(), created=ISSUED - timedelta(days=2))
    assert codes(verdict(world, badge))[0] == "issuer_key_unavailable"


def test_log_that_can_not_be_had(world):
    badge = world.issued()
    world.web.pages.pop(log_url(world.issuer.did))
    checked = verdict(world, badge)
    assert found(checked, "issuer_key") == [("unknown", "issuer_key_unavailable")]
    assert found(checked, "proof") == [("unknown", "not_checked")]
    assert found(checked, "issuer_log") == [("unknown", "issuer_key_unavailable")]
    assert not checked.verified


def test_log_that_does_not_hold(world):
    badge = world.issued()
    url = log_url(world.issuer.did)
    world.web.pages[url] = world.web.pages[url].replace(b"key-1", b"key-7")
    assert found(verdict(world, badge), "issuer_key") == [("failed", "issuer_key_unavailable")]


def test_log_older_than_the_anchored_head(world):
    badge = world.issued()
    url = log_url(world.issuer.did)
    old = world.web.pages[url]
    update(world, ISSUED + HOUR, also_known_as=["https://www.keis.or.kr"])
    world.relate()
    assert verdict(world, badge).verified
    world.web.pages[url] = old
    checked = verdict(world, badge)
    assert codes(checked) == ["issuer_log_rolled_back"]
    assert checked.reasons[0].evidence == {"anchoredVersion": 2, "version": 1}


def test_log_newer_than_the_anchored_head(world):
    badge = world.issued()
    update(world, ISSUED + HOUR, also_known_as=["https://www.keis.or.kr"])
    assert verdict(world, badge).verified


def test_log_that_branched_off(world):
    badge = world.issued()
    world.relate(log_head=b"\1" * 32)
    assert codes(verdict(world, badge)) == ["issuer_log_rolled_back"]


def test_head_that_was_never_anchored(world):
    badge = world.issued()
    world.relate(log_head=None, log_version=0)
    checked = verdict(world, badge)
    assert found(checked, "issuer_log") == [("unknown", "issuer_log_not_anchored")]
    assert not checked.verified


def test_unknown_issuer(world):
    badge = world.issued()
    world.ledger.records.clear()
    assert codes(verdict(world, badge))[0] == "issuer_unknown"


@pytest.mark.parametrize("status", ["suspended", "removed"])
def test_suspended_issuer(world, status):
    badge = world.issued()
    world.relate(status=status)
    assert codes(verdict(world, badge)) == ["issuer_suspended"]


@pytest.mark.parametrize(
    ("kind", "begin", "end", "code"),
    [
        ("TrainingBadge", -HOUR, None, None),
        ("TrainingBadge", -HOUR, HOUR, None),
        ("TrainingBadge", timedelta(seconds=30), None, None),
        ("TrainingBadge", -2 * HOUR, -HOUR, "issuer_not_accredited"),
        ("TrainingBadge", HOUR, None, "issuer_not_accredited"),
        ("OpenBadgeCredential", -HOUR, None, "issuer_not_accredited"),
        ("Trainingbadge", -HOUR, None, "issuer_not_accredited"),
    ],
)
def test_accreditation_is_of_the_time_of_issue(world, kind, begin, end, code):
    badge = world.issued()
    until = None if end is None else ISSUED + end
    world.relate(accreditations=(Accreditation(kind, ISSUED + begin, until),))
    assert codes(verdict(world, badge)) == ([code] if code else [])


def test_record_of_another_issuer_is_none(world):
    badge = world.issued()
    gathered = world.gathered(badge)
    other = World.create()
    issuers = {world.issuer.did: other.ledger.records[other.issuer.did]}
    evidence = Evidence(gathered.did_logs, gathered.status_lists, issuers, gathered.anchors)
    assert found(verdict(world, badge, gathered=evidence), "accreditation") == [
        ("unknown", "ledger_unavailable")
    ]


def test_ledger_that_does_not_answer(world):
    badge = world.issued()
    world.ledger.down = True
    checked = verdict(world, badge)
    assert {c.id for c in checked.reasons} == {"accreditation", "issuer_log", "anchor"}
    assert {c.code for c in checked.reasons} == {"ledger_unavailable"}
    assert all(c.outcome == "unknown" for c in checked.reasons)


def test_nothing_collected_is_nothing_verified(world):
    checked = verdict(world, world.issued(), gathered=Evidence(), now=NOW)
    assert not checked.verified
    assert {c.id for c in checked.checks if c.outcome == "passed"} == {
        "format",
        "schema",
        "validity",
    }
