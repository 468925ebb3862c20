"""Corporate registration number (법인등록번호): 6-7 digits, the last one a check digit.

The weights are 1 and 2 in turn without a digit sum, so at an even place a digit and the one five
apart from it are alike: such a slip is not found. That is the number's weakness, not ours.
"""

from __future__ import annotations

import re

from damda.errors import MalformedInput

_FORM = re.compile(r"([0-9]{6})-?([0-9]{7})", re.ASCII)
_WEIGHTS = (1, 2) * 6

PATTERN = "^[0-9]{6}-[0-9]{7}$"
"""Of the normalized form, for JSON Schema."""


def check_digit(twelve: str) -> int:
    """The thirteenth digit for the first twelve."""
    total = sum(int(digit) * weight for digit, weight in zip(twelve, _WEIGHTS, strict=True))
    return -total % 10


def normalize(text: str) -> str:
    """``"1101110062432"`` or ``"110111-0062432"`` as ``"110111-0062432"``.

    Raises MalformedInput: "bad_form" or "bad_checksum".
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise MalformedInput(
            "a corporate registration number is 13 digits, written 110111-0062432",
            ko="법인등록번호는 110111-0062432처럼 숫자 13자리입니다.",
            code="bad_form",
        )
    digits = "".join(match.groups())
    if check_digit(digits[:12]) != int(digits[12]):
        raise MalformedInput(
            "the corporate registration number's check digit is wrong; look for a typing error",
            ko="법인등록번호의 검증 숫자가 맞지 않습니다. 잘못 입력하지 않았는지 확인해 주세요.",
            code="bad_checksum",
        )
    return "-".join(match.groups())
