"""Forged did:webvh logs: hashed and signed as they should be, and wrong in one thing."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from damda.dids.did_webvh import draft_log, draft_update, resolve_log
from damda.dids.did_webvh.draft import draft_entry
from damda.dids.did_webvh.hashes import hash_of_key
from damda.errors import DidUnresolvable
from hypothesis import given, settings
from hypothesis import strategies as st
from support.did_logs import NOW, Change, forged_first, forged_next, signer

UPDATE, KEY, OTHER = (signer(number) for number in (1, 2, 3))
CREATED = NOW - timedelta(hours=1)


def good(**options: Any) -> tuple[str, bytes, bytes]:
    """A DID, its first entry, and a second one."""
    draft = draft_log(
        "localhost%3A8130:keis",
        update_key=UPDATE.public,
        keys={"key-1": KEY.public},
        created=CREATED,
        **options,
    )
    line = draft.attach(UPDATE.sign(draft.signing_input))
    second = draft_update(line, update_key=UPDATE.public, created=NOW)
    return draft.did, line, second.attach(UPDATE.sign(second.signing_input))


DID, FIRST, SECOND = good()


def refused(did: str, log: bytes, says: str | None = None) -> None:
    with pytest.raises(DidUnresolvable, match=says):
        resolve_log(did, log, now=NOW)


def setting(**parameters: Any) -> Change:
    return lambda entry: entry["parameters"].update(parameters)


def of_state(**members: Any) -> Change:
    return lambda entry: entry["state"].update(members)


def test_the_unforged_holds() -> None:
    assert resolve_log(DID, FIRST + SECOND, now=NOW).version_number == 2
    did, log = forged_first(FIRST, lambda _entry: None, UPDATE)
    assert did == DID
    assert json.loads(log)["versionId"] == json.loads(FIRST)["versionId"]
    assert resolve_log(DID, forged_next(FIRST, SECOND, lambda _entry: None, UPDATE), now=NOW)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (setting(method="did:webvh:1.1"), "exactly"),
        (setting(method=None), "exactly"),
        (setting(scid="Qm" + "1" * 44), "hash"),
        (setting(updateKeys=[OTHER.public.multikey]), "may not sign"),
        (setting(updateKeys=[]), "may not sign"),
        (setting(updateKeys="z6Mk"), "list"),
        (setting(updateKeys=[5]), "list"),
        (setting(updateKeys=["z6Mk"]), "Multikey"),
        (setting(updateKeys=None), "may not sign"),
        (setting(nextKeyHashes={}), "list"),
        (setting(portable=None), "true or false"),
        (setting(portable="yes"), "true or false"),
        (setting(deactivated=0), "true or false"),
        (setting(ttl=-1), "ttl"),
        (setting(ttl=True), "ttl"),
        (setting(watchers={}), "list"),
        (setting(watchers=["watcher.example"]), "no URL"),
        (setting(witness=[]), "witness"),
        (setting(witness={"threshold": True, "witnesses": []}), "witness"),
        (setting(witness={"threshold": 1, "witnesses": []}), "witness"),
        (setting(witness={"threshold": 1, "witnesses": [{"id": "did:web:a.example"}]}), "did:key"),
        (setting(unknown=1), "Unknown parameter"),
        (of_state(id="did:webvh:{SCID}:127.0.0.1"), "IP address"),
        (of_state(id="did:web:localhost%3A8130:keis"), "SCID of 46"),
        (of_state(id="did:webvh:{SCID}:localhost%3A8130:keis#a"), "no DID"),
        (of_state(id=None), "no DID"),
        (of_state(id=f"did:webvh:{'Q' * 46}:localhost%3A8130:keis"), "another SCID"),
        (lambda entry: entry.update(versionTime="2026-11-24T23:00:00"), "time zone"),
        (lambda entry: entry.update(versionTime="2026-11-25T08:00:00+09:00"), "UTC"),
        (lambda entry: entry.update(versionTime="2026-11-25T00:02:00Z"), "future"),
        (lambda entry: entry.update(memo="x"), "other members"),
        (lambda entry: entry.update(parameters=[]), "JSON objects"),
    ],
)
def test_a_forged_first_entry(change: Change, says: str) -> None:
    did, log = forged_first(FIRST, change, UPDATE)
    refused(did if isinstance(did, str) else DID, log, says)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (setting(scid=DID.split(":")[2]), "Only the first"),
        (setting(portable=True), "Only the first"),
        (setting(method="did:webvh:0.5"), "exactly"),
        (of_state(id=DID + ":elsewhere"), "not portable"),
        (of_state(id=DID + ":elsewhere", alsoKnownAs=[DID]), "not portable"),
        (of_state(id=f"did:webvh:{'Q' * 46}:localhost%3A8130:keis"), "another SCID"),
        (lambda entry: entry.update(versionTime="2026-11-24T23:00:00Z"), "not later"),
        (lambda entry: entry.update(versionTime="2026-11-24T22:59:59Z"), "not later"),
        (of_state(id=None), "no DID"),
    ],
)
def test_a_forged_second_entry(change: Change, says: str) -> None:
    refused(DID, forged_next(FIRST, SECOND, change, UPDATE), says)


def test_null_in_an_early_log_stands_for_the_default() -> None:
    """did:webvh 1.0, the note on null under "DID Method Parameters"."""
    nothing = setting(nextKeyHashes=None, witness=None, watchers=None, ttl=None)
    did, log = forged_first(FIRST, nothing, UPDATE)
    current = resolve_log(did, log, now=NOW).current
    assert (current.next_key_hashes, current.witnesses, current.watchers) == ((), None, ())
    assert current.ttl == 3600


def test_every_proof_of_an_entry_must_hold() -> None:
    entry = json.loads(FIRST)
    (good_proof,) = entry["proof"]
    for proofs, holds in (
        ([good_proof, good_proof], True),
        (good_proof, True),
        ([good_proof, {**good_proof, "created": "2026-11-24T00:00:00Z"}], False),
        ([], False),
        ([good_proof] * 9, False),
    ):
        log = json.dumps({**entry, "proof": proofs}).encode()
        if holds:
            assert resolve_log(DID, log, now=NOW).version_number == 1
        else:
            refused(DID, log, "proof")


def test_a_second_entry_by_a_key_that_it_brings_itself() -> None:
    log = forged_next(FIRST, SECOND, setting(updateKeys=[OTHER.public.multikey]), OTHER)
    refused(DID, log, "may not sign")


def test_pre_rotation_can_not_be_left_out() -> None:
    hashes = [hash_of_key(OTHER.public.multikey)]
    did, log = forged_first(FIRST, setting(nextKeyHashes=hashes), UPDATE)
    brought = {"updateKeys": [OTHER.public.multikey]}
    refused(did, forged_next(log, forged_state(did), lambda _entry: None, UPDATE), "pre-rotation")
    refused(did, forged_next(log, forged_state(did), setting(**brought), OTHER), "pre-rotation")
    old = setting(updateKeys=[UPDATE.public.multikey], nextKeyHashes=[])
    refused(did, forged_next(log, forged_state(did), old, UPDATE), "not announced")
    rotated = forged_next(log, forged_state(did), setting(**brought, nextKeyHashes=[]), OTHER)
    assert resolve_log(did, rotated, now=NOW).version_number == 2


def forged_state(did: str) -> bytes:
    return SECOND.replace(DID.encode(), did.encode())


def test_a_portable_did_moves_with_its_scid_and_says_so() -> None:
    did, line, second = good(portable=True)
    moved = did.replace("keis", "moved")
    log = forged_next(line, second, of_state(id=moved, alsoKnownAs=[did]), UPDATE)
    assert resolve_log(moved, log, now=NOW).document["id"] == moved
    assert resolve_log(did, log, now=NOW, version_time=CREATED).document["id"] == did
    silent = forged_next(line, second, of_state(id=moved), UPDATE)
    refused(moved, silent, "former")
    swapped = f"did:webvh:{'Q' * 46}:localhost%3A8130:moved"
    refused(did, forged_next(line, second, of_state(id=swapped, alsoKnownAs=[did]), UPDATE), "SCID")


def test_a_log_is_of_its_own_did_only() -> None:
    other = draft_log("localhost%3A8130:keis", update_key=OTHER.public, keys={}, created=CREATED)
    foreign = other.attach(OTHER.sign(other.signing_input))
    refused(DID, foreign, "another DID")
    refused(DID.replace("keis", "kosaf"), FIRST, "never had")
    refused(DID.replace("%3A", "%3a"), FIRST, "never had")


def test_an_scid_can_not_be_claimed() -> None:
    """A first entry by another key under the victim's SCID: only the SCID's hash gives it away."""
    scid = DID.split(":")[2]
    entry = json.loads(FIRST)
    del entry["proof"]
    entry["parameters"]["updateKeys"] = [OTHER.public.multikey]
    draft = draft_entry(entry, 1, scid, OTHER.public, NOW)
    assert draft.did == DID
    refused(DID, draft.attach(OTHER.sign(draft.signing_input)), "SCID is not the hash")


def test_an_entry_can_not_follow_another_one_than_it_says() -> None:
    entry = json.loads(SECOND)
    del entry["proof"]
    foreign = "1-" + entry["versionId"].split("-")[1]
    draft = draft_entry({**entry, "versionId": foreign}, 2, foreign, UPDATE.public, NOW)
    refused(DID, FIRST + draft.attach(UPDATE.sign(draft.signing_input)), "hash is not that")


def test_nothing_follows_a_deactivation() -> None:
    did, log = forged_first(FIRST, setting(deactivated=True), UPDATE)
    assert resolve_log(did, log, now=NOW).deactivated
    refused(did, forged_next(log, forged_state(did), lambda _entry: None, UPDATE), "deactivation")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: b"",
        lambda log: b"\n",
        lambda log: log + b"\n",
        lambda log: b"\n" + log,
        lambda log: log + b"{}\n",
        lambda log: log[:-20],
        lambda log: SECOND,
        lambda log: SECOND + FIRST,
        lambda log: FIRST + FIRST,
        lambda log: FIRST + SECOND + SECOND,
        lambda log: log.replace(b'"versionId":"2-', b'"versionId":"3-'),
        lambda log: log.replace(b'"versionId":"1-', b'"versionId":"01-'),
        lambda log: log.replace(b'"versionId":"1-', b'"versionId":"1--'),
        lambda log: log.replace(b"eddsa-jcs-2022", b"eddsa-rdfc-2022"),
        lambda log: log.replace(b'Purpose":"assertionMethod', b'Purpose":"authentication'),
        lambda log: log.replace(b'"proof":[{', b'"proof":[{"previousProof":"urn:a",'),
        lambda log: log.replace(b'"proof":[', b'"proof":[],"proof":['),
        lambda log: b"[" + log.splitlines()[0] + b"]\n",
        lambda log: log * 600,
        lambda log: b" " * 5_000_000,
        lambda log: b"\xff" + log,
    ],
)
def test_a_spoiled_log(spoil: Callable[[bytes], bytes]) -> None:
    refused(DID, spoil(FIRST + SECOND))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_byte_of_a_log_can_be_changed(data: st.DataObject) -> None:
    log = FIRST + SECOND
    place = data.draw(st.integers(0, len(log) - 2))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != log[place]))
    changed = log[:place] + bytes([byte]) + log[place + 1 :]
    try:
        state = resolve_log(DID, changed, now=NOW)
    except DidUnresolvable:
        return
    lines = [json.loads(line) for line in changed.splitlines()]
    assert lines == [json.loads(line) for line in log.splitlines()]
    assert state.version_number == 2
