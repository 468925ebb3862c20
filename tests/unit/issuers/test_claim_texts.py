"""Texts in claims: one spelling, visible, bounded."""

import unicodedata

import pytest
from damda_issuers.claim_types import Bounds, Refused, claim_type
from hypothesis import given, settings
from hypothesis import strategies as st

read = claim_type("string").read


def refusal_of(value, bounds=Bounds()):  # noqa: B008
    with pytest.raises(Refused) as refusal:
        read(value, bounds)
    return refusal.value.code


def test_hangul_in_parts_becomes_whole_syllables():
    assert read(unicodedata.normalize("NFD", "클라우드 과정"), Bounds()) == "클라우드 과정"
    assert read(" \u3000과정\u00a0", Bounds()) == "과정"


@pytest.mark.parametrize(
    "text",
    [
        "a\u202eb",  # right-to-left override
        "a\u2066b",
        "a\u200bb",  # zero width
        "\ufeffa",
        "a\x00b",
        "a\nb",
        "a\x7fb",
        "a\u2028b",
        "a\ud800b",  # half of a pair
        "a\ue000b",  # private
        "a\u0378b",  # unassigned
        "\u3164",  # the Hangul filler is a letter that can't be seen
        "a\u115f",
    ],
)
def test_invisible_characters_are_refused(text):
    assert refusal_of(text) == "forbidden_character"


def test_length_is_counted_after_composition_and_work_is_bounded():
    bounds = Bounds(max_length=5)
    assert read(unicodedata.normalize("NFD", "가나다라마"), bounds) == "가나다라마"
    assert refusal_of("가나다라마바", bounds) == "too_long"
    assert refusal_of("\u200b" * 1_000_000, bounds) == "too_long"  # not even looked at
    assert read("𠮷뷁😀ab", bounds) == "𠮷뷁😀ab"


@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], {}, b"x"])
def test_only_a_text_is_a_text(value):
    assert refusal_of(value) == "wrong_type"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_what_was_accepted_is_accepted_unchanged_and_fits_in_utf8(text):
    try:
        accepted = read(text, Bounds(max_length=40))
    except Refused:
        return
    assert read(accepted, Bounds(max_length=40)) == accepted
    assert accepted == unicodedata.normalize("NFC", accepted).strip()
    assert 1 <= len(accepted) <= 40
    accepted.encode("utf-8")


@pytest.mark.parametrize(
    ("type_name", "good", "normalized"),
    [
        ("boolean", False, False),
        ("date", "2024-02-29", "2024-02-29"),
        ("code:corp", "1101110062432", "110111-0062432"),
        ("array:string", [" a", "b"], ["a", "b"]),
        ("array:integer", [1, 2], [1, 2]),
    ],
)
def test_other_types(type_name, good, normalized):
    assert claim_type(type_name).read(good, Bounds()) == normalized


@pytest.mark.parametrize(
    ("type_name", "bad"),
    [
        ("boolean", 0),
        ("date", "2023-02-29"),
        ("date", "２０２６-03-02"),
        ("date", "1026-03-02"),
        ("integer", 2**53),
        ("integer", 10**400),
        ("code:corp", "110111-0062431"),
        ("array:string", "a"),
        ("array:string", ["a", "a "]),
        ("array:string", [str(n) for n in range(51)]),
    ],
)
def test_other_types_refuse(type_name, bad):
    with pytest.raises(Refused):
        claim_type(type_name).read(bad, Bounds())
