"""Revoked, suspended, or not to be told: never a wrong answer. cases.md 9, 11, 33."""

import json
from datetime import timedelta

import pytest
from damda import status
from damda.keys import SoftwareSigner
from damda.verify import CHECK_IDS, Policy
from support.credential_world import LIST_URL, NOW, SUSPENSIONS_URL, World, codes, found

NOT_REVOKED = ("passed", "not_revoked")
UNKNOWN = ("unknown", "status_unavailable")


@pytest.fixture
def world():
    return World.create()


@pytest.mark.parametrize(
    ("index", "set_bit", "expected"),
    [
        (4, 5, NOT_REVOKED),
        (5, 5, ("failed", "revoked")),
        (6, 5, NOT_REVOKED),
        (0, 5, NOT_REVOKED),
        (0, 0, ("failed", "revoked")),
        (131_071, 5, NOT_REVOKED),
        (131_071, 131_071, ("failed", "revoked")),
        (131_072, 5, UNKNOWN),
    ],
)
def test_bit_of_the_list(world, index, set_bit, expected):
    badge = world.issued(credentialStatus=status.status_entry(LIST_URL, index, "revocation"))
    world.publish(LIST_URL, "revocation", set_bit)
    assert found(world.verdict(badge), "status") == [expected]


def test_index_as_a_number_is_malformed(world):
    badge = world.issued()
    badge["credentialStatus"][0]["statusListIndex"] = 4
    assert codes(world.verdict(badge)) == ["malformed"]


def test_revoked_and_suspended(world):
    badge = world.issued()
    world.publish(SUSPENSIONS_URL, "suspension", 5)
    assert codes(world.verdict(badge)) == ["suspended"]
    world.publish(LIST_URL, "revocation", 5)
    assert codes(world.verdict(badge)) == ["revoked", "suspended"]
    world.publish(SUSPENSIONS_URL, "suspension")
    assert codes(world.verdict(badge)) == ["revoked"]


LISTS = {
    "not there": lambda w: w.web.pages.pop(LIST_URL),
    "a web page": lambda w: w.web.pages.update({LIST_URL: b"<html></html>"}),
    "empty": lambda w: w.web.pages.update({LIST_URL: b""}),
    "JSON of another kind": lambda w: w.web.pages.update({LIST_URL: b"[1]"}),
    "expired": lambda w: w.publish(LIST_URL, "revocation", until=NOW - timedelta(seconds=61)),
    "not yet valid": lambda w: w.publish(
        LIST_URL, "revocation", validFrom=(NOW + timedelta(seconds=61)).isoformat()
    ),
    "for another purpose": lambda w: w.publish(LIST_URL, "suspension"),
    "another list": lambda w: w.web.pages.update({LIST_URL: w.web.pages[SUSPENSIONS_URL]}),
    "of the same purpose, at another place": lambda w: (
        w.publish("https://keis.example/status/3", "revocation"),
        w.web.pages.update({LIST_URL: w.web.pages["https://keis.example/status/3"]}),
    ),
    "by another issuer": lambda w: w.publish(
        LIST_URL, "revocation", by=SoftwareSigner.create("Ed25519")
    ),
    "of another type": lambda w: w.publish(LIST_URL, "revocation", type=["VerifiableCredential"]),
    "too short": lambda w: w.publish(
        LIST_URL, "revocation", subject={"encodedList": status.encode(bytes(128))}
    ),
    "changed": lambda w: _tampered(w, encodedList=status.encode(status.new_list(262_144))),
    "not signed": lambda w: _tampered(w, proof=None),
}


def _tampered(world, proof=..., **members):
    document = json.loads(world.web.pages[LIST_URL])
    document["credentialSubject"] |= members
    if proof is None:
        del document["proof"]
    world.web.pages[LIST_URL] = json.dumps(document).encode()


