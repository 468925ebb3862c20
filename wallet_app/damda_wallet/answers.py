"""Answers of issuers and verifiers: their JSON, and their errors in words."""

from __future__ import annotations

from typing import Any

from damda import strict_json
from damda.errors import MalformedInput
from damda.protocols import Json

from .errors import Refused
from .labels import one_line
from .transport import Answer
from .views import Label


def json_object(body: bytes, what: Label, *, who: str) -> Json:
    """The JSON object in ``body``. Raises Refused ("malformed_answer")."""
    try:
        return strict_json.loads_object(body)
    except MalformedInput as error:
        raise Refused(
            f"{what.en} can't be read: {error.en}",
            ko=f"{what.ko}을(를) 읽을 수 없습니다. {error.ko}",
            code="malformed_answer",
            who=who,
        ) from None


def error_of(answer: Answer) -> Json:
    """The members of an error answer (RFC 6749, 5.2); empty if it is not such JSON."""
    try:
        return strict_json.loads_object(answer.body)
    except MalformedInput:
        return {}


def refusal(answer: Answer, what: Label, *, who: str) -> Refused:
    """An error answer as our error: the party's code, our sentence and its own words."""
    raw = error_of(answer)
    code = one_line(raw.get("error"), 64) or f"http_{answer.status}"
    words = their_words(raw)
    return Refused(
        f"{what.en} was refused ({code}). {words.en}".rstrip(),
        ko=f"{what.ko}이(가) 거절되었습니다({code}). {words.ko}".rstrip(),
        code=code,
        who=who,
    )


def their_words(raw: Any) -> Label:
    """What a party says of its refusal, in our languages if it speaks them."""
    description = one_line(raw.get("error_description"), 200)
    return Label(
        en=one_line(raw.get("en"), 300) or description,
        ko=one_line(raw.get("ko"), 300) or description,
    )
