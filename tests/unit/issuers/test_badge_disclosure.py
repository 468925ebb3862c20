"""Selective disclosure of a real training badge: every pair of mandatory and selective pointers.

Each derives to exactly what it selects, and verifies.
"""

from functools import cache
from itertools import combinations_with_replacement

import pytest
from damda.canonical.label_maps import given_labels, hmac_labels
from damda.proofs.disclosure import disclosure
from support.disclosures import statement_count, unsecured
from support.pairs.disclosed_badge import DisclosedBadge

WORLD = DisclosedBadge.under("ecdsa-sd-2023")
BADGE, POINTERS, CANONICALIZER = WORLD.badge, WORLD.pointers, WORLD.suite.canonicalizer


@cache
def whole():
    return CANONICALIZER.labelled(BADGE, hmac_labels(b"k" * 32))


def test_a_badge_has_a_pointer_for_each_of_its_parts():
    assert len(POINTERS) > 80
    assert len(whole().statements) == statement_count(BADGE)


def test_every_pair_of_pointers_shows_exactly_its_statements():
    """What a verifier computes from the part and its labels is what the issuer signed."""
    for pair in combinations_with_replacement(POINTERS, 2):
        shown = whole().reveal(pair)
        statements = CANONICALIZER.statements(shown.document, given_labels(shown.labels))
        assert statements == [whole().statements[place] for place in shown.indexes]
        assert len(statements) == statement_count(shown.document)


@pytest.mark.parametrize("mandatory", POINTERS[::5])
def test_pairs_derive_and_verify(mandatory):
    base = WORLD.secured(mandatory)
    WORLD.suite.check(base, as_holder=True)
    for selective in POINTERS[3::17]:
        shown = WORLD.suite.derived(base, selective)
        WORLD.suite.check(shown)
        assert unsecured(shown) == whole().reveal([mandatory, selective]).document


def test_what_is_not_selected_is_not_in_the_text():
    base = WORLD.secured("/issuer", "/credentialStatus")
    selective = ["/credentialSubject/achievement/name"]
    shown = str(WORLD.suite.derived(base, *selective))
    assert "클라우드 백엔드 개발자 양성과정" in shown
    for hidden in ("담다직업전문학교", "2026-03-02", "96", "AIG20250000123456'", "Completed"):
        assert hidden in str(unsecured(base))
        assert f"'{hidden}" not in shown


def test_the_groups_are_those_of_the_pointers():
    shown = disclosure(
        BADGE,
        ["/issuer"],
        ["/credentialSubject/ncsLevel"],
        new_labels=hmac_labels(b"k" * 32),
        canonicalizer=CANONICALIZER,
    )
    mandatory = [each.decode() for each in shown.whole.mandatory]
    selected = [shown.whole.others[place].decode() for place in shown.selected]
    assert sum("#issuer>" in each for each in mandatory) == 1
    assert not any("ncsLevel" in each for each in mandatory)
    assert sum("ncsLevel" in each for each in selected) == 1
    assert len(mandatory) + len(selected) == statement_count(shown.document)
