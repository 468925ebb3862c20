"""Checking a proof: exactly one, complete, for the expected purpose, by a key listed for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ..keys import PublicKey
from ..protocols import Canonicalizer, JsonView


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """What a proof that holds says of itself. The caller compares challenge and domain."""

    cryptosuite: str
    verification_method: str
    created: datetime | None
    challenge: str | None
    domain: str | None


def check_proof(
    document: JsonView,
    *,
    expected_purpose: str,
    key_for: Callable[[str, str], PublicKey],
    canonicalizer: Canonicalizer,
    now: datetime,
) -> ProofFinding:
    """What the one proof of ``document`` says, if it holds.

    ``key_for(verification_method, purpose)`` gives the key; its errors pass through. Raises
    ProofInvalid (also for a document without proof, or with several) and MalformedInput.
    """
    raise NotImplementedError
