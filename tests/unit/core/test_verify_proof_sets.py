"""Several signers, as a verdict judges them: the issuer's signature counts, and all must hold.

cases.md 7. Sets and chains themselves: test_proof_sets.py.
"""

from datetime import timedelta

import pytest
from damda import evidence
from damda.credentials import anchor_digest
from damda.dids.did_webvh import draft_log, draft_update, log_url
from damda.errors import FetchFailed
from damda.keys import SoftwareSigner
from damda.proofs import MAX_PROOFS, add_proof
from support.credential_world import AUDIENCE, CANONICALIZER, ISSUED, NONCE, World, codes, found

HOUR = timedelta(hours=1)


@pytest.fixture
def world():
    return World.create()


def signed_too(world, document, signer, **options):
    """``document`` with one more proof, in a set (or a chain)."""
    named = {"purpose": "assertionMethod", "created": ISSUED, "canonicalizer": CANONICALIZER}
    secured = add_proof(document, signer=signer, **(named | {"in_set": True} | options))
    world.ledger.anchored.add(anchor_digest(secured))
    return secured


def presented_by(world, *signers, **options):
    """A presentation of a badge that each of ``signers`` has signed."""
    document = {**world.presented(), **options}
    document = {name: value for name, value in document.items() if value is not ...}
    del document["proof"]
    for signer in signers:
        document = signed_too(
            world, document, signer, purpose="authentication", challenge=NONCE, domain=AUDIENCE
        )
    return document


def second_key(world, created, *, keep=True):
    """Another key that the issuer lists from ``created`` on, beside the first or instead."""
    key = SoftwareSigner.create("P-256")
    url = log_url(world.issuer.did)
    draft = draft_update(
        world.web.pages[url],
        update_key=world.issuer.public,
        created=created,
        keys={**({"key-1": world.issuer.public} if keep else {}), "key-2": key.public},
    )
    world.web.pages[url] += draft.attach(world.issuer.sign(draft.signing_input))
    world.relate()
    return SoftwareSigner.from_private("P-256", key.private, f"{world.issuer.did}#key-2")


def institution(world):
    """Another institution with a did:webvh; its log is at hand."""
    key = SoftwareSigner.create("Ed25519")
    draft = draft_log(
        "hrd.example:hrd",
        update_key=key.public,
        keys={"key-1": key.public},
        created=ISSUED - HOUR,
    )
    world.web.pages[log_url(draft.did)] = draft.attach(key.sign(draft.signing_input))
    return SoftwareSigner.from_private("Ed25519", key.private, f"{draft.did}#key-1")


def proof_check(verdict):
    return next(check for check in verdict.checks if check.id == "proof")


def test_case_7_in_an_object_in_a_list_and_two(world):
    badge = world.issued()
    listed = {**badge, "proof": [badge["proof"]]}
    world.ledger.anchored.add(anchor_digest(listed))
    assert codes(world.verdict(badge)) == codes(world.verdict(listed)) == []
    assert "proofs" not in proof_check(world.verdict(listed)).evidence


def test_case_7_a_second_listed_key(world):
    badge = world.issued()
    both = signed_too(world, badge, second_key(world, ISSUED - HOUR))
    verdict = world.verdict(both)
    assert codes(verdict) == []
    check = proof_check(verdict)
    assert check.code == "proof_set_valid"
    assert [p["holds"] for p in check.evidence["proofs"]] == [True, True]
    assert [p["cryptosuite"] for p in check.evidence["proofs"]] == [
        "eddsa-rdfc-2022",
        "ecdsa-rdfc-2019",
    ]


@pytest.mark.parametrize("bad", [0, 1])
def test_case_7_one_byte_changed(world, bad):
    badge = world.issued()
    both = {**badge, "proof": [dict(badge["proof"]), dict(badge["proof"])]}
    value = both["proof"][bad]["proofValue"]
    both["proof"][bad]["proofValue"] = value[:-1] + ("2" if value[-1] != "2" else "3")
    world.ledger.anchored.add(anchor_digest(both))
    verdict = world.verdict(both)
    assert codes(verdict) == ["proof_invalid"]
    check = proof_check(verdict)
    assert f"Proof {bad + 1} of 2" in check.en
    assert f"{bad + 1}번째" in check.ko
    assert [p["holds"] for p in check.evidence["proofs"]] == [bad != 0, bad != 1]


