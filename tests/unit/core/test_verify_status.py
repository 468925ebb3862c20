"""Revoked, suspended, or not to be told: never a wrong answer. cases.md 9, 11, 33."""

import json
from datetime import timedelta

import pytest
from damda import status
from damda.keys import SoftwareSigner
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
        status.status_entry(LIST_URL, 5, "message"),
    ],
)
def test_kind_of_status_that_nobody_understands(world, entry):
    badge = world.foreign(world.plain(credentialStatus=entry))
    assert found(world.verdict(badge), "status") == [UNKNOWN]
