"""Business registration number (사업자등록번호): 3-2-5 digits, the last one a check digit.

The weights find every single wrong digit: 1, 3 and 7 are prime to 10, and the ninth digit counts
as 5d plus the tens of 5d, which is different for all ten digits.
"""

from __future__ import annotations

import re

from damda.errors import MalformedInput

_FORM = re.compile(r"([0-9]{3})-?([0-9]{2})-?([0-9]{5})", re.ASCII)
_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)

PATTERN = "^[0-9]{3}-[0-9]{2}-[0-9]{5}$"
"""Of the normalized form, for JSON Schema."""


def check_digit(nine: str) -> int:
    """The tenth digit for the first nine."""
    digits = [int(digit) for digit in nine]
    total = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    total += digits[8] * 5 // 10
    return -total % 10


def normalize(text: str) -> str:
    """``"1234567891"`` or ``"123-45-67891"`` as ``"123-45-67891"``.

    Raises MalformedInput: "bad_form" or "bad_checksum".
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise MalformedInput(
            "a business registration number is 10 digits, written 123-45-67891",
            ko="사업자등록번호는 123-45-67891처럼 숫자 10자리입니다.",
            code="bad_form",
        )
    digits = "".join(match.groups())
    if check_digit(digits[:9]) != int(digits[9]):
        raise MalformedInput(
            "the business registration number's check digit is wrong; look for a typing error",
            ko="사업자등록번호의 검증 숫자가 맞지 않습니다. 잘못 입력하지 않았는지 확인해 주세요.",
            code="bad_checksum",
        )
    return "-".join(match.groups())
