"""IETF Token Status List: entries from the least significant bit on, bounded, in range."""

import zlib
from contextlib import suppress

import pytest
from damda.errors import MalformedInput, StatusUnreadable
from damda.status.token_list import (
    ENTRY_BITS,
    StatusReference,
    TokenStatusList,
    compress,
    decompress,
    new_token_list,
    parse_status_claim,
    status_claim,
)
from hypothesis import given, settings
from hypothesis import strategies as st

URI = "https://keis.example/status/1"


@pytest.mark.parametrize(
    ("bits", "first_byte", "statuses"),
    [
        (1, 0xB9, [1, 0, 0, 1, 1, 1, 0, 1]),
        (2, 0xC9, [1, 2, 0, 3]),
        (4, 0xC9, [9, 12]),
        (8, 0xC9, [201]),
    ],
)
def test_first_entry_is_in_the_lowest_bits(bits, first_byte, statuses):
    listed = TokenStatusList(bits, bytes([first_byte]))
    assert [listed.status(n) for n in range(len(listed))] == statuses
    built = new_token_list(len(statuses), bits).with_statuses(dict(enumerate(statuses)))
    assert built == listed


@given(st.sampled_from(ENTRY_BITS), st.integers(1, 300), st.data())
@settings(max_examples=60)
def test_what_is_written_is_read(bits, length, data):
    entries = st.dictionaries(st.integers(0, length - 1), st.integers(0, (1 << bits) - 1))
    statuses = data.draw(entries)
    listed = new_token_list(length, bits).with_statuses(statuses)
    read = decompress(bits, compress(listed))
    assert read == listed
    assert [read.status(n) for n in range(length)] == [statuses.get(n, 0) for n in range(length)]


@pytest.mark.parametrize("bits", ENTRY_BITS)
def test_every_index_of_a_list(bits):
    listed = new_token_list(64, bits)
    for index in range(64):
        changed = listed.with_status(index, 1)
        assert [n for n in range(64) if changed.status(n)] == [index]
        assert changed.with_status(index, 0) == listed


@pytest.mark.parametrize("bits", ENTRY_BITS)
def test_no_entry_outside_the_list(bits):
    listed = new_token_list(64, bits)
    for index in (-1, 64, 10**40):
        with pytest.raises(StatusUnreadable, match="no entry"):
            listed.status(index)
        with pytest.raises(StatusUnreadable, match="no entry"):
            listed.with_status(index, 1)
    with pytest.raises(StatusUnreadable):
        TokenStatusList(bits, b"").status(0)


@pytest.mark.parametrize("bits", ENTRY_BITS)
def test_status_that_needs_more_bits(bits):
    for status in (-1, 1 << bits):
        with pytest.raises(MalformedInput):
            new_token_list(8, bits).with_status(0, status)


@pytest.mark.parametrize("bits", [0, 3, 5, 16, -1, "1", True, None, 1.5])
def test_other_sizes_of_an_entry(bits):
    with pytest.raises(StatusUnreadable):
        decompress(bits, zlib.compress(b"x"))
    with pytest.raises(MalformedInput):
        TokenStatusList(bits, b"x")


@pytest.mark.parametrize("length", [0, -8, 16_777_217])
def test_lengths_of_new_lists(length):
    with pytest.raises(MalformedInput):
        new_token_list(length)


WHOLE = zlib.compress(bytes(1_000))


@pytest.mark.parametrize(
    "compressed",
    [
        b"",
        b"x",
        WHOLE[:-1],
        WHOLE + b"\0",
        WHOLE + WHOLE,
        WHOLE[:-4] + bytes(4),
        zlib.compress(bytes(1_000), wbits=31),
        zlib.compress(bytes(1_000), wbits=-15),
    ],
    ids=range(8),
)
def test_lists_that_are_refused(compressed):
    with pytest.raises(StatusUnreadable):
        decompress(1, compressed)


def test_inflating_is_bounded():
    with pytest.raises(StatusUnreadable, match="longer"):
        decompress(1, zlib.compress(bytes(50_000_000)))
    assert len(decompress(1, zlib.compress(bytes(64)), max_bytes=64)) == 512
    with pytest.raises(StatusUnreadable, match="longer"):
        decompress(1, zlib.compress(bytes(65)), max_bytes=64)


@given(st.binary(max_size=80))
@settings(max_examples=60)
def test_any_bytes_are_a_list_or_refused(data):
    for compressed in (data, WHOLE[:20] + data):
        with suppress(StatusUnreadable):
            decompress(1, compressed)


def test_reference_is_written_as_it_is_read():
    reference = StatusReference(0, URI)
    assert status_claim(reference) == {"status_list": {"idx": 0, "uri": URI}}
    assert parse_status_claim(status_claim(reference)) == reference
    assert parse_status_claim({"status_list": {"idx": 7, "uri": URI, "more": 1}, "x": {}})


def test_other_mechanisms_are_not_understood():
    assert parse_status_claim({"identifier_list": {"id": "x"}}) is None


@pytest.mark.parametrize(
    "claim",
    [
        None,
        {},
        [],
        URI,
        {"status_list": None},
        {"status_list": {}},
        {"status_list": {"idx": 1}},
        {"status_list": {"uri": URI}},
        {"status_list": {"idx": "1", "uri": URI}},
        {"status_list": {"idx": -1, "uri": URI}},
        {"status_list": {"idx": 1.0, "uri": URI}},
        {"status_list": {"idx": True, "uri": URI}},
        {"status_list": {"idx": 1, "uri": "status/1"}},
        {"status_list": {"idx": 1, "uri": 7}},
    ],
    ids=repr,
)
def test_references_that_are_malformed(claim):
    with pytest.raises(MalformedInput):
        parse_status_claim(claim)
