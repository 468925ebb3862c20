"""Where a claim may stand in an Open Badges 3.0 credential, and how its value is written there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from damda.protocols import Json

from ..claims import Claim

type Path = tuple[str | int, ...]

TEXT = frozenset({"string", "enum", "code:brn", "code:corp", "code:ncs8", "code:ncsUnit"})
SUBJECT = "credentialSubject"
_TERM = "[a-z][A-Za-z0-9]{0,63}"
_NAMES_OF_OTHERS = frozenset(
    {
        "id",
        "type",
        "name",
        "description",
        "achievement",
        "activityStartDate",
        "activityEndDate",
        "creditsEarned",
        "identifier",
        "image",
        "licenseNumber",
        "narrative",
        "result",
        "role",
        "source",
        "term",
        "alignment",
        "endorsement",
        "inLanguage",
        "url",
        "awardedDate",
        "issuer",
        "validFrom",
        "validUntil",
        "proof",
        "evidence",
        "confidenceMethod",
        "credentialSchema",
        "credentialStatus",
        "credentialSubject",
        "refreshService",
        "relatedResource",
        "renderMethod",
        "termsOfUse",
        "holder",
        "verifiableCredential",
        "digestSRI",
        "digestMultibase",
        "mediaType",
    }
)
"""Terms of VCDM 2.0 and Open Badges 3.0, which an institution can't give a meaning of its own."""


def _same(value: Any) -> Any:
    return value


def _same_schema(schema: Json) -> Json:
    return schema


def _day_begins(day: str) -> str:
    return f"{day}T00:00:00+09:00"


def _day_ends(day: str) -> str:
    return f"{day}T23:59:59+09:00"


def _moment(time: str) -> Callable[[Json], Json]:
    pattern = f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{time}\\+09:00$"
    return lambda schema: {"type": "string", "pattern": pattern}


@dataclass(frozen=True, slots=True)
class Place:
    """Which claim types fit, how a value is written, and the schema of what was written."""

    types: frozenset[str]
    write: Callable[[Any], Any] = _same
    schema: Callable[[Json], Json] = _same_schema


PLACES: MappingProxyType[str, Place] = MappingProxyType(
    {
        # Open Badges' model wants date-times, the day in Korea as a whole.
        "credentialSubject.activityStartDate": Place(
            frozenset({"date"}), _day_begins, _moment("00:00:00")
        ),
        "credentialSubject.activityEndDate": Place(
            frozenset({"date"}), _day_ends, _moment("23:59:59")
        ),
        "credentialSubject.licenseNumber": Place(TEXT),
        "credentialSubject.role": Place(TEXT),
        "credentialSubject.term": Place(TEXT),
        "credentialSubject.result.*.status": Place(frozenset({"enum"})),
        "credentialSubject.result.*.value": Place(TEXT),
        "credentialSubject.achievement.name": Place(TEXT),
        "credentialSubject.achievement.humanCode": Place(TEXT),
        "credentialSubject.achievement.fieldOfStudy": Place(TEXT),
        "credentialSubject.achievement.specialization": Place(TEXT),
        "credentialSubject.achievement.creator.name": Place(TEXT),
        "credentialSubject.achievement.creator.otherIdentifier.*.identifier": Place(TEXT),
    }
)
OWN_TERM = Place(frozenset())
"""A term of the institution's own context, directly at the subject; any claim type fits."""


def pattern_of(path: Path) -> str:
    """``credentialSubject.result.*.status``"""
    return ".".join("*" if isinstance(part, int) else part for part in path)


def is_own_term(claim: Claim) -> bool:
    return (
        len(claim.path) == 2 and claim.path[0] == SUBJECT and pattern_of(claim.path) not in PLACES
    )


def place_of(claim: Claim) -> Place:
    return OWN_TERM if is_own_term(claim) else PLACES[pattern_of(claim.path)]


def problem_with_place(claim: Claim) -> str | None:
    """Why the claim can't stand at its path, or None."""
    if is_own_term(claim):
        if claim.path[1] in _NAMES_OF_OTHERS:
            return f"{claim.path[1]!r} has a meaning in Open Badges; choose another path"
        if re.fullmatch(_TERM, str(claim.path[1])) is None:
            return f"a term must look like {_TERM}"
        return None
    place = PLACES.get(pattern_of(claim.path))
    if place is None:
        return f"no such place in an Open Badge: {pattern_of(claim.path)}"
    if claim.type not in place.types:
        return f"the type {claim.type!r} does not fit there"
    return None


def put(document: Json, path: Path, value: Any) -> None:
    """Set ``value`` at ``path``, with the objects and lists on the way; list places in order."""
    node: Any = document
    for part, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(part, int):
            if part == len(node):
                node.append(empty)
            node = node[part]
        else:
            node = node.setdefault(part, empty)
    node[path[-1]] = value
