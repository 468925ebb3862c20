import contextlib
import json
from typing import Any

import pytest
from damda import strict_json
from damda.errors import DamdaError, LimitExceeded, MalformedInput
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@settings(max_examples=60)
@given(VALUES)
def test_what_json_writes_is_read_back(value: Any) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False).encode()):
        assert strict_json.loads(text) == value


@settings(max_examples=150)
@given(st.binary() | st.text() | st.text('[]{}",:\\0123456789eE.-truefalsn u'))
def test_any_input_ends_in_a_value_or_in_our_own_error(text: bytes | str) -> None:
    with contextlib.suppress(DamdaError):
        strict_json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"a":{"b":1,"b":2}}',
        r'{"a":1,"\u0061":2}',
        "NaN",
        "[Infinity]",
        "-Infinity",
        "1e400",
        "-1e999",
        r'"\ud800"',
        r'{"\udfff":1}',
        r'["\ud83d x"]',
        "\ufeff{}",
        b"\xef\xbb\xbf{}",
        b'"\xff"',
        '{}"',
        "{} {}",
        "[1,]",
        "{'a':1}",
        "",
        "01",
        '"\t"',
        "9" * 5000,
        "\ud800",
    ],
)
def test_refused(text: bytes | str) -> None:
    with pytest.raises(MalformedInput) as caught:
        strict_json.loads(text)
    assert caught.value.ko != caught.value.en


def test_a_surrogate_pair_is_one_character() -> None:
    assert strict_json.loads(r'"\ud83d\ude00"') == "\U0001f600"


def test_size_is_bounded_in_bytes() -> None:
    assert strict_json.loads('"가"', max_bytes=5) == "가"
    with pytest.raises(LimitExceeded):
        strict_json.loads('"가나"', max_bytes=7)


def test_depth_is_bounded_and_brackets_in_texts_do_not_count() -> None:
    assert strict_json.loads("[" * 64 + "]" * 64)
    assert strict_json.loads('["' + "[" * 100 + '\\"[["]')
    with pytest.raises(LimitExceeded):
        strict_json.loads("[" * 65 + "]" * 65)
    with pytest.raises(LimitExceeded):
        strict_json.loads('{"a":' * 500_00 + "1", max_depth=64)


def depth_of(value: Any) -> int:
    if not isinstance(value, dict | list):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth_of, inner), default=0)


NESTED: st.SearchStrategy[Any] = st.recursive(
    st.text('[]{}"\\u/\n', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text('[]{}"\\', max_size=4), inner, max_size=3)
    ),
    max_leaves=20,
)


@settings(max_examples=200)
@given(NESTED)
def test_depth_is_counted_exactly_whatever_the_texts_hold(value: Any) -> None:
    text, depth = json.dumps(value), depth_of(value)
    assert strict_json.loads(text, max_depth=depth) == value
    if depth:
        with pytest.raises(LimitExceeded):
            strict_json.loads(text, max_depth=depth - 1)


def test_numbers_keep_their_kind() -> None:
    values = strict_json.loads('[42, 42.0, 4.2e1, 5.30, "42", -0.0]')
    assert [type(value) for value in values] == [int, float, float, float, str, float]


def test_an_object_can_be_asked_for() -> None:
    assert strict_json.loads_object('{"a":1}') == {"a": 1}
    with pytest.raises(MalformedInput):
        strict_json.loads_object("[]")
