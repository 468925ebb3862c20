"""What is answered: a status and a JSON object, problem details where something is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from ..errors import DamdaError
from ..protocols import Json
from ..verdict import Check, Verdict
from .problem_types import type_of

MAX_PROBLEMS = 100
"""Problems that are listed in one answer; ``checks`` has them all."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem (RFC 9457, 3), with a stable code and the sentence in both languages."""

    type: str
    title: str
    code: str
    en: str
    ko: str

    @classmethod
    def of_error(cls, error: DamdaError) -> Self:
        return cls(*type_of(error.code), error.code, error.en, error.ko)

    @classmethod
    def of_check(cls, check: Check) -> Self:
        named = type_of(check.code, check.evidence.get("cause"))
        return cls(*named, check.code, check.en, check.ko)

    def to_json(self) -> Json:
        return {
            "type": self.type,
            "title": self.title,
            "detail": self.en,
            "code": self.code,
            "en": self.en,
            "ko": self.ko,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is that of HTTP: 200, 201, or a refusal of 400 and more."""

    status: int
    body: Json

    @property
    def media_type(self) -> str:
        """RFC 9457, 3, for a refusal."""
        return "application/json" if self.status < 400 else "application/problem+json"


def refusal(error: DamdaError, status: int | None = None) -> Answer:
    """Problem details for a request that can't be carried out: 413 for its size, else 400."""
    if status is None:
        status = 413 if error.code == "body_too_large" else 400
    return Answer(status, {**Problem.of_error(error).to_json(), "status": status})


def verdict_answer(verdict: Verdict, verified_input: Json) -> Answer:
    """200 for a verdict without reasons to refuse; else 400, the first reason as the problem.

    ``verified_input`` is added as it is: what the caller wants returned.
    """
    problems = [Problem.of_check(check).to_json() for check in verdict.reasons[:MAX_PROBLEMS]]
    body: Json = {
        "verified": verdict.verified,
        "problemDetails": problems,
        "errors": problems,
        "warnings": [Problem.of_check(check).to_json() for check in _warnings(verdict)],
        "checks": [check.to_json() for check in verdict.checks],
        **verified_input,
    }
    if verdict.verified:
        return Answer(200, body)
    return Answer(400, {**problems[0], "status": 400, **body})


def _warnings(verdict: Verdict) -> list[Check]:
    """What failed without refusing, and a presentation that nobody signed."""
    noted = [
        check
        for check in verdict.checks
        if (check.outcome == "failed" and not check.fatal) or check.code == "presentation_unsigned"
    ]
    return noted[:MAX_PROBLEMS]
