"""The registered claims of an SD-JWT VC, read strictly (draft-ietf-oauth-sd-jwt-vc, 2.2.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..document_members import is_absolute_uri
from ..errors import MalformedInput
from ..protocols import Json, JsonView
from ..status.token_list import StatusReference, parse_status_claim
from ..times import numeric_date
from .refusal import malformed

NEVER_DISCLOSABLE = frozenset(
    {"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status"}
)
"""Claims that stand in plain sight, with all that is in them (2.2.2.3)."""

MAX_TEXT = 2048
MAX_OTHER_TYPES = 20


def check_in_plain_sight(payload: JsonView, whole: JsonView) -> None:
    """Refuse a claim of `NEVER_DISCLOSABLE` that came of a disclosure, or could in part.

    ``payload`` is the signed one and ``whole`` the processed one. Raises MalformedInput.
    """
    for name in sorted(NEVER_DISCLOSABLE & whole.keys()):
        if name not in payload or _has_digests(payload[name]):
            raise malformed(
                f"{name} may never be selectively disclosable",
                f"{name}은(는) 선택 공개 항목이 될 수 없습니다",
            )


def _has_digests(value: Any) -> bool:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if "_sd" in item or "..." in item:
                return True
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
    return False


def type_of(whole: JsonView) -> str:
    """``vct``: a collision-resistant name, which here is a URI (RFC 7515, 2). Raises
    MalformedInput."""
    return _name(whole.get("vct"), "vct")


def other_types(whole: JsonView, vct: str) -> tuple[str, ...]:
    """``aka_vcts``, empty without (2.2.2.2). Raises MalformedInput."""
    if "aka_vcts" not in whole:
        return ()
    listed = whole["aka_vcts"]
    if not isinstance(listed, list) or not 0 < len(listed) <= MAX_OTHER_TYPES:
        raise malformed("aka_vcts must be an array of types", "aka_vcts는 종류의 배열이어야 합니다")
    names = tuple(_name(each, "aka_vcts") for each in listed)
    if vct in names or len(set(names)) != len(names):
        raise malformed("aka_vcts names a type twice", "aka_vcts에 같은 종류가 두 번 있습니다")
    return names


def _name(value: object, claim: str) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT or not is_absolute_uri(value):
        raise malformed(
            f"{claim} must name a type by a URI, such as https://… or urn:…",
            f"{claim}에는 https://… 또는 urn:… 같은 종류의 주소를 써야 합니다",
        )
    return value


def optional_text(whole: JsonView, name: str) -> str | None:
    """A claim that is a text where it is there. Raises MalformedInput."""
    value = whole.get(name)
    if name not in whole:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT:
        raise malformed(f"{name} must be a text", f"{name}은(는) 문자열이어야 합니다")
    return value


def moment(whole: JsonView, name: str) -> datetime | None:
    """A NumericDate (RFC 7519, 2), None without. Raises MalformedInput."""
    if name not in whole:
        return None
    try:
        return numeric_date(whole[name])
    except MalformedInput as error:
        raise malformed(
            f"{name} must be a number of seconds", f"{name}은(는) 초 단위의 수여야 합니다"
        ) from error


def status_of(whole: Json) -> tuple[StatusReference | None, tuple[str, ...]]:
    """The place in a token status list, and the names of other mechanisms. Raises MalformedInput."""
    if "status" not in whole:
        return None, ()
    status = whole["status"]
    reference = parse_status_claim(status)
    return reference, tuple(sorted(name[:100] for name in status if name != "status_list"))
