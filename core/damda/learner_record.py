"""Comprehensive Learner Records, CLR 2.0 (1EdTech): a credential that holds credentials.

The record's proof covers what it holds, yet says nothing of who issued that: each credential inside
has proofs of its own, and `damda.verify.verify_credential` checks each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from . import document_members as members
from . import open_badges
from .document_members import malformed
from .errors import LimitExceeded
from .protocols import Json, JsonView

TYPE = "ClrCredential"
MAX_CREDENTIALS = 50
MAX_ASSOCIATIONS = 1_000

_CONTEXT = re.compile(
    r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.[0-9]\.[0-9])?\.json"
)


def is_learner_record(document: JsonView) -> bool:
    """Whether a document says that it is one, by its ``type``."""
    types = document.get("type") if isinstance(document, dict) else None
    return isinstance(types, list) and TYPE in types


def nested_credentials(document: JsonView) -> list[Any]:
    """What a record holds under ``credentialSubject.verifiableCredential``, each as it is there.

    Raises LimitExceeded for more than `MAX_CREDENTIALS`.
    """
    subject = document.get("credentialSubject")
    held = subject.get("verifiableCredential", []) if isinstance(subject, dict) else []
    found = held if isinstance(held, list) else [held]
    if len(found) > MAX_CREDENTIALS:
        raise LimitExceeded(
            f"The learner record holds more than {MAX_CREDENTIALS} credentials.",
            ko=f"학습이력(CLR)에 증명서가 {MAX_CREDENTIALS}개보다 많습니다.",
        )
    return found


def with_nested(credentials: Iterable[Any]) -> Iterator[Any]:
    """Each credential, and after a learner record those that it holds; never raises."""
    for credential in credentials:
        yield credential
        if is_learner_record(credential):
            try:
                yield from nested_credentials(credential)
            except LimitExceeded:
                continue


def check(document: Json) -> None:
    """Check the members that CLR 2.0 demands. The rules of VCDM 2.0 are taken for granted.

    Raises MalformedInput, also where an association names something that the record does not hold;
    what is inside is not looked into.
    """
    contexts = document["@context"]
    if not any(_CONTEXT.fullmatch(str(context)) for context in contexts[1:]):
        raise malformed(
            "an @context after the first must be that of CLR 2.0",
            "두 번째 이후 @context에 CLR 2.0의 것이 있어야 합니다",
        )
    for name in ("id", "name", "validFrom"):
        if name not in document:
            raise malformed(
                f"a learner record must have {name}", f"학습이력에는 {name}이(가) 있어야 합니다"
            )
    open_badges.check_issuer(document)
    subject = document["credentialSubject"]
    if not isinstance(subject, dict) or "ClrSubject" not in members.types_of(
        subject, "credentialSubject"
    ):
        raise malformed(
            "the credentialSubject of a learner record must be one ClrSubject",
            "학습이력의 credentialSubject는 ClrSubject 하나여야 합니다",
        )
    held = nested_credentials(document)
    if not held or not all(isinstance(each, dict) for each in held):
        raise malformed(
            "a learner record must hold credentials", "학습이력에는 증명서가 들어 있어야 합니다"
        )
    if any(is_learner_record(each) for each in held):
        raise malformed(
            "a learner record inside another is not supported",
            "학습이력 안에 든 학습이력은 지원하지 않습니다",
        )
    _check_associations(subject, _names(subject, held))


def _check_associations(subject: Json, names: set[str]) -> None:
    associations = members.objects_of(subject, "association") if subject.get("association") else []
    if len(associations) > MAX_ASSOCIATIONS:
        raise malformed("there are too many associations", "association이 너무 많습니다")
    for association in associations:
        if "Association" not in members.types_of(association, "association"):
            raise malformed(
                "an association must be an Association", "association의 type이 올바르지 않습니다"
            )
        for end in ("sourceId", "targetId"):
            name = association.get(end)
            if not isinstance(name, str) or name not in names:
                raise malformed(
                    f"{end} of an association names nothing that the record holds",
                    f"association의 {end}가 가리키는 것이 학습이력에 없습니다",
                )


def _names(subject: Json, held: list[Any]) -> set[str]:
    """The ids of the achievements, beside the credentials and inside them, and of these."""
    achievements = (
        list(members.objects_of(subject, "achievement")) if subject.get("achievement") else []
    )
    for credential in held:
        inner = credential.get("credentialSubject")
        for each in inner if isinstance(inner, list) else [inner]:
            achievement = each.get("achievement") if isinstance(each, dict) else None
            if isinstance(achievement, dict):
                achievements.append(achievement)
    named = (each.get("id") for each in (*held, *achievements))
    return {name for name in named if isinstance(name, str)}
