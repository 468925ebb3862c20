"""base64url is read strictly: one text for each bytes (RFC 4648, 3.5 and 5)."""

import base64
from itertools import product

import pytest
from damda import base64url
from damda.errors import MalformedInput
from hypothesis import example, given
from hypothesis import strategies as st

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def plainly(text: str) -> bytes | None:
    """What the standard library makes of it, if that gives the same text back."""
    if not all(letter in ALPHABET for letter in text) or len(text) % 4 == 1:
        return None
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return data if base64.urlsafe_b64encode(data).rstrip(b"=").decode() == text else None


def read(text: object) -> bytes | None:
    try:
        return base64url.decode(text)
    except MalformedInput:
        return None


@given(st.binary(max_size=100))
def test_there_and_back(data: bytes) -> None:
    text = base64url.encode(data)
    assert text == base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    assert base64url.decode(text) == data


@given(st.text(st.sampled_from(ALPHABET + "+/= \n\0À"), max_size=9))
@example("AA==")
@example("AB")
@example("A+/A")
@example("=AAA")
@example("AA=A")
def test_any_text(text: str) -> None:
    assert read(text) == plainly(text)


def test_every_text_of_two_letters() -> None:
    """Where bits are to spare, one letter in sixteen is right at the end."""
    read_ones = [text for pair in product(ALPHABET, repeat=2) if read(text := "".join(pair))]
    assert len(read_ones) == 256
    assert all(read(text) == plainly(text) for text in read_ones)


@pytest.mark.parametrize("value", [None, b"AAAA", 7, ["AAAA"], "Ａ", "AAA\ud800"])
def test_what_is_no_text_of_it(value: object) -> None:
    assert read(value) is None
