"""The members that Open Badges 3.0 demands of an AchievementCredential (1EdTech, appendix B)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from . import document_members as members
from . import open_badge_members as agreeing
from .document_members import malformed
from .protocols import Json, JsonView

TYPES = frozenset({"AchievementCredential", "OpenBadgeCredential"})
"""Two names of one class."""

_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.[0-9]\.[0-9])?\.json")


def check(document: Json) -> None:
    """Raises MalformedInput if a member that is required is missing or of another kind.

    The rules of VCDM 2.0 are taken for granted.
    """
    contexts = document["@context"]
    if len(contexts) < 2 or not _CONTEXT.fullmatch(str(contexts[1])):
        raise malformed(
            "the second @context must be that of Open Badges 3.0",
            "두 번째 @context는 Open Badges 3.0의 것이어야 합니다",
        )
    _check_has(document, "validFrom")
    check_issuer(document)
    agreeing.check_endorsements(document, "the credential")
    for subject in members.objects_of(document, "credentialSubject"):
        _check_subject(subject)


def check_issuable(document: JsonView, types: Iterable[str]) -> None:
    """A badge gets an ``id``. Others' badges without one are read all the same (VCDM 2.0, 4.4).

    Raises MalformedInput.
    """
    if TYPES & set(types):
        _check_has(document, "id")


def _check_has(document: JsonView, name: str) -> None:
    if name not in document:
        raise malformed(
            f"an Open Badge must have {name}", f"오픈배지에는 {name}이(가) 있어야 합니다"
        )


def check_issuer(document: Json) -> None:
    """The issuer is a Profile, if it is more than its id. Raises MalformedInput."""
    issuer = document["issuer"]
    if not isinstance(issuer, dict):
        return
    if "Profile" not in members.types_of(issuer, "issuer"):
        raise malformed(
            "the issuer of an Open Badge must be a Profile",
            "오픈배지의 issuer는 Profile이어야 합니다",
        )
    agreeing.check_endorsements(issuer, "the issuer")


def _check_subject(subject: Json) -> None:
    if "AchievementSubject" not in members.types_of(subject, "credentialSubject"):
        raise malformed(
            "the credentialSubject of an Open Badge must be an AchievementSubject",
            "오픈배지의 credentialSubject는 AchievementSubject여야 합니다",
        )
    if "id" not in subject and "identifier" not in subject:
        raise malformed(
            "credentialSubject must have an id or an identifier",
            "credentialSubject에 id나 identifier가 있어야 합니다",
        )
    achievement: Any = subject.get("achievement")
    if not isinstance(achievement, dict):
        raise malformed(
            "credentialSubject must have one achievement",
            "credentialSubject에 achievement가 하나 있어야 합니다",
        )
    _check_achievement(achievement)
    agreeing.check_results(subject, achievement)


def _check_achievement(achievement: Json) -> None:
    if "Achievement" not in members.types_of(achievement, "achievement"):
        raise malformed(
            "achievement must have the type Achievement",
            "achievement의 type에 Achievement가 있어야 합니다",
        )
    if members.identifier_of(achievement, "achievement") is None:
        raise malformed("achievement must have an id", "achievement에 id가 있어야 합니다")
    for name in ("name", "description"):
        if not isinstance(achievement.get(name), str) or not achievement[name].strip():
            raise malformed(
                f"achievement must have a {name}", f"achievement에 {name}이(가) 있어야 합니다"
            )
    if not isinstance(achievement.get("criteria"), dict):
        raise malformed("achievement must have criteria", "achievement에 criteria가 있어야 합니다")
    agreeing.check_alignments(achievement, "the achievement")
    agreeing.check_endorsements(achievement, "the achievement")
