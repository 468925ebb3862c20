"""A did:webvh's further life: moves, witnesses, watchers, its versions, and what is said of them."""

import json
from datetime import timedelta
from typing import Any

import pytest
from damda.dids import DidFiles, Version, fetch_and_resolve, resolution_result, resolve
from damda.dids.did_webvh import (
    LogDraft,
    ParameterChanges,
    draft_approval,
    draft_log,
    draft_update,
    log_changes,
    log_url,
    read_history,
    resolve_log,
    with_approval,
    witness_list,
    witness_url,
)
from damda.dids.did_webvh.address import notification_url
from damda.errors import DidUnresolvable, FetchFailed, MalformedInput
from damda.keys import SoftwareSigner
from support.credential_world import Web
from support.did_logs import NOW, signer

UPDATE, KEY, NEXT = (signer(number) for number in (1, 2, 3))
ONE, TWO = (signer(number) for number in (16, 17))
CREATED = NOW - timedelta(hours=1)


def did_key(by: SoftwareSigner) -> str:
    return f"did:key:{by.public.multikey}"


def signed(draft: LogDraft, by: SoftwareSigner = UPDATE) -> bytes:
    return draft.attach(by.sign(draft.signing_input))


def first(place: str = "agency.example:keis", **options: Any) -> tuple[str, bytes]:
    given = {"update_key": UPDATE.public, "keys": {"key-1": KEY.public}, "created": CREATED}
    draft = draft_log(place, **given | options)
    return draft.did, signed(draft)


def updated(log: bytes, **options: Any) -> bytes:
    given = {"update_key": UPDATE.public, "created": NOW}
    return log + signed(draft_update(log, **given | options))


def approved(proofs: bytes | None, log: bytes, *witnesses: SoftwareSigner) -> bytes:
    for by in witnesses:
        draft = draft_approval(log, witness=by.public, created=NOW)
        proofs = with_approval(proofs, draft.attach(by.sign(draft.signing_input)))
    assert proofs is not None
    return proofs


def test_a_move_renames_the_did_everywhere_and_remembers_the_old_name() -> None:
    service = {"id": "#a", "type": "X", "serviceEndpoint": "https://a.example"}
    did, log = first(
        portable=True, services=[service], also_known_as=["did:web:agency.example:keis", "urn:a"]
    )
    log = updated(log, move_to="new.example")
    moved = did.replace("agency.example:keis", "new.example")
    document = resolve(moved, log=log, now=NOW)
    assert document.document["alsoKnownAs"] == ["did:web:new.example", "urn:a", did]
    assert document.key(f"{moved}#key-1", "assertionMethod") == KEY.public
    assert did not in json.dumps({**document.document, "alsoKnownAs": []})
    before = resolve(did, log=log, now=NOW, version_time=CREATED)
    assert before.key(f"{did}#key-1", "assertionMethod") == KEY.public
    back = updated(log, move_to="agency.example:keis")
    assert resolve(did, log=back, now=NOW).document["alsoKnownAs"][-1] == moved


def test_only_a_portable_did_moves_and_portability_is_given_up_for_good() -> None:
    _, log = first()
    with pytest.raises(MalformedInput, match="portable"):
        updated(log, move_to="new.example")
    _, log = first(portable=True)
    with pytest.raises(MalformedInput):
        updated(log, move_to="127.0.0.1")
    log = updated(log, parameters=ParameterChanges(portable=False))
    with pytest.raises(MalformedInput, match="portable"):
        updated(log, move_to="new.example")


def test_the_scid_may_stand_in_the_path() -> None:
    did, log = first("agency.example:dids:{SCID}")
    scid = did.split(":")[2]
    assert log_url(did) == f"https://agency.example/dids/{scid}/did.jsonl"
    assert resolve_log(did, log, now=NOW).version_number == 1


