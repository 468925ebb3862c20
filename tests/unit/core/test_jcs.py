"""RFC 8785, byte for byte as the `rfc8785` package and JavaScript write it."""

import enum
import json
import math
import random
import struct
import subprocess
from collections import OrderedDict
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from damda import strict_json
from damda.canonical.jcs import jcs
from damda.errors import MalformedInput
from hypothesis import example, given, settings
from hypothesis import strategies as st


def second_opinion(value: Any) -> bytes | None:
    """What `rfc8785` writes; None if it refuses (it lets some foreign errors through)."""
    try:
        return rfc8785.dumps(value)
    except (ValueError, TypeError, AttributeError):
        return None


def ours(value: Any) -> bytes | None:
    try:
        return jcs(value)
    except MalformedInput:
        return None


def test_numbers_have_one_form() -> None:
    """Case 3; RFC 8785, 3.2.2.3."""
    text = "[42, 42.0, 4.2e1, 5.30, -0.0, 1e21, 1e-7, 1e16]"
    assert jcs(strict_json.loads(text)) == b"[42,42,42,5.3,0,1e+21,1e-7,10000000000000000]"


# RFC 8785, appendix B: the bits of a double and its form.
PUBLISHED = """\
0000000000000000 0
8000000000000000 0
0000000000000001 5e-324
8000000000000001 -5e-324
7fefffffffffffff 1.7976931348623157e+308
ffefffffffffffff -1.7976931348623157e+308
4340000000000000 9007199254740992
c340000000000000 -9007199254740992
4430000000000000 295147905179352830000
44b52d02c7e14af5 9.999999999999997e+22
44b52d02c7e14af6 1e+23
44b52d02c7e14af7 1.0000000000000001e+23
444b1ae4d6e2ef4e 999999999999999700000
444b1ae4d6e2ef4f 999999999999999900000
444b1ae4d6e2ef50 1e+21
3eb0c6f7a0b5ed8c 9.999999999999997e-7
3eb0c6f7a0b5ed8d 0.000001
41b3de4355555553 333333333.3333332
41b3de4355555554 333333333.33333325
41b3de4355555555 333333333.3333333
41b3de4355555556 333333333.3333334
41b3de4355555557 333333333.33333343
becbf647612f3696 -0.0000033333333333333333
43143ff3c1cb0959 1424953923781206.2"""


@pytest.mark.parametrize("line", PUBLISHED.splitlines())
def test_the_published_sample_of_numbers(line: str) -> None:
    bits, form = line.split()
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert jcs(number) == form.encode()


BITS = st.integers(0, 2**64 - 1).map(lambda bits: struct.unpack(">d", struct.pack(">Q", bits))[0])
DECIMALS = st.builds(
    lambda digits, power: float(f"{digits}e{power}"),
    st.integers(-(10**17), 10**17),
    st.integers(-40, 40),
)


@settings(max_examples=1000)
@given(BITS | DECIMALS | st.floats())
@example(2.0**53)
@example(9.999999999999999e20)
@example(1e-6)
@example(9.999999999999999e-7)
def test_every_double_is_written_as_the_second_opinion_writes_it(number: float) -> None:
    found = ours(number)
    assert found == second_opinion(number)
    if math.isfinite(number):
        assert found is not None
        assert float(found) == number


NODE = """
const bytes = require("fs").readFileSync(0);
const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const lines = [];
for (let at = 0; at < bytes.length; at += 8) lines.push(JSON.stringify(view.getFloat64(at)));
process.stdout.write(lines.join("\\n"));
"""


