"""bbs-2023 over a real training badge: pairs of pointers, and what a verdict says of the result."""

from itertools import product

import pytest
from damda.evidence import Evidence
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, check_proof, derive_proof
from damda.schema_check import SchemaSet
from damda.verify import Policy, verify_credential
from damda_schemas import compiled_canonicalizer
from support.disclosures import pointers, unsecured

from .training import CATALOG, NOW, built

pytestmark = pytest.mark.peer

CANONICALIZER = compiled_canonicalizer(CATALOG.compiled_contexts)
SIGNER = SoftwareSigner.create("BLS12-381-G2")
BADGE = {**built(), "issuer": {**built()["issuer"], "id": SIGNER.did}}
POINTERS = list(pointers(BADGE))
TRIED = list(product(POINTERS[::17], POINTERS[1::11]))
"""Pairs spread over the badge. All of them are tried in test_badge_disclosure.py, unsigned."""


def secured(*mandatory):
    return add_proof(
        BADGE,
        signer=SIGNER,
        purpose="assertionMethod",
        created=NOW,
        canonicalizer=CANONICALIZER,
        mandatory_pointers=mandatory,
    )


def check(document, *, as_holder=False):
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=lambda method, purpose: SIGNER.public,
        canonicalizer=CANONICALIZER,
        now=NOW,
        as_holder=as_holder,
    )


def derived(base, *selective):
    return derive_proof(base, selective_pointers=selective, canonicalizer=CANONICALIZER)


def test_pairs_of_pointers_derive_and_verify():
    bases = {mandatory: secured(mandatory) for mandatory, _ in TRIED}
    for base in bases.values():
        check(base, as_holder=True)
    for mandatory, selective in TRIED:
        shown = derived(bases[mandatory], selective)
        check(shown)
        assert set(pointers(unsecured(shown))) < set(POINTERS)


def test_what_is_hidden_is_not_in_the_text():
    base = secured("/issuer", "/validFrom")
    shown = str(derived(base, "/credentialSubject/achievement/name"))
    assert "클라우드 백엔드 개발자 양성과정" in shown
    for hidden in ("담다직업전문학교", "2026-03-02", "Completed"):
        assert hidden in str(unsecured(base))
        assert hidden not in shown


MEMBERS = [pointer for pointer in POINTERS if pointer.count("/") == 1]


@pytest.mark.parametrize(
    ("document", "outcome"),
    [("derived", "passed"), ("changed", "failed"), ("base", "failed")],
)
def test_the_verdict_on_a_derived_badge(document, outcome):
    base = secured("/issuer", "/validFrom")
    shown = base if document == "base" else derived(base, *MEMBERS)
    if document == "changed":
        shown = {**shown, "name": "다른 이름"}
    verdict = verify_credential(
        shown,
        evidence=Evidence({}, {}, {}),
        policy=Policy(),
        canonicalizer=CANONICALIZER,
        schemas=SchemaSet({}.get),
        now=NOW,
    )
    (proof,) = (check for check in verdict.checks if check.id == "proof")
    assert proof.outcome == outcome, proof
    if document == "derived":
        assert proof.evidence["cryptosuite"] == "bbs-2023"
    if document == "base":
        assert "base proof" in proof.en
        assert "기본 서명" in proof.ko
