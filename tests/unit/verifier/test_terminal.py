"""Language by the locale, colour on a terminal only, columns of Hangul."""

from __future__ import annotations

import io

import pytest
from damda_verifiers.commands.terminal import (
    Paint,
    coloured,
    columns,
    json_text,
    language,
    padded,
    visible,
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("asked", "environment", "expected"),
    [
        (None, {}, "en"),
        (None, {"LANG": "ko_KR.UTF-8"}, "ko"),
        (None, {"LANG": "ko"}, "ko"),
        (None, {"LANG": "kok_IN"}, "en"),
        (None, {"LC_ALL": "en_US.UTF-8", "LANG": "ko_KR.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "ko_KR", "LANG": "en"}, "ko"),
        (None, {"LANG": "Korean_Korea.949"}, "ko"),
        ("en", {"LANG": "ko_KR.UTF-8"}, "en"),
        ("ko", {}, "ko"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_locales(asked, environment, expected):
    assert language(asked, environment) == expected


def test_colour_is_for_terminals_that_want_it():
    assert coloured(Terminal(), {})
    assert not coloured(io.StringIO(), {})
    assert not coloured(Terminal(), {"NO_COLOR": "1"})
    assert not coloured(Terminal(), {"TERM": "dumb"})
    assert Paint(False)("통과", "good") == "통과"
    assert Paint(True)("통과", "good") == "\x1b[32m통과\x1b[0m"


def test_hangul_takes_two_columns():
    assert columns("통과 ok") == 7
    assert columns("e\u0301") == 1
    assert padded("통과", 6) == "통과  "
    assert padded("too long", 3) == "too long"


def test_what_a_terminal_would_obey_is_spelled_out():
    assert visible("가\x1b[1m\u3000b\u202e\n") == "가\\u001b[1m b\\u202e\\n"
    assert visible("x" * 10, 4) == "xxxx… (10)"
    assert json_text({"가": "\x7f\x9b\u202e\U000e0001"}) == (
        '{\n  "가": "\\u007f\\u009b\\u202e\\udb40\\udc01"\n}'
    )
