"""Several proofs on one document: sets and chains. VC Data Integrity 1.0, 4.3, 4.5; cases.md 7."""

import copy
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from damda import multibase
from damda.dids import resolve
from damda.errors import DamdaError, LimitExceeded, MalformedInput, ProofInvalid
from damda.keys import PublicKey, SoftwareSigner
from damda.proofs import (
    CRYPTOSUITES,
    MAX_PROOFS,
    ProofFinding,
    add_proof,
    check_proofs,
    judge_proofs,
)
from damda.proofs.proof_list import previous_proofs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.contexts import canonicalizer
from support.open_badge import open_badge

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CANONICALIZER = canonicalizer()
A, B, C = (SoftwareSigner.create("Ed25519") for _ in "ABC")
BADGE = open_badge(A.did, "did:key:z6MkSubject")
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022")


def key_for(verification_method: str, purpose: str) -> PublicKey:
    did = verification_method.partition("#")[0]
    return resolve(did, log=None, now=NOW).key(verification_method, purpose)


def add(document: Any, signer: SoftwareSigner, **options: Any) -> dict[str, Any]:
    named: dict[str, Any] = {"purpose": "assertionMethod", "created": NOW, "in_set": True}
    named |= {"canonicalizer": CANONICALIZER, **options}
    return add_proof(document, signer=signer, **named)


def check(document: Any) -> tuple[ProofFinding, ...]:
    return check_proofs(
        document,
        expected_purpose="assertionMethod",
        key_for=key_for,
        canonicalizer=CANONICALIZER,
        now=NOW,
    )


def chain(suite: str = "eddsa-rdfc-2022") -> dict[str, Any]:
    """A and B sign the badge, C the badge with both."""
    one = add(BADGE, A, cryptosuite=suite, proof_id="urn:proof:a")
    two = add(one, B, cryptosuite=suite, proof_id="urn:proof:b")
    return add(two, C, cryptosuite=suite, previous_proof=["urn:proof:b", "urn:proof:a"])


def methods(findings: Sequence[ProofFinding]) -> list[str]:
    return [finding.verification_method for finding in findings]


def one_byte_changed(proof: dict[str, Any]) -> dict[str, Any]:
    value = bytearray(multibase.decode(proof["proofValue"]))
    value[7] ^= 1
    return {**proof, "proofValue": multibase.encode(bytes(value))}


def test_case_7_one_one_in_a_list_and_several() -> None:
    single = add(BADGE, A)
    both = add(single, B)
    assert both["proof"] == [single["proof"], both["proof"][1]]
    assert methods(check(single)) == [A.verification_method]
    assert check({**single, "proof": [single["proof"]]}) == check(single)
    assert methods(check(both)) == [A.verification_method, B.verification_method]


def test_case_7_a_bad_one_among_them_is_named() -> None:
    good = add(BADGE, A)
    proofs = [good["proof"], one_byte_changed(good["proof"])]
    with pytest.raises(ProofInvalid, match=r"^Proof 2 of 2 .*does not hold") as caught:
        check({**good, "proof": proofs})
    assert "2번째" in caught.value.ko
    with pytest.raises(ProofInvalid, match=r"^Proof 1 of 2 "):
        check({**good, "proof": proofs[::-1]})


@pytest.mark.parametrize("proof", [[], None])
def test_case_7_none_is_not_signed(proof: Any) -> None:
    with pytest.raises(ProofInvalid, match="not signed"):
        check({**BADGE, "proof": proof})


def test_all_are_looked_at() -> None:
    both = add(add(BADGE, A), B)
    both["proof"] = [one_byte_changed(both["proof"][0]), both["proof"][1]]
    outcomes = judge_proofs(
        both,
        expected_purpose="assertionMethod",
        key_of=lambda finding: key_for(finding.verification_method, "assertionMethod"),
        canonicalizer=CANONICALIZER,
        now=NOW,
    )
    assert [outcome.finding is None for outcome in outcomes] == [True, False]


def test_a_set_may_mix_suites_and_keys() -> None:
    document: dict[str, Any] = BADGE
    signers = {
        (suite, kind): SoftwareSigner.create(kind)
        for suite, row in CRYPTOSUITES.items()
        for kind in row.key_kinds
    }
    for (suite, _), signer in signers.items():
        document = add(document, signer, cryptosuite=suite)
    assert [found.cryptosuite for found in check(document)] == [suite for suite, _ in signers]
    document["name"]["@value"] += "!"
    with pytest.raises(ProofInvalid):
        check(document)


@pytest.mark.parametrize("suite", SUITES)
def test_a_chain_says_what_it_stands_on(suite: str) -> None:
    found = check(chain(suite))
    assert [finding.id for finding in found] == ["urn:proof:a", "urn:proof:b", None]
    assert [finding.previous for finding in found] == [(), (), ("urn:proof:a", "urn:proof:b")]


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("place", [0, 1])
def test_a_previous_proof_can_not_be_exchanged(suite: str, place: int) -> None:
    """The last proof is over the others: one made anew, and good by itself, breaks it."""
    signed = chain(suite)
    name = signed["proof"][place]["id"]
    other = add(BADGE, C, cryptosuite=suite, proof_id=name)["proof"]
    signed["proof"][place] = other
    with pytest.raises(ProofInvalid, match=r"^Proof 3 of 3"):
        check(signed)