@pytest.mark.parametrize("trouble", LISTS)
@pytest.mark.parametrize("was_revoked", [False, True])
def test_list_that_can_not_be_had_or_read(world, trouble, was_revoked):
    """Never a green tick, and never "revoked" either (cases.md 11)."""
    badge = world.issued()
    world.publish(LIST_URL, "revocation", *([5] if was_revoked else []))
    LISTS[trouble](world)
    verdict = world.verdict(badge)
    assert found(verdict, "status")[0] == UNKNOWN
    assert codes(verdict) == ["status_unavailable"]
    (reason,) = verdict.reasons
    assert reason.evidence["cause"]
    assert len(reason.ko) > len("취소·정지 여부를 확인할 수 없어요. 잠시 뒤 다시 확인해 주세요.")


def test_list_that_ended_a_moment_ago(world):
    badge = world.issued()
    world.publish(LIST_URL, "revocation", until=NOW - timedelta(seconds=3))
    assert world.verdict(badge).verified


@pytest.mark.parametrize(
    "entry",
    [
        {"type": "OtherStatusEntry", "id": "urn:x:1"},
        status.status_entry(LIST_URL, 5, "revocation") | {"statusPurpose": "colour"},
    ],
)
def test_kind_of_status_that_nobody_understands(world, entry):
    badge = world.foreign(world.plain(credentialStatus=entry))
    assert found(world.verdict(badge), "status") == [UNKNOWN]


def several_bits(world, purpose, value, index=5):
    """A credential with an entry of two bits, its list with ``value`` there and 3 on both sides."""
    texts = ("pending_review", "accepted", "rejected", "undefined")
    entry = status.status_entry(
        LIST_URL, index, purpose, messages=texts, references=["https://keis.example/words"]
    )
    bits = status.new_list(262_144)
    for place, near in ((index - 1, 3), (index, value), (index + 1, 3)):
        bits = status.with_value(bits, place, near, 2)
    world.publish(LIST_URL, purpose, subject={"encodedList": status.encode(bits)})
    return world.issued(credentialStatus=entry)


@pytest.mark.parametrize("value", range(4))
def test_message_is_told_and_refuses_nothing(world, value):
    verdict = world.verdict(several_bits(world, "message", value))
    assert verdict.verified
    (check,) = [c for c in verdict.checks if c.id == "status"]
    assert (check.outcome, check.code) == ("passed", "status_message")
    assert check.evidence["status"] == f"0x{value}"
    assert (
        check.evidence["message"] == ("pending_review", "accepted", "rejected", "undefined")[value]
    )
    assert check.evidence["references"] == ["https://keis.example/words"]


@pytest.mark.parametrize(("value", "expected"), [(0, []), (1, ["revoked"]), (2, ["revoked"])])
def test_revocation_of_several_bits(world, value, expected):
    """Whatever is not 0 is not valid (clause 3.2), and the bits are the entry's own."""
    verdict = world.verdict(several_bits(world, "revocation", value))
    assert codes(verdict) == expected


def test_message_of_one_bit(world):
    entry = status.status_entry(LIST_URL, 5, "message")
    world.publish(LIST_URL, "message", 5)
    verdict = world.verdict(world.issued(credentialStatus=entry))
    (check,) = [c for c in verdict.checks if c.id == "status"]
    assert (check.code, check.evidence["message"]) == ("status_message", "set")


@pytest.mark.parametrize(("bits", "code"), [((), "no_newer"), ((5,), "newer_available")])
def test_newer_version_does_not_end_validity(world, bits, code):
    world.publish(LIST_URL, "refresh", *bits)
    badge = world.issued(credentialStatus=status.status_entry(LIST_URL, 5, "refresh"))
    verdict = world.verdict(badge)
    assert (verdict.verified, found(verdict, "status")) == (True, [("passed", code)])


def test_list_at_an_address_that_nobody_fetches(world):
    badge = world.foreign(
        world.plain(credentialStatus=status.status_entry("urn:uuid:5-1", 5, "revocation"))
    )
    verdict = world.verdict(badge)
    assert found(verdict, "status") == [UNKNOWN]
    assert "urn:uuid:5-1" not in world.web.asked


def test_one_policy_decides_what_is_not_known(world):
    badge = world.issued()
    world.web.pages.pop(LIST_URL)
    verdict = world.verdict(badge, policy=Policy(fatal=frozenset(CHECK_IDS) - {"status"}))
    assert verdict.verified
    assert found(verdict, "status")[0] == UNKNOWN, "told all the same"
