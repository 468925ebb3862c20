"""What a verifier demands: which checks are fatal, and what the presentation must answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final, Literal

from ..errors import MalformedInput
from ..times import LEEWAY

CHECK_IDS = (
    "format",
    "holder",
    "nonce",
    "audience",
    "schema",
    "issuer_key",
    "proof",
    "subject",
    "validity",
    "accreditation",
    "issuer_log",
    "status",
    "anchor",
)
"""All checks, in the order in which they are made; from ``schema`` on (after a ``format`` of its
own) once per credential, ``status`` once per entry."""

ALWAYS_FATAL = frozenset({"format", "holder", "nonce", "audience", "issuer_key", "proof"})
"""Without these nothing is proven; no policy can switch them off."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Which checks refuse a presentation when they fail, or when they could not be made.

    ``fatal`` holds check ids (`ALWAYS_FATAL` besides). ``leeway`` is how far two clocks may be
    apart. ``require_anchor``: "no" reports the ledger record but never refuses for it,
    "if_given" refuses a wrong one, "yes" a missing one too.

    ``presentation_form``: "openid4vp" takes what a wallet answers with, "vcdm" all that VCDM 2.0,
    4.13 allows: types and members of its own, no credential at all. ``unsigned``: whether a
    presentation without proof is refused, or refused only if a nonce or an audience was asked, or
    accepted (what it holds is then nobody's answer; the ``holder`` check says so).
    ``inline_contexts``: definitions in ``@context`` are left to the canonicalizer to judge; the
    form "vcdm" only.
    """

    fatal: frozenset[str] = frozenset(CHECK_IDS)
    leeway: timedelta = LEEWAY
    require_anchor: Literal["no", "if_given", "yes"] = "if_given"
    presentation_form: Literal["openid4vp", "vcdm"] = "openid4vp"
    unsigned: Literal["refuse", "if_not_asked", "accept"] = "refuse"
    inline_contexts: bool = False

    def __post_init__(self) -> None:
        if strange := self.fatal - frozenset(CHECK_IDS):
            raise MalformedInput(f"There is no check {sorted(strange)[0]}.")

    def is_fatal(self, check_id: str) -> bool:
        """Whether a failed or unknown check refuses."""
        if check_id == "anchor" and self.require_anchor == "no":
            return False
        return check_id in self.fatal or check_id in ALWAYS_FATAL


class NotAsked(Enum):
    """Says in so many words that there is nothing to compare with; None would be a slip."""

    NOT_ASKED = "not_asked"


NOT_ASKED: Final = NotAsked.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Expected:
    """What the verifier asked with: its nonce and its client id, both compared exactly.

    `NOT_ASKED` is for a presentation that answers no request of this verifier, such as a file:
    the check is then skipped and says so. A service that asks never uses it: a recorded
    presentation would pass.
    """

    nonce: str | NotAsked
    audience: str | NotAsked

    def __post_init__(self) -> None:
        if not self.nonce or not self.audience:
            raise MalformedInput("A nonce and an audience must be expected.")