def test_javascript_writes_the_same_numbers() -> None:
    """The definition itself: RFC 8785, 3.2.2.3, is what ECMAScript does."""
    source = random.Random(8785)
    patterns = [source.getrandbits(64).to_bytes(8) for _ in range(30_000)]
    patterns += [struct.pack(">d", source.uniform(-1, 1) * 10.0 ** source.randint(-9, 23))
                 for _ in range(30_000)]  # fmt: skip
    found = subprocess.run(
        ["node", "-e", NODE], input=b"".join(patterns), capture_output=True, check=True, timeout=60
    ).stdout.splitlines()
    assert len(found) == len(patterns)
    for pattern, form in zip(patterns, found, strict=True):
        (number,) = struct.unpack(">d", pattern)
        assert form == (ours(number) or b"null")


def test_every_power_of_two_and_of_ten_and_its_neighbours() -> None:
    seeds = [2.0**n for n in range(-1074, 1024)] + [float(f"1e{n}") for n in range(-323, 309)]
    for seed in seeds:
        for number in (seed, math.nextafter(seed, math.inf), math.nextafter(seed, 0)):
            assert ours(number) == second_opinion(number)
            assert ours(-number) == second_opinion(-number)


def test_every_character_is_escaped_as_the_second_opinion_does() -> None:
    for first in range(0, 0x110000, 0x100):
        text = "".join(chr(code) for code in range(first, first + 0x100))
        assert ours(text) == second_opinion(text)
        assert ours({text: 1}) == second_opinion({text: 1})


def test_names_are_sorted_by_utf_16_units() -> None:
    found = jcs({"\ufb33": 1, "\U0001f600": 2, "a": 3})
    assert found == '{"a":3,"\U0001f600":2,"\ufb33":1}'.encode()


NAMES = st.text(st.characters() | st.sampled_from('\ue000\uffff\U00010000\U0010ffff\ud7ff\x7f"\\'))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | BITS | DECIMALS | st.text() | NAMES
    # Half characters, names that are no strings, values that are no JSON.
    | st.sampled_from(["\ud800", "x\udfff", 2**53, -(2**53), 2**53 - 1, 1 - 2**53, b"a", {1: 2}]),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(NAMES, inner)
        | st.dictionaries(NAMES | st.integers() | st.none() | st.booleans(), inner, max_size=2)
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=250)
@given(VALUES)
def test_same_bytes_and_same_refusals_as_the_second_opinion(value: Any) -> None:
    assert ours(value) == second_opinion(value)


@given(st.dictionaries(st.text("a\ud7ff\ue000\uffff\U00010000\U0010ffff"), st.none(), min_size=2))
def test_names_are_in_the_order_of_the_second_opinion(value: dict[str, None]) -> None:
    assert ours(value) == second_opinion(value)


class _Text(enum.StrEnum):
    A = 'a"'


class _Number(enum.IntEnum):
    ONE = 1


class _Double(float):
    def __repr__(self) -> str:
        return "no number"


@pytest.mark.parametrize(
    "value",
    [
        _Text.A,
        {_Text.A: _Text.A},
        [_Number.ONE, True, False, None],
        _Double(1.5),
        OrderedDict(b=1, a=(1, ())),
        {"a": {}, "b": []},
    ],
)
def test_subclasses_are_written_as_what_they_are(value: Any) -> None:
    assert jcs(value) == second_opinion(value)


@pytest.mark.parametrize(
    "value",
    [
        2**53,
        -(2**53),
        float("nan"),
        float("inf"),
        "\ud800",
        {1: "a"},
        {1: "a", "b": 2},
        {None: "a"},
        {"\udfff": 1},
        b"a",
        {"a": {1, 2}},
        object(),
    ],
)
def test_what_has_no_form_is_refused(value: Any) -> None:
    with pytest.raises(MalformedInput):
        jcs(value)
    with pytest.raises(MalformedInput):
        jcs({"deep": [value]})


def test_endless_nesting_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(MalformedInput):
        jcs(value)


def test_one_value_has_one_form_whatever_its_text() -> None:
    texts = ['{"b":[1.0,"\\u00e9"],"a":null}', '{ "a" : null, "b" : [ 1e0, "é" ] }']
    assert len({sha256(jcs(json.loads(text))).digest() for text in texts}) == 1
