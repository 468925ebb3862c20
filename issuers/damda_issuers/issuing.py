"""What a profile needs to know to write one credential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from damda.protocols import Json

from .claims import Claim


@dataclass(frozen=True, slots=True)
class Issuing:
    """One credential about to be written; URLs and times are texts, ready to be put in."""

    credential_id: str
    issuer_did: str
    subject_did: str
    valid_from: str
    valid_until: str | None
    status_entries: tuple[Json, ...]
    image_url: str
    mark_url: str


@dataclass(frozen=True, slots=True)
class Naming:
    """What stands the same in every credential of a type."""

    type_id: str
    name: str
    description: str
    issuer_name: str
    issuer_url: str
    context_url: str
    schema_id: str
    claims: tuple[Claim, ...]
    section: Any
    """What the profile's ``read`` made of its own tables."""


type Values = Mapping[str, Any]
"""Normalized claims by name."""