@pytest.mark.parametrize("proof", [[], None])
def test_case_7_not_signed(world, proof):
    unsigned = {**world.issued(), "proof": proof}
    verdict = world.verdict(unsigned)
    assert found(verdict, "proof") == [("failed", "credential_unsigned")]
    assert found(verdict, "issuer_key") == [("unknown", "not_checked")]
    assert not verdict.verified


def test_one_who_signs_too_is_listed_and_is_not_the_issuer(world):
    other = institution(world)
    both = signed_too(world, world.issued(), other)
    verdict = world.verdict(both)
    assert codes(verdict) == []
    check = proof_check(verdict)
    assert check.evidence["verificationMethod"] == world.issuer.verification_method
    assert [p["verificationMethod"] for p in check.evidence["proofs"]] == [
        world.issuer.verification_method,
        other.verification_method,
    ]


def test_the_issuers_proof_may_stand_anywhere_and_must_be_there(world):
    other = SoftwareSigner.create("P-384")
    both = signed_too(world, world.issued(), other)
    turned = {**both, "proof": both["proof"][::-1]}
    world.ledger.anchored.add(anchor_digest(turned))
    verdict = world.verdict(turned)
    assert codes(verdict) == []
    assert proof_check(verdict).evidence["cryptosuite"] == "eddsa-rdfc-2022"
    alone = {**both, "proof": [both["proof"][1]] * 2}
    world.ledger.anchored.add(anchor_digest(alone))
    assert codes(world.verdict(alone)) == ["issuer_key_unavailable", "not_checked"]


def test_a_chain_over_the_issuers_proof(world):
    badge = signed_too(world, world.badge(), world.issuer, proof_id="urn:proof:1")
    chained = signed_too(world, badge, SoftwareSigner.create("P-384"), previous_proof="urn:proof:1")
    verdict = world.verdict(chained)
    assert codes(verdict) == []
    listed = proof_check(verdict).evidence["proofs"]
    assert listed[0]["id"] == "urn:proof:1"
    assert listed[1]["previousProof"] == ["urn:proof:1"]
    world.ledger.anchored.add(anchor_digest({**chained, "proof": chained["proof"][1:]}))
    verdict = world.verdict({**chained, "proof": chained["proof"][1:]})
    assert found(verdict, "proof") == [("failed", "proof_invalid")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"proofPurpose": "authentication"}, ("failed", "proof_invalid")),
        ({"verificationMethod": "did:example:x#1"}, ("failed", "signer_key_unavailable")),
        ({"verificationMethod": "nobody"}, ("failed", "signer_key_unavailable")),
        ({"verificationMethod": 5}, ("failed", "malformed")),
        ({"created": "yesterday"}, ("failed", "malformed")),
        ({"cryptosuite": "bbs-2023"}, ("failed", "proof_invalid")),
        ({"id": "no url"}, ("failed", "malformed")),
    ],
)
def test_the_other_proof_is_judged_as_strictly(world, change, expected):
    both = signed_too(world, world.issued(), SoftwareSigner.create("Ed25519"))
    both["proof"][1] |= change
    world.ledger.anchored.add(anchor_digest(both))
    assert found(world.verdict(both), "proof") == [expected]


def test_a_signer_whose_log_can_not_be_had_leaves_it_open(world):
    other = institution(world)
    both = signed_too(world, world.issued(), other)
    del world.web.pages[log_url(other.did)]
    verdict = world.verdict(both)
    assert found(verdict, "proof") == [("unknown", "signer_key_unavailable")]
    assert not verdict.verified
    both["proof"][0]["created"] = "2026-11-24T08:59:59Z"
    for order in (both["proof"], both["proof"][::-1]):
        checked = world.verdict({**both, "proof": order})
        assert found(checked, "proof") == [("failed", "proof_invalid")]


def test_each_key_must_have_been_listed_when_it_signed(world):
    """The second key was listed later than its proof claims to be made."""
    key = second_key(world, ISSUED + HOUR)
    badge = world.issued()
    early = signed_too(world, badge, key)
    assert found(world.verdict(early), "proof") == [("failed", "signer_key_unavailable")]
    late = signed_too(world, badge, key, created=ISSUED + 2 * HOUR)
    assert codes(world.verdict(late)) == []


def test_a_key_that_was_taken_back_signs_nothing_more(world):
    """Even where the same key signed before, when it was listed."""
    badge = world.issued()
    second_key(world, ISSUED + HOUR, keep=False)
    assert found(world.verdict(badge), "proof") == [("passed", "proof_valid")]
    late = signed_too(world, badge, world.issuer, created=ISSUED + 2 * HOUR)
    assert found(world.verdict(late), "proof") == [("failed", "signer_key_unavailable")]


