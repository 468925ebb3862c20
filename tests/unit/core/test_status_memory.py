"""A list's proof is checked once for each version of the list, never less."""

import json
from datetime import timedelta

import pytest
from damda import evidence, status
from damda.keys import SoftwareSigner
from damda.proofs import add_proof
from damda.status.memory import CheckedList, ListMemory, ListSource
from damda.verify import Policy, verify_credential
from support.credential_world import (
    CANONICALIZER,
    ISSUED,
    LIST_URL,
    NOW,
    SCHEMAS,
    World,
    codes,
    found,
)


class Counting:
    """A canonicalizer that counts the lists it is given."""

    def __init__(self):
        self.lists = 0

    def nquads(self, document):
        self.lists += "BitstringStatusListCredential" in str(document.get("type"))
        return CANONICALIZER.nquads(document)


class Service:
    """A verifier that lives on from one credential to the next."""

    def __init__(self, world):
        self.world = world
        self.memory = ListMemory()
        self.canonicalizer = Counting()

    def verdict(self, badge, now=NOW):
        gathered = evidence.gather(
            evidence.needs_of(badge),
            fetch=self.world.web,
            ledger=self.world.ledger,
            anchor_proofs={},
            list_memory=self.memory,
        )
        return verify_credential(
            badge,
            evidence=gathered,
            policy=Policy(),
            canonicalizer=self.canonicalizer,
            schemas=SCHEMAS,
            now=now,
        )


@pytest.fixture
def world():
    return World.create()


@pytest.fixture
def service(world):
    return Service(world)


def one_list(world, index=5):
    return world.issued(credentialStatus=status.status_entry(LIST_URL, index, "revocation"))


def test_proof_is_checked_once_for_many_credentials(world, service):
    for index in (4, 5, 6):
        assert service.verdict(one_list(world, index)).verified
    assert service.canonicalizer.lists == 1


def test_one_presentation_checks_each_list_once(world):
    counting = Counting()
    badges = [one_list(world, index) for index in range(4)]
    presentation = world.presented(*badges)
    gathered = world.gathered(presentation)
    for badge in badges:
        verify_credential(
            badge,
            evidence=gathered,
            policy=Policy(),
            canonicalizer=counting,
            schemas=SCHEMAS,
            now=NOW,
        )
    assert counting.lists == 1


def test_new_version_of_a_list_counts_at_once(world, service):
    badge = one_list(world)
    assert service.verdict(badge).verified
    world.publish(LIST_URL, "revocation", 5)
    assert codes(service.verdict(badge)) == ["revoked"]
    world.publish(LIST_URL, "revocation")
    assert service.verdict(badge).verified
    assert service.canonicalizer.lists == 3


def test_changed_byte_is_another_list(world, service):
    badge = one_list(world)
    assert service.verdict(badge).verified
    document = json.loads(world.web.pages[LIST_URL])
    document["credentialSubject"]["encodedList"] = status.encode(status.new_list(262_144))
    world.web.pages[LIST_URL] = json.dumps(document).encode()
    assert codes(service.verdict(badge)) == ["status_unavailable"]


def test_end_of_a_list_is_looked_at_each_time(world, service):
    badge = one_list(world)
    assert service.verdict(badge).verified
    later = NOW + timedelta(hours=1, seconds=61)
    assert found(service.verdict(badge, later), "status") == [("unknown", "status_unavailable")]
    assert service.canonicalizer.lists == 1


def test_end_of_the_proof_is_looked_at_each_time(world, service):
    badge = one_list(world)
    document = json.loads(world.web.pages[LIST_URL])
    del document["proof"]
    ends = NOW + timedelta(minutes=5)
    signed = add_proof(
        document,
        signer=world.issuer,
        purpose="assertionMethod",
        created=ISSUED,
        canonicalizer=CANONICALIZER,
        expires=ends,
    )
    world.web.pages[LIST_URL] = json.dumps(signed).encode()
    assert service.verdict(badge).verified
    later = ends + timedelta(seconds=61)
    assert found(service.verdict(badge, later), "status") == [("unknown", "status_unavailable")]


def test_list_that_others_signed_too_is_checked_each_time(world, service):
    """Their logs may have changed since, and are no part of what is remembered."""
    badge = one_list(world)
    signed = add_proof(
        json.loads(world.web.pages[LIST_URL]),
        signer=SoftwareSigner.create("Ed25519"),
        purpose="assertionMethod",
        created=ISSUED,
        canonicalizer=CANONICALIZER,
        in_set=True,
    )
    world.web.pages[LIST_URL] = json.dumps(signed).encode()
    assert service.verdict(badge).verified
    once = service.canonicalizer.lists
    assert service.verdict(badge).verified
    assert service.canonicalizer.lists == 2 * once > 0


def test_clock_that_went_back_asks_for_the_proof_again(world, service):
    badge = one_list(world)
    service.verdict(badge)
    service.verdict(badge, NOW - timedelta(seconds=1))
    assert service.canonicalizer.lists == 2


def test_list_of_another_issuer_is_not_taken_from_memory(world, service):
    service.verdict(one_list(world))
    stranger = World.create()
    badge = stranger.foreign(
        stranger.plain(credentialStatus=status.status_entry(LIST_URL, 5, "revocation"))
    )
    stranger.web.pages[LIST_URL] = world.web.pages[LIST_URL]
    service.world = stranger
    assert found(service.verdict(badge), "status") == [("unknown", "status_unavailable")]


def kept(number, size=100):
    source = ListSource(f"https://a.example/{number:04}", "did:x:1", bytes(size), b"log")
    listed = status.BitstringList(bytes(size), ("revocation",))
    return source, CheckedList(listed, None, None, NOW)


def test_memory_is_bounded_and_forgets_what_was_not_used():
    memory = ListMemory(max_bytes=1_000)
    for number in range(4):
        memory.keep(*kept(number))
    memory.find(kept(0)[0], NOW)
    memory.keep(*kept(4))
    held = [number for number in range(5) if memory.find(kept(number)[0], NOW)]
    assert held == [0, 2, 3, 4]
    memory.keep(*kept(5, size=2_000))
    assert memory.find(kept(5, size=2_000)[0], NOW) is None
    assert memory.find(kept(4)[0], NOW)


def test_new_version_takes_the_place_of_the_old_one():
    memory = ListMemory(max_bytes=1_000)
    for size in range(50, 90):
        memory.keep(*kept(1, size=size))
    assert memory.find(kept(1, size=88)[0], NOW) is None
    assert memory.find(kept(1, size=89)[0], NOW)


@pytest.mark.parametrize("log", [None, b"another"])
def test_another_log_of_the_issuer_is_another_source(log):
    memory = ListMemory()
    source, checked = kept(1)
    memory.keep(source, checked)
    changed = ListSource(source.url, source.issuer, source.document, log)
    assert memory.find(changed, NOW) is None
    key = SoftwareSigner.create("Ed25519")
    other = ListSource(source.url, key.did, source.document, source.log)
    assert memory.find(other, NOW) is None