def test_witnesses_from_the_first_entry_to_their_end() -> None:
    both = witness_list(2, [did_key(ONE), did_key(TWO)])
    did, log = first(witnesses=both)
    with pytest.raises(DidUnresolvable, match="approved by 0"):
        updated(log)
    proofs = approved(None, log, ONE)
    with pytest.raises(DidUnresolvable, match="approved by 1"):
        resolve_log(did, log, now=NOW, witness_proofs=proofs)
    proofs = approved(proofs, log, TWO)
    assert resolve_log(did, log, now=NOW, witness_proofs=proofs).current.witnesses == both
    log = updated(log, parameters=ParameterChanges(witnesses="none"), witness_proofs=proofs)
    with pytest.raises(DidUnresolvable, match="Entry 2 was approved by 0"):
        resolve_log(did, log, now=NOW, witness_proofs=proofs)
    proofs = approved(proofs, log, ONE, TWO)
    log = updated(log, witness_proofs=proofs)
    assert resolve_log(did, log, now=NOW, witness_proofs=proofs).current.witnesses is None


def test_witnesses_that_come_later_approve_the_entry_that_names_them() -> None:
    did, log = first()
    log = updated(log, parameters=ParameterChanges(witnesses=witness_list(1, [did_key(ONE)])))
    with pytest.raises(DidUnresolvable, match="Entry 2"):
        resolve_log(did, log, now=NOW)
    assert resolve_log(did, log, now=NOW, witness_proofs=approved(None, log, ONE))


def test_a_stranger_approves_nothing() -> None:
    _, log = first(witnesses=witness_list(1, [did_key(ONE)]))
    with pytest.raises(DidUnresolvable, match="no witness"):
        draft_approval(log, witness=TWO.public, created=NOW)


@pytest.mark.parametrize(
    ("threshold", "dids"),
    [(0, [did_key(ONE)]), (2, [did_key(ONE)]), (1, []), (1, ["did:web:a.example"]),
     (1, [did_key(ONE), did_key(ONE)]), (1, [did_key(SoftwareSigner.create("P-256"))])],
)  # fmt: skip
def test_a_list_of_witnesses_that_could_never_hold(threshold: int, dids: list[str]) -> None:
    with pytest.raises(MalformedInput):
        witness_list(threshold, dids)


def test_watchers_and_the_time_to_live_are_in_the_metadata() -> None:
    did, log = first(watchers=["https://watcher.example/w"], ttl=60)
    log = updated(log, parameters=ParameterChanges(watchers=[], ttl=0))
    metadata = resolve_log(did, log, now=NOW, version_number=1).metadata()
    assert metadata["versionId"].startswith("1-")
    assert metadata["ttl"] == "0"
    assert metadata["watchers"] == []
    assert metadata["updated"] == "2026-11-25T00:00:00Z"
    assert metadata["created"] == "2026-11-24T23:00:00Z"


def test_one_version_at_a_time_and_one_that_is_there() -> None:
    did, log = first()
    with pytest.raises(DidUnresolvable, match="at a time"):
        resolve_log(did, log, now=NOW, version_number=1, version_time=NOW)
    for asked in (Version(number=2), Version(id="1-x"), Version(time=CREATED - timedelta(1))):
        with pytest.raises(DidUnresolvable) as refused:
            resolve(did, log=log, now=NOW, version=asked)
        assert refused.value.code == "did_not_found"
    with pytest.raises(DidUnresolvable, match="no versions"):
        resolve(did_key(ONE), log=None, now=NOW, version=Version(number=1))


def test_a_log_is_verified_once_for_all_its_versions() -> None:
    did, log = first()
    history = read_history(did, updated(log), now=NOW)
    assert [history.state(version_number=n).version_number for n in (1, 2)] == [1, 2]


