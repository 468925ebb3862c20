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
