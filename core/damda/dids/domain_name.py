"""Domain names in other scripts, by rule (IDNA 2008: RFC 5891, 4; RFC 5892, 2 and 3).

Only what can be told from a label's characters alone: characters that depend on their neighbours
and scripts that are written from the right are refused, which no Korean name needs.
"""

from __future__ import annotations

import re
import unicodedata

from ..errors import MalformedInput

_LETTER_DIGITS = frozenset({"Ll", "Lu", "Lo", "Nd", "Lm", "Mn", "Mc"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
# RFC 5892, 2.6 and 2.9: exceptions among letters and digits, conjoining and ignorable characters.
_REFUSED = re.compile(
    "[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b\u30fb\u00b7\u0375"
    "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u3164\u115f\u1160\uffa0\u180b-\u180f\u200b-\u200f]"
)
_ACE = "xn--"


def ascii_domain(name: str) -> str:
    """``name`` with every label in ASCII: ``한국.kr`` is ``xn--3e0b707e.kr``; ASCII stays as it is.

    Raises MalformedInput for a label that is no U-label.
    """
    if name.isascii():
        return name
    return ".".join(_label(part) for part in unicodedata.normalize("NFC", name).split("."))


def _label(label: str) -> str:
    if label.isascii():
        return label
    if not _is_valid(label):
        raise MalformedInput(
            "The domain name has a character that domain names can't have.",
            ko="도메인 이름에 쓸 수 없는 문자가 있습니다.",
        )
    return _ACE + label.encode("punycode").decode("ascii")


def _is_valid(label: str) -> bool:
    hyphens = label.startswith("-") or label.endswith("-") or label[2:4] == "--"
    if hyphens or _REFUSED.search(label) or unicodedata.category(label[0]).startswith("M"):
        return False
    # RFC 5892, 2.2: what folds into something else is no character of a name.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).casefold())
    if folded != label:
        return False
    return all(
        character == "-"
        or (
            unicodedata.category(character) in _LETTER_DIGITS
            and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
        )
        for character in label
    )