def test_too_many(world):
    badge = world.issued()
    many = {**badge, "proof": [badge["proof"]] * (MAX_PROOFS + 1)}
    assert found(world.verdict(many), "proof") == [("failed", "malformed")]


def test_logs_of_all_signers_are_collected_the_issuers_first(world):
    other = institution(world)
    both = signed_too(world, signed_too(world, world.badge(), other), world.issuer)
    needs = evidence.needs_of(both)
    assert needs.did_logs == (log_url(world.issuer.did), log_url(other.did))
    assert [did for did, _ in needs.issuers] == [world.issuer.did]
    presentation = presented_by(world, world.holder, other)
    assert log_url(other.did) in evidence.needs_of(presentation).did_logs


def test_the_number_of_logs_is_bounded(world):
    badge = world.issued()
    method = "did:webvh:" + "Q" * 46 + ":a{}.example#key-1"
    others = [{"verificationMethod": method.format(n)} for n in range(MAX_PROOFS - 1)]
    badges = [
        {**badge, "proof": [badge["proof"]] + [{**o, "n": n} for o in others]} for n in range(20)
    ]
    needs = evidence.needs_of({"verifiableCredential": badges})
    assert len(needs.did_logs) == MAX_PROOFS
    badges[0]["proof"] += others
    assert len(evidence.needs_of(badges[0]).did_logs) == 1


# Presentations


def test_holder_with_somebody_beside(world):
    presentation = presented_by(world, world.holder, SoftwareSigner.create("Ed25519"))
    verdict = world.verdict(presentation)
    assert codes(verdict) == []
    holder = next(check for check in verdict.checks if check.id == "holder")
    assert holder.evidence["holder"] == world.holder.did
    assert [p["holds"] for p in holder.evidence["proofs"]] == [True, True]


def test_holder_must_be_among_those_who_signed(world):
    strangers = [SoftwareSigner.create("Ed25519"), SoftwareSigner.create("P-256")]
    verdict = world.verdict(presented_by(world, *strangers))
    assert codes(verdict)[0] == "holder_proof_invalid"
    assert found(verdict, "subject") == [("unknown", "not_checked")]


def test_of_several_signers_the_holder_is_named(world):
    signers = [world.holder, SoftwareSigner.create("Ed25519")]
    verdict = world.verdict(presented_by(world, *signers, holder=...))
    assert codes(verdict)[0] == "holder_proof_invalid"
    assert codes(world.verdict(presented_by(world, world.holder, world.holder, holder=...))) == []


@pytest.mark.parametrize("bad", [0, 1])
@pytest.mark.parametrize("member", ["challenge", "domain"])
def test_every_proof_answers_the_request(world, bad, member):
    signers = [world.holder, SoftwareSigner.create("Ed25519")]
    document = {name: v for name, v in world.presented().items() if name != "proof"}
    for place, signer in enumerate(signers):
        said = {"challenge": NONCE, "domain": AUDIENCE}
        said |= {member: "other"} if place == bad else {}
        document = signed_too(world, document, signer, purpose="authentication", **said)
    code = {"challenge": "nonce_mismatch", "domain": "audience_mismatch"}[member]
    assert codes(world.verdict(document)) == [code]


def test_one_of_a_presentations_proofs_does_not_hold(world):
    presentation = presented_by(world, world.holder, SoftwareSigner.create("Ed25519"))
    presentation["proof"][1]["created"] = "2026-11-24T08:59:59Z"
    verdict = world.verdict(presentation)
    assert codes(verdict)[:3] == ["holder_proof_invalid", "not_checked", "not_checked"]
    assert "Proof 2 of 2" in verdict.reasons[0].en


def test_a_presentations_signer_that_can_not_be_had_leaves_it_open(world):
    other = institution(world)
    presentation = presented_by(world, world.holder, other)
    world.web.pages[log_url(other.did)] = b""
    assert found(world.verdict(presentation), "holder") == [("failed", "holder_proof_invalid")]
    del world.web.pages[log_url(other.did)]
    assert found(world.verdict(presentation), "holder") == [("unknown", "holder_proof_invalid")]
    gathered = world.gathered(presentation)
    assert isinstance(gathered.did_logs[log_url(other.did)], FetchFailed)
