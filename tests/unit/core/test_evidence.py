"""Evidence: everything a verdict needs is named, had once, or kept as the reason why not."""

import pytest
from damda import evidence
from damda.credentials import credential_digest_id
from damda.dids.did_webvh import log_url
from damda.errors import DamdaError, FetchFailed, LedgerUnavailable, MalformedInput
from damda.protocols import AnchorFinding
from support.credential_world import LIST_URL, SUSPENSIONS_URL, World, anchor_proof


@pytest.fixture
def world():
    return World.create()


def test_needs_of_a_presentation(world):
    badge = world.issued()
    needs = evidence.needs_of(world.presented(badge, badge))
    assert needs.did_logs == (log_url(world.issuer.did),)
    assert needs.status_lists == (LIST_URL, SUSPENSIONS_URL)
    assert needs.issuers == ((world.issuer.did, ("TrainingBadge",)),)
    assert needs.anchors == ((credential_digest_id(badge), world.issuer.did),)
    assert evidence.needs_of(badge) == needs


@pytest.mark.parametrize(
    ("types", "accredited"),
    [
        ([], "OpenBadgeCredential"),
        (["TrainingBadge"], "TrainingBadge"),
    ],
)
def test_accreditation_is_for_what_is_certified(world, types, accredited):
    badge = world.badge(type=["VerifiableCredential", "OpenBadgeCredential", *types])
    assert evidence.needs_of(badge).issuers == ((world.issuer.did, (accredited,)),)


def test_log_of_a_holder_with_a_did_webvh(world):
    presentation = world.presented()
    method = "did:webvh:" + "Q" * 46 + ":home.example#key-1"
    presentation["proof"]["verificationMethod"] = method
    assert "https://home.example/.well-known/did.jsonl" in evidence.needs_of(presentation).did_logs


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"type": []},
        {"verifiableCredential": [1]},
        {"verifiableCredential": [{}] * 99},
    ],
)
def test_nothing_is_needed_of_what_is_malformed(document):
    assert evidence.needs_of(document) == evidence.Needs()


def test_everything_is_had_once(world):
    presentation = world.presented()
    world.web.asked.clear()
    found = world.gathered(presentation)
    assert sorted(world.web.asked) == sorted([*found.did_logs, *found.status_lists])
    assert all(isinstance(page, bytes) for page in found.did_logs.values())
    assert found.issuers[world.issuer.did].status == "active"
    assert [f.outcome for f in found.anchors.values()] == ["anchored"]


def test_failures_are_kept(world):
    presentation = world.presented()
    world.web.pages.clear()
    world.ledger.down = True
    found = world.gathered(presentation)
    kept = [*found.did_logs.values(), *found.status_lists.values()]
    assert len(kept) == 3
    assert all(isinstance(error, FetchFailed) for error in kept)
    answers = [*found.issuers.values(), *found.anchors.values()]
    assert len(answers) == 2
    assert all(isinstance(error, LedgerUnavailable) for error in answers)


def test_without_a_ledger(world):
    needs = evidence.needs_of(world.issued())
    found = evidence.gather(needs, fetch=world.web, ledger=None, anchor_proofs={})
    assert isinstance(found.issuers[world.issuer.did], LedgerUnavailable)
    assert found.anchors == {}


def test_number_of_documents_is_bounded(world):
    urls = tuple(f"https://keis.example/status/{n}" for n in range(100))
    needs = evidence.Needs(did_logs=("https://keis.example/did.jsonl",), status_lists=urls)
    found = evidence.gather(needs, fetch=world.web, ledger=None, anchor_proofs={})
    assert len(world.web.asked) == evidence.MAX_FETCHES
    assert found.status_lists.keys() == set(urls)
    assert "more than" in found.status_lists[urls[-1]].en


def test_anchor_by_another_issuer_counts_for_nothing(world):
    badge = world.issued()
    digest = credential_digest_id(badge)
    proofs = {digest: anchor_proof("did:key:z6MkSomebody"), "ab" * 32: anchor_proof("x")}
    found = evidence.gather(
        evidence.needs_of(badge), fetch=world.web, ledger=world.ledger, anchor_proofs=proofs
    )
    assert found.anchors == {digest: AnchorFinding("not_included")}


def test_anchor_proof_as_json():
    proof = anchor_proof("did:key:z6Mk")
    value = evidence.anchor_proof_to_json(proof)
    assert value["salt"] == "73" * 32
    assert evidence.anchor_proof_from_json(value) == proof
    assert evidence.anchor_proof_from_json({**value, "path": []}).path == ()


@pytest.mark.parametrize(
    "change",
    [
        {"salt": "73" * 31},
        {"salt": "0x" + "73" * 31},
        {"salt": None},
        {"root": "AB" * 32},
        {"path": "70" * 32},
        {"path": ["70"]},
        {"path": ["70" * 32] * 65},
        {"blockNumber": -1},
        {"blockNumber": "7"},
        {"blockNumber": True},
        {"chainId": 2**60},
        {"contract": ""},
        {"issuer": "has space"},
        {"more": 1},
    ],
)
def test_anchor_proofs_that_are_refused(change):
    value = evidence.anchor_proof_to_json(anchor_proof("did:key:z6Mk"))
    with pytest.raises(MalformedInput):
        evidence.anchor_proof_from_json(value | change)


@pytest.mark.parametrize("value", [None, [], "x", {}])
def test_anchor_proofs_of_another_kind(value):
    with pytest.raises(DamdaError):
        evidence.anchor_proof_from_json(value)
