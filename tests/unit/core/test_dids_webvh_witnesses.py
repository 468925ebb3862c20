"""did:webvh logs with witnesses: enough of the right ones must approve each entry."""

import json
from datetime import timedelta
from typing import Any

import pytest
from damda.dids.did_webvh import draft_log, draft_update, resolve_log
from damda.dids.did_webvh.draft import draft_log_proof
from damda.dids.did_webvh.witness import signed_approval
from damda.errors import DidUnresolvable
from damda.keys import SoftwareSigner
from support.did_logs import NOW, forged_first, forged_next, signer

UPDATE = signer(1)


def witness(number: int) -> SoftwareSigner:
    key = signer(number)
    multikey = key.public.multikey
    return SoftwareSigner.from_private("Ed25519", key.private, f"did:key:{multikey}#{multikey}")


ONE, TWO, STRANGER = (witness(number) for number in (16, 17, 18))


def parameter(threshold: int, *witnesses: SoftwareSigner) -> dict[str, Any]:
    return {"threshold": threshold, "witnesses": [{"id": by.did} for by in witnesses]}


def first(given: dict[str, Any]) -> tuple[str, bytes]:
    draft = draft_log(
        "agency.example",
        update_key=UPDATE.public,
        keys={},
        created=NOW - timedelta(hours=1),
    )
    line = draft.attach(UPDATE.sign(draft.signing_input))
    return forged_first(line, lambda entry: entry["parameters"].update(witness=given), UPDATE)


DID, FIRST = first(parameter(2, ONE, TWO))


def second(log: bytes, **parameters: Any) -> bytes:
    """``log`` with another entry; made from a log without witnesses, which can be continued."""
    draft = draft_log(
        "agency.example", update_key=UPDATE.public, keys={}, created=NOW - timedelta(hours=1)
    )
    line = draft.attach(UPDATE.sign(draft.signing_input))
    update = draft_update(line, update_key=UPDATE.public, created=NOW)
    next_line = update.attach(UPDATE.sign(update.signing_input))
    return forged_next(
        log,
        next_line.replace(draft.did.encode(), DID.encode()),
        lambda entry: entry["parameters"].update(parameters),
        UPDATE,
    )


def approved(version_id: str, *witnesses: SoftwareSigner) -> dict[str, Any]:
    proofs = []
    for by in witnesses:
        signed = signed_approval(version_id)
        draft = draft_log_proof({"versionId": version_id}, signed, by.public, NOW)
        proofs.append(draft.attach(by.sign(draft.signing_input))["proof"])
    return {"versionId": version_id, "proof": proofs}


def versions(log: bytes) -> list[str]:
    return [json.loads(line)["versionId"] for line in log.splitlines()]


def resolve(log: bytes, *records: Any) -> int:
    proofs = json.dumps(records).encode()
    return resolve_log(DID, log, now=NOW, witness_proofs=proofs).version_number


def refused(log: bytes, *records: Any, says: str = "was approved by") -> None:
    with pytest.raises(DidUnresolvable, match=says):
        resolve(log, *records)


def test_enough_witnesses() -> None:
    (version,) = versions(FIRST)
    assert resolve(FIRST, approved(version, ONE, TWO)) == 1
    assert resolve(FIRST, approved(version, ONE), approved(version, TWO)) == 1


def test_too_few_the_same_twice_or_strangers() -> None:
    (version,) = versions(FIRST)
    refused(FIRST)
    refused(FIRST, approved(version, ONE))
    refused(FIRST, approved(version, ONE, ONE))
    refused(FIRST, approved(version, ONE, STRANGER))


def test_an_approval_of_something_else_counts_for_nothing() -> None:
    (version,) = versions(FIRST)
    foreign = f"9{version[1:]}"
    refused(FIRST, approved(version, ONE), approved(foreign, TWO))
    relabelled = {**approved(foreign, ONE, TWO), "versionId": version}
    refused(FIRST, relabelled)


def test_a_later_approval_covers_what_came_before() -> None:
    log = second(FIRST)
    one, two = versions(log)
    assert resolve(log, approved(two, ONE, TWO)) == 2
    refused(log, approved(one, ONE, TWO), says="Entry 2")
    refused(log, approved(one, ONE), approved(two, TWO), says="Entry 2")


def test_witnesses_are_replaced_with_the_approval_of_the_old_ones() -> None:
    log = second(FIRST, witness=parameter(1, STRANGER))
    one, two = versions(log)
    refused(log, approved(one, ONE, TWO), approved(two, STRANGER), says="Entry 2")
    assert resolve(log, approved(two, ONE, TWO)) == 2
    ended = second(FIRST, witness={})
    refused(ended, approved(versions(ended)[0], ONE, TWO), says="Entry 2")


def test_a_witness_listed_twice_is_refused() -> None:
    did, log = first(parameter(1, ONE, ONE))
    with pytest.raises(DidUnresolvable, match="listed twice"):
        resolve_log(did, log, now=NOW)


@pytest.mark.parametrize(
    "proofs", [b"", b"{", b"[5]", b'[{"versionId":1,"proof":[]}]', b'[{"versionId":"1"}]']
)
def test_a_witness_file_that_can_not_be_read_is_refused(proofs: bytes) -> None:
    with pytest.raises(DidUnresolvable, match="witness file"):
        resolve_log(DID, FIRST, now=NOW, witness_proofs=proofs)


@pytest.mark.parametrize("proofs", [b"{}", b"[]", b"5", None])
def test_a_witness_file_without_approvals_approves_nothing(proofs: bytes | None) -> None:
    with pytest.raises(DidUnresolvable, match="approved by 0"):
        resolve_log(DID, FIRST, now=NOW, witness_proofs=proofs)
