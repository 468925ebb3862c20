"""One credential type of one institution: its claims, its rules, its credential, its schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from damda.protocols import Json


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: where it comes from, what it may be, where it goes in the credential."""

    name: str
    type: str
    ko: str
    en: str
    required: bool
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CredentialType:
    """What an institution can issue."""

    institution: str
    id: str
    configuration_id: str
    name_ko: str
    name_en: str
    description_ko: str
    description_en: str
    claims: tuple[Claim, ...]

    @property
    def schema_id(self) -> str:
        """``https://damda.example/schemas/keis/training-badge/v1``"""
        raise NotImplementedError

    def display(self, lang: str, base_url: str) -> Json:
        """One entry of the configuration's ``display`` (OpenID4VCI 1.0, 12.2.4); lang "ko" | "en"."""
        raise NotImplementedError

    def display_claims(self) -> list[dict[str, Any]]:
        """What a wallet shows, in order: ``[{path: [...], ko, en, type, required}]``."""
        raise NotImplementedError

    def validate(self, claims: Json, *, now: datetime) -> Json:
        """The claims, normalized and with the derived ones. Raises ClaimsRefused with all problems."""
        raise NotImplementedError

    def build(
        self,
        claims: Json,
        *,
        credential_id: str,
        issuer_did: str,
        subject_did: str,
        valid_from: datetime,
        status_entries: Sequence[Json],
        base_url: str,
    ) -> Json:
        """The unsecured credential (VCDM 2.0) of claims that `validate` returned."""
        raise NotImplementedError

    def json_schema(self) -> Json:
        """JSON Schema of the issued credential; its ``$id`` is `schema_id`."""
        raise NotImplementedError
