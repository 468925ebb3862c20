"""The one result type of verification: an ordered list of checks, each with its evidence.

A check never says "true" for something that could not be looked at: its outcome is then
``unknown``, and the policy decides whether that is fatal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .protocols import Json

type Outcome = Literal["passed", "failed", "unknown", "skipped"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    ``id`` names the check ("proof", "holder", "nonce", "validity", "accreditation", "status",
    "schema", "anchor", ...); ``code`` names the finding ("proof_valid", "revoked", ...), and each
    code has its own sentence; ``evidence`` is JSON; ``credential`` is the index in the
    presentation, or None for the presentation itself.
    """

    id: str
    outcome: Outcome
    code: str
    en: str
    ko: str
    evidence: Mapping[str, Any]
    fatal: bool
    credential: int | None = None

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "outcome": self.outcome,
            "code": self.code,
            "en": self.en,
            "ko": self.ko,
            "evidence": dict(self.evidence),
            "fatal": self.fatal,
            "credential": self.credential,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """All checks, in the order in which they were made."""

    checks: tuple[Check, ...]

    @property
    def verified(self) -> bool:
        """Whether nothing fatal failed or stayed unknown, and something was checked at all."""
        return bool(self.checks) and not self.reasons

    @property
    def reasons(self) -> tuple[Check, ...]:
        """The checks that make the verdict a refusal."""
        return tuple(c for c in self.checks if c.fatal and c.outcome in ("failed", "unknown"))

    def to_json(self) -> Json:
        return {"verified": self.verified, "checks": [c.to_json() for c in self.checks]}