@pytest.mark.parametrize("suite", SUITES)
def test_a_chain_is_cut_at_its_end_only(suite: str) -> None:
    signed = chain(suite)
    assert check({**signed, "proof": signed["proof"][:2]})
    with pytest.raises(ProofInvalid, match="no previous proof"):
        check({**signed, "proof": signed["proof"][1:]})
    loose = copy.deepcopy(signed)
    del loose["proof"][2]["previousProof"]
    with pytest.raises(ProofInvalid, match=r"^Proof 3 of 3"):
        check(loose)


def test_the_place_of_a_proof_in_the_list_means_nothing_to_rdfc() -> None:
    signed = chain()
    for order in permutations(signed["proof"]):
        assert check({**signed, "proof": list(order)})


def test_previous_proof_as_text() -> None:
    one = add(BADGE, A, proof_id="urn:proof:a")
    two = add(one, B, previous_proof="urn:proof:a", proof_id="urn:proof:b")
    three = add(two, C, previous_proof="urn:proof:b")
    assert [finding.previous for finding in check(three)] == [
        (),
        ("urn:proof:a",),
        ("urn:proof:b",),
    ]


def named(*rows: tuple[str | None, Any]) -> list[dict[str, Any]]:
    return [
        ({} if name is None else {"id": name})
        | ({} if previous is None else {"previousProof": previous})
        for name, previous in rows
    ]


@pytest.mark.parametrize(
    ("proofs", "says"),
    [
        (named(("urn:a", "urn:a")), "circle"),
        (named(("urn:a", "urn:b"), ("urn:b", "urn:a")), "circle"),
        (named(("urn:a", None), ("urn:b", "urn:d"), ("urn:c", "urn:b"), ("urn:d", "urn:c")), "cir"),
        (named(("urn:a", None), (None, "urn:b")), "no previous proof urn:b"),
        (named(("urn:a", None), (None, ["urn:a", "urn:b"])), "no previous proof urn:b"),
        (named(("urn:a", None), ("urn:a", None)), "one id"),
        (named(("urn:a", None), (None, ["urn:a", "urn:a"])), "twice"),
        (named(("urn:a", None), (None, [])), "previousProof must be"),
        (named(("urn:a", None), (None, 5)), "previousProof must be"),
        (named(("urn:a", None), (None, [["urn:a"]])), "previousProof must be"),
        (named(("urn:a", None), (None, {"id": "urn:a"})), "previousProof must be"),
        (named(("a", None)), "must be a URL"),
        ([{"id": None}], "must be a URL"),
        ([{"id": ["urn:a"]}], "must be a URL"),
        ([{"id": "urn:a"}, {"previousProof": None}], "previousProof must be"),
    ],
)
def test_names_that_lead_nowhere_are_refused(proofs: list[dict[str, Any]], says: str) -> None:
    with pytest.raises((ProofInvalid, MalformedInput), match=says):
        previous_proofs(proofs)
    with pytest.raises((ProofInvalid, MalformedInput), match=says):
        check({**BADGE, "proof": proofs})


IDS = st.sampled_from([None, "urn:1", "urn:2", "urn:3", "urn:4", "x"])
PREVIOUS = st.sampled_from([None, "urn:1", "urn:2", 1, ["urn:1"], ["urn:2", "urn:3"], ["urn:1", 7]])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(IDS, PREVIOUS), max_size=MAX_PROOFS).map(lambda rows: named(*rows)))
def test_previous_proofs_come_before_or_are_refused(proofs: list[dict[str, Any]]) -> None:
    try:
        found = previous_proofs(proofs)
    except DamdaError:
        return
    seen: set[str] = set()
    waiting = list(zip(proofs, found, strict=True))
    while waiting:
        ready = [item for item in waiting if {p["id"] for p in item[1]} <= seen]
        assert ready
        waiting = [item for item in waiting if item not in ready]
        seen |= {proof["id"] for proof, _ in ready if "id" in proof}


def test_their_number_is_bounded() -> None:
    single = add(BADGE, A)
    full = {**single, "proof": [single["proof"]] * MAX_PROOFS}
    assert len(check(full)) == MAX_PROOFS
    with pytest.raises(LimitExceeded):
        check({**single, "proof": [single["proof"]] * (MAX_PROOFS + 1)})
    with pytest.raises(LimitExceeded):
        add(full, B)


def test_a_proof_is_added_only_on_purpose() -> None:
    signed = add(BADGE, A, proof_id="urn:proof:a")
    with pytest.raises(MalformedInput, match="already"):
        add(signed, B, in_set=False)
    with pytest.raises(ProofInvalid, match="no previous proof"):
        add(signed, B, previous_proof="urn:proof:b")
    with pytest.raises(ProofInvalid, match="one id"):
        add(signed, B, proof_id="urn:proof:a")
    with pytest.raises(ProofInvalid, match="no previous proof"):
        add(BADGE, B, previous_proof="urn:proof:a")
    assert len(check(add(signed, B, in_set=False, previous_proof="urn:proof:a"))) == 2
