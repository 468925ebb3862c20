"""Members that describe: names in several languages, and digests of related resources."""

from __future__ import annotations

import re
from typing import Any

from . import document_members as members
from .document_members import malformed
from .protocols import JsonView

_VALUE_MEMBERS = frozenset({"@value", "@language", "@direction"})
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)

# Subresource Integrity, 3.1: base64 with its padding, not base64url.
_SRI = re.compile(
    r"(sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==)", re.ASCII
)
_MULTIBASE = re.compile(r"u[A-Za-z0-9_-]{22,200}|z[1-9A-HJ-NP-Za-km-z]{22,200}", re.ASCII)


def check_names(node: JsonView, what: str) -> None:
    """Check ``name`` and ``description``: a text, or one or more language value objects.

    VCDM 2.0, 4.6 and 11.1. Raises MalformedInput; also for a value object with other members.
    """
    for name in ("name", "description"):
        if name in node and not _is_text(node[name]):
            raise malformed(
                f"the {name} of {what} must be a text, or objects with @value, @language and "
                "@direction and nothing else",
                f"{what}의 {name}은(는) 문자열이거나 @value, @language, @direction만 있는 "
                "객체여야 합니다",
            )


def _is_text(value: Any) -> bool:
    if isinstance(value, str):
        return True
    items = value if isinstance(value, list) else [value]
    return bool(items) and all(
        isinstance(item, dict) and _is_language_value(item) for item in items
    )


def _is_language_value(value: dict[str, Any]) -> bool:
    language = value.get("@language", "und")
    return (
        value.keys() <= _VALUE_MEMBERS
        and isinstance(value.get("@value"), str)
        and isinstance(language, str)
        and _LANGUAGE.fullmatch(language) is not None
        and value.get("@direction", "ltr") in ("ltr", "rtl")
    )


def check_related_resources(node: JsonView) -> None:
    """Check ``relatedResource``: objects with an ``id`` of their own and a digest each.

    VCDM 2.0, 5.3. Nothing is fetched, so no digest is compared. Raises MalformedInput.
    """
    seen: set[str] = set()
    for resource in members.objects_of(node, "relatedResource"):
        identifier = members.identifier_of(resource, "relatedResource")
        if identifier is None or identifier in seen:
            raise malformed(
                "each relatedResource must have an id that no other one has",
                "relatedResource마다 서로 다른 id가 있어야 합니다",
            )
        seen.add(identifier)
        if not _has_digest(resource):
            raise malformed(
                "each relatedResource must have a digestSRI (such as sha384-, then base64) or a "
                "digestMultibase",
                "relatedResource마다 digestSRI 또는 digestMultibase가 있어야 합니다",
            )


def _has_digest(resource: JsonView) -> bool:
    forms = {"digestSRI": _SRI, "digestMultibase": _MULTIBASE}
    given = {name: resource[name] for name in forms if name in resource}
    return bool(given) and all(
        isinstance(value, str) and forms[name].fullmatch(value) is not None
        for name, value in given.items()
    )