def test_the_end_leaves_the_metadata_and_the_past() -> None:
    did, log = first(next_keys=[NEXT.public])
    draft = draft_update(log, update_key=NEXT.public, created=NOW, deactivate=True)
    log += signed(draft, NEXT)
    result, error = resolution_result(did, lambda: DidFiles(log), now=NOW)
    assert error is not None
    assert error.code == "did_deactivated"
    assert result["didDocument"] is None
    assert result["didDocumentMetadata"]["deactivated"] is True
    past, error = resolution_result(did, lambda: DidFiles(log), now=NOW, version=Version(number=1))
    assert error is None
    assert past["didDocument"]["id"] == did
    assert past["didDocumentMetadata"]["deactivated"] is True


def test_errors_have_the_names_of_did_resolution() -> None:
    did, log = first()

    def gone() -> DidFiles:
        raise FetchFailed("HTTP 404", ko="HTTP 404", status=404)

    for files, version, name in (
        (gone, None, "notFound"),
        (lambda: DidFiles(log), Version(number=7), "notFound"),
        (lambda: DidFiles(log[:-30]), None, "invalidDid"),
        (lambda: DidFiles(None), None, "invalidDid"),
    ):
        result, error = resolution_result(did, files, now=NOW, version=version)
        assert error is not None
        assert result["didResolutionMetadata"]["error"] == name


def test_what_a_did_web_was_at_a_time_is_not_told() -> None:
    did = "did:web:agency.example"
    files = DidFiles(json.dumps({"id": did}).encode())
    result, error = resolution_result(did, lambda: files, now=NOW, version=Version(time=NOW))
    assert error is not None
    assert result["didResolutionMetadata"]["error"] == "notFound"
    assert resolve(did, log=files.log, now=NOW, version_time=CREATED).id == did


def test_the_files_are_fetched_from_the_place_or_from_a_watcher() -> None:
    did, log = first(witnesses=witness_list(1, [did_key(ONE)]))
    proofs = approved(None, log, ONE)
    scid = did.split(":")[2]
    web = Web({log_url(did): log, witness_url(did): proofs})
    assert fetch_and_resolve(did, fetch=web, now=NOW).id == did
    base = "https://watcher.example/w"
    watched = Web({f"{base}/log?scid={scid}": log, f"{base}/witness?scid={scid}": proofs})
    assert fetch_and_resolve(did, fetch=watched, now=NOW, watcher=base + "/").id == did
    assert notification_url(base, did).endswith("/log?did=" + did.replace(":", "%3A"))
    for bad in ("http://watcher.example", "https://watcher.example/?a", "watcher.example"):
        with pytest.raises(DidUnresolvable):
            fetch_and_resolve(did, fetch=watched, now=NOW, watcher=bad)


def test_what_entries_change_is_told() -> None:
    _, log = first(portable=True, ttl=60)
    log = updated(log, keys={"key-1": NEXT.public, "key-2": KEY.public}, update_keys=[NEXT.public])
    given = {"update_key": NEXT.public, "deactivate": True, "move_to": "new.example"}
    log += signed(draft_update(log, created=NOW, **given), NEXT)
    one, two, three = log_changes([json.loads(line) for line in log.splitlines()])
    assert one["created"].endswith(":agency.example:keis")
    assert one["parameters"].keys() == {"updateKeys", "portable", "ttl"}
    assert two["keysReplaced"] == {"#key-1": NEXT.public.multikey}
    assert two["keysAdded"] == {"#key-2": KEY.public.multikey}
    assert two["purposes"]["assertionMethod"] == ["#key-1", "#key-2"]
    assert two["parameters"] == {"updateKeys": [NEXT.public.multikey]}
    assert three["deactivated"] is True
    assert three["moved"]["to"].endswith(":new.example")
    assert "keysAdded" not in three


@pytest.mark.parametrize("entry", [{}, {"state": 5}, {"state": {"service": [5, {"id": 5}]}},
    {"state": {"verificationMethod": {"id": "#a"}, "id": 5}, "proof": [5, {}]}])  # fmt: skip
def test_entries_of_any_form_are_told(entry: Any) -> None:
    assert len(log_changes([entry, {}, entry])) == 3
