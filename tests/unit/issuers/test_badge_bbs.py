"""bbs-2023 over a real training badge: pairs of pointers, and what a verdict says of the result."""

from itertools import product

import pytest
from damda.evidence import Evidence
from damda.schema_check import SchemaSet
from damda.verify import Policy, verify_credential
from support.disclosures import pointers, unsecured
from support.pairs.disclosed_badge import DisclosedBadge
from support.training import NOW

pytestmark = pytest.mark.peer

WORLD = DisclosedBadge.under("bbs-2023")
POINTERS = WORLD.pointers
TRIED = list(product(POINTERS[::17], POINTERS[1::11]))
"""Pairs spread over the badge; `make pairs` tries all of them."""


def test_pairs_of_pointers_derive_and_verify():
    bases = {mandatory: WORLD.secured(mandatory) for mandatory, _ in TRIED}
    for base in bases.values():
        WORLD.suite.check(base, as_holder=True)
    for mandatory, selective in TRIED:
        shown = WORLD.suite.derived(bases[mandatory], selective)
        WORLD.suite.check(shown)
        assert set(pointers(unsecured(shown))) < set(POINTERS)


def test_what_is_hidden_is_not_in_the_text():
    base = WORLD.secured("/issuer", "/validFrom")
    shown = str(WORLD.suite.derived(base, "/credentialSubject/achievement/name"))
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
    base = WORLD.secured("/issuer", "/validFrom")
    shown = base if document == "base" else WORLD.suite.derived(base, *MEMBERS)
    if document == "changed":
        shown = {**shown, "name": "다른 이름"}
    verdict = verify_credential(
        shown,
        evidence=Evidence({}, {}, {}),
        policy=Policy(),
        canonicalizer=WORLD.suite.canonicalizer,
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
