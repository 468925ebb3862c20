"""Bitstring Status List 1.0: bits, encoding, entries. cases.md 9."""

import gzip
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from damda import base64url, status
from damda.credentials import check_credential
from damda.errors import MalformedInput, StatusUnreadable
from hypothesis import given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
URL = "https://keis.example/status/1"


def packed(data: bytes) -> str:
    return "u" + base64url.encode(data)


def test_bit_0_is_the_most_significant_of_byte_0():
    bits = status.with_bit(status.new_list(), 0, True)
    assert bits[0] == 0x80
    assert status.with_bit(bits, 131_071, True)[-1] == 0x01


@pytest.mark.parametrize("index", [0, 5, 131_071])
def test_exactly_one_entry_is_set(index):
    bits = status.decode(status.encode(status.with_bit(status.new_list(), index, True)))
    near = {max(index - 1, 0), index, min(index + 1, 131_071)}
    assert {n for n in near if status.bit(bits, n)} == {index}
    assert not any(status.with_bit(bits, index, False))


@pytest.mark.parametrize("index", [-1, 131_072])
def test_no_entry_outside_the_list(index):
    with pytest.raises(StatusUnreadable):
        status.bit(status.new_list(), index)
    with pytest.raises(StatusUnreadable):
        status.with_bit(status.new_list(), index, True)


@given(st.sets(st.integers(0, 131_071), max_size=8))
@settings(max_examples=30)
def test_what_is_encoded_is_decoded(indexes):
    bits = status.new_list()
    for index in indexes:
        bits = status.with_bit(bits, index, True)
    assert status.decode(status.encode(bits)) == bits


