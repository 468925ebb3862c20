"""Issuers whose DID is a did:web, or a did:webvh with witnesses or that has moved."""

import json
from datetime import timedelta

import pytest
from damda import evidence
from damda.dids import did_web
from damda.dids.did_webvh import (
    draft_approval,
    draft_log,
    draft_update,
    log_url,
    with_approval,
    witness_list,
    witness_url,
)
from damda.keys import SoftwareSigner
from damda.protocols import Accreditation, IssuerRecord
from damda.status.memory import ListMemory
from support.credential_world import (
    ISSUED,
    LIST_URL,
    SUSPENSIONS_URL,
    Ledger,
    Web,
    World,
    anchor_proof,
    codes,
    found,
)

WEB = "did:web:localhost%3A8443:issuers:rice"
WITNESS = SoftwareSigner.create("Ed25519")


def world_of(did: str, key: SoftwareSigner) -> World:
    issuer = SoftwareSigner.from_private("Ed25519", key.private, f"{did}#key-1")
    return World(issuer, SoftwareSigner.create("P-256"), Web(), Ledger())


def with_lists(world: World) -> World:
    for url, purpose in ((LIST_URL, "revocation"), (SUSPENSIONS_URL, "suspension")):
        world.publish(url, purpose)
    return world


def listed(world: World, key: SoftwareSigner) -> None:
    """Publish the did.json with this key."""
    did = world.issuer.did
    method = {
        "id": f"{did}#key-1",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": key.public.multikey,
    }
    document = {"id": did, "verificationMethod": [method], "assertionMethod": [method["id"]]}
    world.web.pages[did_web.document_url(did)] = json.dumps(document).encode()


@pytest.fixture
def at_web() -> World:
    key = SoftwareSigner.create("Ed25519")
    world = world_of(WEB, key)
    listed(world, key)
    kinds = ("TrainingBadge", "OpenBadgeCredential")
    accredited = tuple(Accreditation(k, ISSUED - timedelta(days=9), None) for k in kinds)
    world.ledger.records[WEB] = IssuerRecord(WEB, "active", None, 0, accredited)
    return with_lists(world)


def test_an_issuer_with_did_web(at_web):
    badge = at_web.issued()
    checked = at_web.verdict(badge)
    assert checked.verified
    assert found(checked, "issuer_log") == [("skipped", "issuer_log_not_used")]
    assert did_web.document_url(WEB) in at_web.web.asked


def test_a_key_that_did_web_no_longer_lists_does_not_count(at_web):
    badge = at_web.issued()
    listed(at_web, SoftwareSigner.create("Ed25519"))
    assert "proof_invalid" in codes(at_web.verdict(badge))
    del at_web.web.pages[did_web.document_url(WEB)]
    assert found(at_web.verdict(badge), "issuer_key") == [("unknown", "issuer_key_unavailable")]


def test_a_remembered_list_is_checked_anew_when_did_web_lists_another_key(at_web):
    badge, memory = at_web.issued(), ListMemory()

    def status_outcomes():
        needs = evidence.needs_of(badge)
        proofs = {digest: anchor_proof(WEB) for digest, _ in needs.anchors}
        gathered = evidence.gather(
            needs, fetch=at_web.web, ledger=at_web.ledger, anchor_proofs=proofs, list_memory=memory
        )
        return {outcome for outcome, _ in found(at_web.verdict(badge, gathered=gathered), "status")}

    assert status_outcomes() == {"passed"}
    listed(at_web, SoftwareSigner.create("Ed25519"))
    assert status_outcomes() == {"unknown"}


@pytest.fixture
def witnessed() -> World:
    key = SoftwareSigner.create("Ed25519")
    draft = draft_log(
        "keis.example:keis",
        update_key=key.public,
        keys={"key-1": key.public},
        created=ISSUED - timedelta(days=1),
        portable=True,
        witnesses=witness_list(1, [WITNESS.did]),
    )
    log = draft.attach(key.sign(draft.signing_input))
    world = world_of(draft.did, key)
    world.web.pages[log_url(draft.did)] = log
    world.web.pages[witness_url(draft.did)] = approved(None, log)
    world.ledger.records[draft.did] = world.record(log)
    return with_lists(world)


def approved(proofs, log, created=ISSUED):
    draft = draft_approval(log, witness=WITNESS.public, created=created)
    return with_approval(proofs, draft.attach(WITNESS.sign(draft.signing_input)))


def test_an_issuer_with_witnesses(witnessed):
    assert witnessed.verdict(witnessed.issued()).verified
    assert witness_url(witnessed.issuer.did) in witnessed.web.asked


def test_approvals_that_can_not_be_had_leave_the_key_open(witnessed):
    badge = witnessed.issued()
    del witnessed.web.pages[witness_url(witnessed.issuer.did)]
    assert found(witnessed.verdict(badge), "issuer_key") == [("unknown", "issuer_key_unavailable")]


def test_approvals_that_are_missing_refuse_the_key(witnessed):
    badge = witnessed.issued()
    witnessed.web.pages[witness_url(witnessed.issuer.did)] = b"[]"
    assert found(witnessed.verdict(badge), "issuer_key") == [("failed", "issuer_key_unavailable")]


def test_no_witness_file_is_fetched_where_there_are_no_witnesses():
    world = World.create()
    world.verdict(world.issued())
    assert not [url for url in world.web.asked if "witness" in url]


def test_the_key_of_before_a_move_counts_for_what_was_issued_before(witnessed):
    badge = witnessed.issued(credentialStatus=None)
    did, key = witnessed.issuer.did, witnessed.issuer
    log, proofs = (witnessed.web.pages[page] for page in (log_url(did), witness_url(did)))
    draft = draft_update(
        log,
        update_key=key.public,
        created=ISSUED + timedelta(hours=1),
        move_to="new.example",
        witness_proofs=proofs,
    )
    log += draft.attach(key.sign(draft.signing_input))
    witnessed.web.pages[log_url(did)] = log
    moved = ISSUED + timedelta(hours=1)
    witnessed.web.pages[witness_url(did)] = approved(proofs, log, moved)
    assert found(witnessed.verdict(badge), "issuer_key") == [("passed", "issuer_key_found")]
    later = witnessed.signed(
        witnessed.badge(credentialStatus=None), created=ISSUED + timedelta(hours=2)
    )
    assert found(witnessed.verdict(later), "issuer_key") == [("failed", "issuer_key_unavailable")]
