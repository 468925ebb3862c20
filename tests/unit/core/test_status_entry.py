"""Bitstring Status List 1.0, 2.1: what an entry may say, and what makes it malformed."""

import pytest
from damda import status
from damda.errors import LimitExceeded, MalformedInput
from hypothesis import given, settings
from hypothesis import strategies as st

URL = "https://customs.example/status/8"
TEXTS = ("pending_review", "accepted", "rejected", "undefined")
FOUR = [{"status": hex(n), "message": text} for n, text in enumerate(TEXTS)]


def entry(**members):
    """The specification's example of several bits; a member given as None is left out."""
    document = {
        "id": "https://customs.example/status/8#492847",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "message",
        "statusListIndex": "492847",
        "statusSize": 2,
        "statusListCredential": URL,
        "statusMessage": FOUR,
        "statusReference": "https://customs.example/dictionary",
    } | members
    return {name: value for name, value in document.items() if value is not None}


def test_several_bits_and_their_messages():
    read = status.parse_entry(entry())
    assert (read.purpose, read.index, read.list_url, read.size) == ("message", 492_847, URL, 2)
    assert [read.message(value) for value in range(4)] == list(TEXTS)
    assert read.references == ("https://customs.example/dictionary",)


def test_messages_are_found_by_their_status_and_not_by_their_place():
    shuffled = [{**FOUR[3], "status": "0x03", "note": "more is allowed"}, FOUR[1], FOUR[0], FOUR[2]]
    assert status.parse_entry(entry(statusMessage=shuffled)).messages == TEXTS


def test_without_messages_one_bit_is_set_or_unset():
    read = status.parse_entry(entry(statusSize=None, statusMessage=None, statusReference=None))
    assert (read.size, read.messages, read.references) == (1, (), ())
    assert (read.message(0), read.message(1)) == ("unset", "set")


@pytest.mark.parametrize(
    "members",
    [
        {"statusMessage": None},
        {"statusMessage": []},
        {"statusMessage": FOUR[:3]},
        {"statusMessage": [*FOUR, FOUR[0]]},
        {"statusMessage": [*FOUR[:3], FOUR[0]]},
        {"statusMessage": [*FOUR[:3], {"status": "0x4", "message": "x"}]},
        {"statusMessage": [*FOUR[:3], {"status": "3", "message": "x"}]},
        {"statusMessage": [*FOUR[:3], {"status": 3, "message": "x"}]},
        {"statusMessage": [*FOUR[:3], {"status": "0x٣", "message": "x"}]},
        {"statusMessage": [*FOUR[:3], {"status": "0x3"}]},
        {"statusMessage": [*FOUR[:3], {"status": "0x3", "message": 1}]},
        {"statusMessage": [*FOUR[:3], "0x3"]},
        {"statusMessage": "0x3"},
        {"statusSize": 1},
        {"statusSize": 3},
        {"statusSize": 0},
        {"statusSize": -2},
        {"statusSize": 2.0},
        {"statusSize": "2"},
        {"statusSize": True},
        {"statusSize": 9},
        {"statusReference": "dictionary"},
        {"statusReference": []},
        {"statusReference": [URL, 7]},
        {"statusReference": [URL] * 17},
        {"id": URL},
        {"statusPurpose": None},
        {"statusPurpose": ""},
        {"statusListIndex": 4},
        {"statusListIndex": "-1"},
        {"statusListIndex": "4.0"},
        {"statusListIndex": "1" * 40},
    ],
    ids=repr,
)
def test_entries_that_are_malformed(members):
    with pytest.raises(MalformedInput):
        status.parse_entry(entry(**members))


def test_more_bits_than_any_credential_has_messages_for():
    with pytest.raises(LimitExceeded):
        status.parse_entry(entry(statusSize=10**30))


@pytest.mark.parametrize("size", range(1, 9))
def test_written_as_it_is_read(size):
    texts = tuple(f"step {n}" for n in range(1 << size))
    written = status.status_entry(URL, 7, "message", messages=texts, references=[URL + "/about"])
    assert status.parse_entry(written) == status.StatusEntry(
        "message", 7, URL, size, texts, (URL + "/about",)
    )


@pytest.mark.parametrize("count", [1, 3, 5, 512])
def test_messages_for_a_part_of_the_values_are_not_issued(count):
    with pytest.raises(MalformedInput):
        status.status_entry(URL, 7, "message", messages=["x"] * count)


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
anything = st.recursive(values, lambda v: st.lists(v) | st.dictionaries(st.text(), v), max_leaves=6)


@given(st.dictionaries(st.sampled_from(sorted(entry())), anything))
@settings(max_examples=100)
def test_any_entry_is_read_or_refused(members):
    try:
        read = status.parse_entry(entry() | members)
    except MalformedInput:
        return
    assert len(read.messages) in (0, 1 << read.size)