@given(st.integers(1, 8), st.data())
@settings(max_examples=60)
def test_entries_of_several_bits(size, data):
    """Entry n begins at bit n * size, its first bit is the highest (clause 3.2)."""
    near = data.draw(st.integers(0, 131_071 - 8))
    values = data.draw(st.lists(st.integers(0, (1 << size) - 1), min_size=8, max_size=8))
    bits = status.new_list(131_072 * size)
    for step, value in enumerate(values):
        bits = status.with_value(bits, near + step, value, size)
    assert [status.value(bits, near + n, size) for n in range(8)] == values
    shown = "".join(f"{byte:08b}" for byte in bits[near * size // 8 :][: size + 8])
    begin = near * size % 8
    assert shown[begin : begin + 8 * size] == "".join(f"{v:0{size}b}" for v in values)
    assert bits.count(0) >= len(bits) - size - 1, "no other entry moved"


def test_two_bits_are_not_read_as_one():
    """With statusSize 2, index 5 is bits 10 and 11; bit 5 is of another credential."""
    bits = status.with_value(status.new_list(262_144), 5, 0b10, 2)
    assert [n for n in range(24) if status.bit(bits, n)] == [10]
    assert status.value(bits, 5, 2) == 2
    assert status.value(bits, 2, 2) == 0


@pytest.mark.parametrize(("value", "size"), [(2, 1), (-1, 1), (4, 2), (256, 8)])
def test_value_that_needs_more_bits(value, size):
    with pytest.raises(MalformedInput):
        status.with_value(status.new_list(), 0, value, size)


def test_example_of_the_specification():
    text = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert status.decode(text) == status.new_list()


def test_encoding_is_the_same_each_time():
    text = status.encode(status.new_list())
    assert text == status.encode(status.new_list())
    assert len(text) < 100


@pytest.mark.parametrize(
    "text",
    [
        None,
        7,
        "",
        "u",
        "H4sI",
        "z" + status.encode(status.new_list())[1:],
        status.encode(status.new_list()) + "=",
        status.encode(status.new_list())[:-8],
        status.encode(bytes(128)),
        packed(bytes(16_384)),
        packed(zlib.compress(bytes(16_384))),
        packed(gzip.compress(bytes(16_384)) + b"more"),
        packed(gzip.compress(bytes(16_384)) + gzip.compress(bytes(8))),
        packed(gzip.compress(bytes(16_384))[:-8] + bytes(8)),
    ],
    ids=range(14),
)
def test_lists_that_are_refused(text):
    with pytest.raises(StatusUnreadable):
        status.decode(text)


def test_inflating_is_bounded():
    bomb = packed(gzip.compress(bytes(50_000_000)))
    with pytest.raises(StatusUnreadable, match="longer"):
        status.decode(bomb)
    with pytest.raises(StatusUnreadable, match="longer"):
        status.decode(status.encode(bytes(16_385)), max_bits=131_072)


@given(st.text(max_size=60))
@settings(max_examples=50)
def test_any_text_is_decoded_or_refused(text):
    with pytest.raises(StatusUnreadable):
        status.decode("u" + text)


@pytest.mark.parametrize("length", [0, 8, 131_071, 131_073, 16_777_224])
def test_length_of_new_lists(length):
    with pytest.raises(MalformedInput):
        status.new_list(length)


def test_entry_is_written_as_it_is_read():
    entry = status.status_entry(URL, 5, "revocation")
    assert entry["statusListIndex"] == "5"
    assert status.parse_entry(entry) == status.StatusEntry("revocation", 5, URL)


def list_credential(**options):
    named = {"purpose": "revocation", "bits": status.new_list(), "valid_from": NOW}
    named |= {"valid_until": NOW + timedelta(hours=1), "ttl": timedelta(seconds=15)} | options
    return status.status_list_credential(id=URL, issuer="did:key:z6Mk", **named)


@pytest.mark.parametrize(
    ("length", "size", "purposes", "list_size", "why"),
    [
        (131_072, 2, ("message",), None, "fewer than 131072 entries"),
        (262_136, 2, ("message",), None, "fewer than 131072 entries"),
        (262_144, 2, ("revocation", "suspension"), None, "not a list for message"),
        (262_144, 2, ("message",), 1, "statusSize"),
        (262_144, 1, ("message",), 2, "statusSize"),
        (262_144, 2, ("message",), None, "no entry 131072"),
    ],
)
def test_lists_that_say_nothing_of_an_entry(length, size, purposes, list_size, why):
    listed = status.BitstringList(bytes(length // 8), purposes, None, list_size)
    messages = ("",) * (1 << size)
    entry = status.StatusEntry("message", 131_072 if "entry" in why else 7, URL, size, messages)
    with pytest.raises(StatusUnreadable, match=why):
        listed.value(entry)


def test_list_for_several_purposes():
    bits = status.with_bit(status.new_list(), 5, True)
    listed = status.BitstringList(bits, ("revocation", "suspension"), None, 1)
    entries = [status.StatusEntry(p, 5, URL) for p in ("revocation", "suspension")]
    assert [listed.value(entry) for entry in entries] == [1, 1]


def test_list_credential_is_a_credential():
    document = list_credential()
    view = check_credential(document)
    assert (view.id, view.issuer) == (URL, "did:key:z6Mk")
    assert document["credentialSubject"]["ttl"] == 15_000
    read = status.read_list(document)
    assert (read.bits, read.ttl) == (status.new_list(), timedelta(seconds=15))
    assert (read.purposes, read.size) == (("revocation",), None)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("type", ["VerifiableCredential"]),
        ("type", {}),
        ("credentialSubject", []),
        ("credentialSubject.type", "RevocationList"),
        ("credentialSubject.statusPurpose", None),
        ("credentialSubject.statusPurpose", []),
        ("credentialSubject.statusPurpose", ["revocation", 1]),
        ("credentialSubject.statusSize", 0),
        ("credentialSubject.statusSize", "1"),
        ("credentialSubject.encodedList", None),
        ("credentialSubject.ttl", "15"),
        ("credentialSubject.ttl", 0),
        ("credentialSubject.ttl", True),
    ],
)
def test_list_credentials_that_are_refused(path, value):
    document = list_credential()
    *parents, name = path.split(".")
    place = document[parents[0]] if parents else document
    place[name] = value
    with pytest.raises(StatusUnreadable):
        status.read_list(document)
