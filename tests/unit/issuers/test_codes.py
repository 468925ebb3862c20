"""Korean code systems: published numbers, and what their check digits can and cannot find."""

import json

import pytest
from damda.errors import MalformedInput
from damda_schemas.codes import business_registration, corporate_registration, ncs
from hypothesis import given, settings
from hypothesis import strategies as st
from support.shelf import SHELF

VECTORS = SHELF / "domain" / "vectors.json"
SYSTEMS = {"businessRegNo": business_registration, "corpRegNo": corporate_registration}


@pytest.mark.skipif(not VECTORS.is_file(), reason="the shelf is not beside the checkout")
@pytest.mark.parametrize("name", SYSTEMS)
def test_published_numbers(name):
    system, vectors = SYSTEMS[name], json.loads(VECTORS.read_text("utf-8"))[name]
    for number in vectors["valid"]:
        assert system.normalize(number) == number
        assert system.normalize(number.replace("-", "")) == number
    for number in vectors["invalid"]:
        with pytest.raises(MalformedInput) as refusal:
            system.normalize(number)
        assert refusal.value.code == "bad_checksum"


@settings(max_examples=40, deadline=None)
@given(st.text("0123456789", min_size=9, max_size=9))
def test_every_single_wrong_digit_of_a_business_number_is_found(nine):
    number = nine + str(business_registration.check_digit(nine))
    business_registration.normalize(number)
    for place in range(10):
        for other in set("0123456789") - {number[place]}:
            with pytest.raises(MalformedInput):
                business_registration.normalize(number[:place] + other + number[place + 1 :])


@settings(max_examples=25, deadline=None)
@given(st.text("0123456789", min_size=12, max_size=12))
def test_a_wrong_digit_of_a_corporate_number_passes_only_at_an_even_place_five_apart(twelve):
    number = twelve + str(corporate_registration.check_digit(twelve))
    for place in range(13):
        for other in set("0123456789") - {number[place]}:
            changed = number[:place] + other + number[place + 1 :]
            blind = place in range(1, 12, 2) and abs(int(other) - int(number[place])) == 5
            if blind:
                corporate_registration.normalize(changed)
            else:
                with pytest.raises(MalformedInput):
                    corporate_registration.normalize(changed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789",
        "123-456-7891",
        "１２３-45-67891",
        "12345678 91",
        "123-45-67891\n",
        "-12345-67891",
        "١٢٣4567891",
    ],
)
def test_only_ten_ascii_digits_are_a_business_number(text):
    with pytest.raises(MalformedInput) as refusal:
        business_registration.normalize(text)
    assert refusal.value.code == "bad_form"


def outcome(read, text):
    try:
        return read(text)
    except MalformedInput as refusal:
        return refusal.code


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_our_error(text):
    for system in (business_registration, corporate_registration):
        assert outcome(system.normalize, text) in ("bad_form", "bad_checksum") or text.isascii()
    for read in (ncs.code, ncs.unit, ncs.major):
        assert outcome(read, text) in ("bad_form", text)


@pytest.mark.parametrize("text", ["20010202", "01010101", "24030101"])
def test_an_ncs_code_has_eight_digits(text):
    assert ncs.code(text) == text
    assert ncs.major(text[:2]) == text[:2]


@pytest.mark.parametrize(
    "text", ["2001020", "200102020", "25010101", "00010101", "2001020a", "20010202\n", "２0010202"]
)
def test_other_ncs_codes_are_refused(text):
    with pytest.raises(MalformedInput):
        ncs.code(text)


def test_ncs_units():
    assert ncs.unit("2001010101_16v2") == "2001010101_16v2"
    assert ncs.unit_belongs("2001010101_16v2", "20010101")
    assert not ncs.unit_belongs("2001010101_16v2", "20010202")
    for text in (
        "2001010101",
        "2001010101_16v",
        "2001010101_6v2",
        "200101010_16v2",
        "2001010101_16V2",
        "2001010101_16v2 ",
    ):
        with pytest.raises(MalformedInput):
            ncs.unit(text)


def test_display_name_tells_the_major_group():
    assert ncs.display_name("20010202") == "NCS 20010202 (정보통신)"
    assert len(ncs.MAJOR_GROUPS) == 24
