"""Members of Open Badges 3.0 that must agree with each other: results, alignments, endorsements.

A schema sees each member by itself; here a result is held against the description it names
(1EdTech, appendix B, Result and ResultDescription).
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from . import document_members as members
from .document_members import malformed
from .protocols import Json

MAX_ITEMS = 500
"""Results, descriptions, alignments or endorsements in one place."""
_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+", re.ASCII)


def check_endorsements(node: Json, what: str) -> None:
    """Check ``endorsement`` and ``endorsementJwt``: their form; their proofs are not looked at.

    A compact JWS is kept as the text it is. Raises MalformedInput.
    """
    for endorsement in _objects(node, "endorsement"):
        types = members.types_of(endorsement, "endorsement")
        if not {"VerifiableCredential", "EndorsementCredential"} <= set(types):
            raise malformed(
                f"an endorsement of {what} is no EndorsementCredential",
                f"{what}의 endorsement가 EndorsementCredential이 아닙니다",
            )
        check_endorsement_subject(endorsement)
    given = node.get("endorsementJwt", [])
    tokens = given if isinstance(given, list) else [given]
    if len(tokens) > MAX_ITEMS or not all(
        isinstance(token, str) and _JWS.fullmatch(token) for token in tokens
    ):
        raise malformed(
            f"endorsementJwt of {what} must hold compact JWS texts",
            f"{what}의 endorsementJwt에는 compact JWS만 쓸 수 있습니다",
        )


def check_endorsement_subject(credential: Json) -> None:
    """What is endorsed has an id (EndorsementSubject). Raises MalformedInput."""
    for subject in members.objects_of(credential, "credentialSubject"):
        types = members.types_of(subject, "credentialSubject")
        named = members.identifier_of(subject, "credentialSubject")
        if "EndorsementSubject" not in types or named is None:
            raise malformed(
                "the credentialSubject of an endorsement must be an EndorsementSubject with an id",
                "endorsement의 credentialSubject는 id가 있는 EndorsementSubject여야 합니다",
            )


def check_alignments(node: Json, what: str) -> None:
    """Check ``alignment``: each has a name and the address of its target. Raises MalformedInput."""
    for alignment in _objects(node, "alignment"):
        types = members.types_of(alignment, "alignment")
        name, url = alignment.get("targetName"), alignment.get("targetUrl")
        if "Alignment" not in types or not _is_words(name) or not members.is_absolute_uri(url):
            raise malformed(
                f"an alignment of {what} must be an Alignment with targetName and targetUrl",
                f"{what}의 alignment에는 targetName과 targetUrl이 있어야 합니다",
            )


def check_results(subject: Json, achievement: Json) -> None:
    """Hold the results of a subject against the result descriptions of its achievement.

    Raises MalformedInput.
    """
    described = _descriptions(achievement)
    for result in _objects(subject, "result"):
        if "Result" not in members.types_of(result, "result"):
            raise malformed("a result must be a Result", "result의 type에 Result가 있어야 합니다")
        check_alignments(result, "result")
        name = result.get("resultDescription")
        if name is None:
            continue
        description = described.get(name) if isinstance(name, str) else None
        if description is None:
            raise malformed(
                "a result names a resultDescription that the achievement does not have",
                "result가 가리키는 resultDescription이 achievement에 없습니다",
            )
        _check_result(result, description)


def _descriptions(achievement: Json) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for description in _objects(achievement, "resultDescription"):
        types = members.types_of(description, "resultDescription")
        name = members.identifier_of(description, "resultDescription")
        if "ResultDescription" not in types or name is None or name in found:
            raise malformed(
                "each resultDescription must be a ResultDescription with an id of its own",
                "resultDescription마다 서로 다른 id가 있어야 합니다",
            )
        check_alignments(description, "resultDescription")
        required = description.get("requiredLevel")
        if required is not None and required not in _levels(description):
            raise malformed(
                "requiredLevel is none of the rubricCriterionLevels",
                "requiredLevel이 rubricCriterionLevel에 없습니다",
            )
        if "requiredValue" in description:
            _check_value(description["requiredValue"], description, "requiredValue")
        found[name] = description
    return found


def _check_result(result: Json, description: Json) -> None:
    if result.get("achievedLevel") is not None and result["achievedLevel"] not in _levels(
        description
    ):
        raise malformed(
            "achievedLevel is none of the levels of its resultDescription",
            "achievedLevel이 resultDescription의 수준에 없습니다",
        )
    if description.get("resultType") == "Status" and "status" not in result:
        raise malformed(
            "a result whose description has the resultType Status must have a status",
            "resultType이 Status이면 result에 status가 있어야 합니다",
        )
    if "value" in result:
        _check_value(result["value"], description, "value")


def _check_value(value: Any, description: Json, what: str) -> None:
    allowed = description.get("allowedValue")
    inside = _within(value, description.get("valueMin"), description.get("valueMax"))
    if not isinstance(value, str) or (isinstance(allowed, list) and value not in allowed):
        inside = False
    if not inside:
        raise malformed(
            f"the {what} of a result is none that its resultDescription allows",
            f"result의 {what}이(가) resultDescription이 허용하는 값이 아닙니다",
        )


def _within(value: Any, least: Any, most: Any) -> bool:
    """Compared as numbers where they are numbers; texts such as "A" have no order to check."""
    number, lowest, highest = _number(value), _number(least), _number(most)
    if number is None:
        return True
    return (lowest is None or number >= lowest) and (highest is None or number <= highest)


def _number(text: Any) -> Decimal | None:
    if not isinstance(text, str) or len(text) > 40:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _levels(description: Json) -> list[str | None]:
    levels = _objects(description, "rubricCriterionLevel")
    return [members.identifier_of(level, "rubricCriterionLevel") for level in levels]


def _objects(node: Json, name: str) -> list[Json]:
    if node.get(name) == []:
        return []
    found = members.objects_of(node, name)
    if len(found) > MAX_ITEMS:
        raise malformed(f"{name} holds more than {MAX_ITEMS}", f"{name}이(가) 너무 많습니다")
    return found


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
