"""National Competency Standards (국가직무능력표준, NCS): codes of occupations and of units.

A code has 2+2+2+2 digits (대분류, 중분류, 소분류, 세분류); a competency unit (능력단위) has two
more, then the year and version: ``2001010101_16v2``. Only the major groups are listed here,
since the published lists of the lower levels differ from one another.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from damda.errors import MalformedInput

CODE_PATTERN = "^(0[1-9]|1[0-9]|2[0-4])[0-9]{6}$"
UNIT_PATTERN = "^(0[1-9]|1[0-9]|2[0-4])[0-9]{8}_[0-9]{2}v[0-9]{1,3}$"
MAJOR_PATTERN = "^(0[1-9]|1[0-9]|2[0-4])$"

LEVELS = range(1, 9)

MAJOR_GROUPS = MappingProxyType(
    {
        "01": "사업관리",
        "02": "경영·회계·사무",
        "03": "금융·보험",
        "04": "교육·자연·사회과학",
        "05": "법률·경찰·소방·교도·국방",
        "06": "보건·의료",
        "07": "사회복지·종교",
        "08": "문화·예술·디자인·방송",
        "09": "운전·운송",
        "10": "영업판매",
        "11": "경비·청소",
        "12": "이용·숙박·여행·오락·스포츠",
        "13": "음식서비스",
        "14": "건설",
        "15": "기계",
        "16": "재료",
        "17": "화학·바이오",
        "18": "섬유·의복",
        "19": "전기·전자",
        "20": "정보통신",
        "21": "식품가공",
        "22": "인쇄·목재·가구·공예",
        "23": "환경·에너지·안전",
        "24": "농림어업",
    }
)


def code(text: str) -> str:
    """The 8-digit code of a sub-category (세분류). Raises MalformedInput "bad_form"."""
    if re.fullmatch(CODE_PATTERN[1:-1], text, re.ASCII) is None:
        raise MalformedInput(
            "an NCS code is 8 digits and begins with a major group from 01 to 24, e.g. 20010202",
            ko="NCS 코드는 20010202처럼 대분류(01~24)로 시작하는 숫자 8자리입니다.",
            code="bad_form",
        )
    return text


def unit(text: str) -> str:
    """The code of a competency unit (능력단위). Raises MalformedInput "bad_form"."""
    if re.fullmatch(UNIT_PATTERN[1:-1], text, re.ASCII) is None:
        raise MalformedInput(
            "a code of an NCS competency unit is 10 digits, year and version, e.g. 2001020201_16v2",
            ko="NCS 능력단위 코드는 2001020201_16v2처럼 숫자 10자리에 연도와 버전이 붙습니다.",
            code="bad_form",
        )
    return text


def major(text: str) -> str:
    """The 2-digit major group (대분류). Raises MalformedInput "bad_form"."""
    if text not in MAJOR_GROUPS:
        raise MalformedInput(
            "an NCS major group is a number from 01 to 24",
            ko="NCS 대분류는 01부터 24까지의 숫자입니다.",
            code="bad_form",
        )
    return text


def unit_belongs(unit_code: str, ncs_code: str) -> bool:
    """Whether the unit is one of the sub-category: its first eight digits say so."""
    return unit_code[:8] == ncs_code


def display_name(text: str) -> str:
    """``"NCS 20010202 (정보통신)"``: a code or unit with its major group."""
    return f"NCS {text} ({MAJOR_GROUPS[text[:2]]})"
