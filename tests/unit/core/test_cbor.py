"""The CBOR of COSE and CWT: what we write others read, what others write we read or refuse."""

import cbor2
import pytest
from damda.cbor import Tagged, dumps, loads
from damda.errors import LimitExceeded, MalformedInput
from hypothesis import given, settings
from hypothesis import strategies as st

plain = (
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64 - 1)
    | st.binary(max_size=300)
    | st.text(max_size=40)
)
keys = st.integers(-(2**64), 2**64 - 1) | st.text(max_size=8)
values = st.recursive(
    plain, lambda v: st.lists(v, max_size=30) | st.dictionaries(keys, v, max_size=30), max_leaves=20
)


@given(values)
@settings(max_examples=150)
def test_another_codec_agrees(value):
    data = dumps(value)
    assert data == cbor2.dumps(value)
    assert loads(data) == value


@given(st.floats(allow_nan=False))
def test_floats_are_read(value):
    assert loads(cbor2.dumps(value)) == value
    assert loads(cbor2.dumps(value, canonical=True)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1817", 23),
        ("1b0000000000000001", 1),
        ("d8184101", Tagged(24, b"\1")),
        ("c11a514b67b0", Tagged(1, 1363896240)),
    ],
)
def test_longer_heads_and_tags_are_read(text, value):
    assert loads(bytes.fromhex(text)) == value


@pytest.mark.parametrize("text", ["1817", "190018", "1a0000ffff", "1b00000000ffffffff", "580100"])
def test_longer_heads_are_refused_on_demand(text):
    value = loads(bytes.fromhex(text))
    assert loads(dumps(value), shortest=True) == value
    with pytest.raises(MalformedInput, match="shortest form"):
        loads(bytes.fromhex(text), shortest=True)


@given(values)
def test_what_is_written_is_in_the_shortest_form(value):
    assert loads(dumps(value), shortest=True) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "0001",
        "41",
        "62c328",
        "9f01ff",
        "5f4101ff",
        "bf0102ff",
        "1c",
        "f7",
        "f818",
        "e0",
        "fb00",
        "a201020103",
        "a10041",
        "a1410102",
        "a1f501",
        "a1800102",
        "a1f93c0001",
        "9b7fffffffffffffff",
        "bb7fffffffffffffff",
        "5b7fffffffffffffff",
        "8201",
    ],
)
def test_refused(text):
    with pytest.raises(MalformedInput):
        loads(bytes.fromhex(text))


def test_nesting_is_bounded():
    assert loads(b"\x81" * 16 + b"\0")
    for opening in (b"\x81", b"\xa1\0", b"\xc6"):
        with pytest.raises(LimitExceeded):
            loads(opening * 100_000 + b"\0")


@given(st.binary(max_size=40))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(data):
    try:
        value = loads(data)
    except MalformedInput:
        return
    # Other codecs make objects of tags, or refuse what is in them.
    if "Tagged" not in repr(value):
        assert repr(cbor2.loads(data)) == repr(value)


@pytest.mark.parametrize("value", [{1, 2}, object(), 2**64, -(2**64) - 1, 1.5])
def test_what_is_not_written(value):
    with pytest.raises(MalformedInput):
        dumps(value)
