from typing import Any

import pytest
from damda import strict_json
from damda.canonical.jcs import jcs
from damda.errors import MalformedInput


def test_numbers_have_one_form() -> None:
    """Case 3; RFC 8785, 3.2.2.3."""
    text = "[42, 42.0, 4.2e1, 5.30, -0.0, 1e21, 1e-7, 1e16]"
    assert jcs(strict_json.loads(text)) == b"[42,42,42,5.3,0,1e+21,1e-7,10000000000000000]"


def test_names_are_sorted_by_utf_16_units() -> None:
    found = jcs({"\ufb33": 1, "\U0001f600": 2, "a": 3})
    assert found == '{"a":3,"\U0001f600":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize(
    "value",
    [
        2**53,
        -(2**53),
        float("nan"),
        float("inf"),
        "\ud800",
        {1: "a"},
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
