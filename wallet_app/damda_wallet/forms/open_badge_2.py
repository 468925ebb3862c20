"""Open Badges 2.0: kept and shown, never verified, never presented."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from damda.canonical.jcs import jcs
from damda.errors import DamdaError, MalformedInput
from damda.evidence import Evidence, Needs
from damda.keys import SoftwareSigner
from damda.open_badges_2 import OpenBadge2, achievement_name, read_open_badge_2
from damda.openid.dcql import Held, Place
from damda.openid.issuer_metadata import CredentialConfiguration
from damda.protocols import Json, JsonView
from damda.times import parse_time
from damda.verdict import Verdict
from damda.verify import Policy

from ..labels import ClaimWords, LabelledPath, one_line
from ..views import Label
from .form import Credential, CredentialFacts, Purpose, Tools

FORMAT = "open_badges_2"

_WORDS = ClaimWords(
    built_in={
        ("id",): Label("Address of the badge", "배지 주소"),
        ("issuedOn",): Label("Issued", "발급일"),
        ("expires",): Label("Valid until", "유효 기한"),
        ("badge",): Label("Badge", "배지"),
        ("badge", "name"): Label("Badge", "배지 이름"),
        ("badge", "description"): Label("Description", "설명"),
        ("recipient", "identity"): Label("Recipient", "받은 사람"),
        ("narrative",): Label("Narrative", "서술"),
    },
    machinery=frozenset({"@context", "type", "verification", "verify"}),
    nested_machinery=frozenset({"@context", "type", "hashed", "salt"}),
)


@dataclass(frozen=True, slots=True)
class OpenBadges2:
    """The `Form`; no issuer of OpenID4VCI offers it."""

    words: ClaimWords = _WORDS

    def offered_types(self, configuration: CredentialConfiguration) -> tuple[str, ...]:
        return ()

    def received(self, value: Any, answer: str) -> str | None:
        return None

    def read(self, text: str) -> Credential:
        return OpenBadge2Credential(text, read_open_badge_2(text))


@dataclass(frozen=True, slots=True)
class OpenBadge2Credential:
    """The `Credential`."""

    text: str
    badge: OpenBadge2

    @property
    def claims(self) -> JsonView:
        return self.badge.assertion or {"id": self.badge.url}

    @property
    def facts(self) -> CredentialFacts:
        claims = self.claims
        name, issuer = _issuer(claims.get("badge"))
        identifier = claims.get("id")
        return CredentialFacts(
            issuer=issuer,
            issuer_name=name,
            types=("Assertion",),
            credential_id=identifier if isinstance(identifier, str) else None,
            valid_from=_time(claims.get("issuedOn")),
            valid_until=_time(claims.get("expires")),
            has_status=False,
        )

    def title(self, labels: Sequence[LabelledPath]) -> str:
        return one_line(achievement_name(self.badge))

    def labels_in(self, evidence: Evidence) -> tuple[LabelledPath, ...]:
        return ()

    @property
    def identity(self) -> str:
        """Of the assertion, however it was signed."""
        return self.digest.hex()

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(jcs(dict(self.claims))).digest()

    @property
    def needs(self) -> Needs:
        return Needs()

    def is_bound_to(self, signer: SoftwareSigner) -> bool:
        return False

    def query_types(self, tools: Tools) -> frozenset[str]:
        return frozenset()

    def for_query(self, card_id: str, types: frozenset[str]) -> Held:
        raise _not_presented()

    def verdict(
        self, evidence: Evidence, *, policy: Policy, tools: Tools, now: datetime
    ) -> Verdict:
        """Without a check: nothing of it is verified."""
        return Verdict(())

    def present(
        self, shown: frozenset[Place], *, signer: SoftwareSigner, purpose: Purpose, tools: Tools
    ) -> Json | str:
        raise _not_presented()


def _issuer(badge: Any) -> tuple[str | None, str]:
    """Name and address, as far as the badge has them inside."""
    issuer = badge.get("issuer") if isinstance(badge, dict) else None
    if isinstance(issuer, dict):
        name, address = issuer.get("name"), issuer.get("id", "")
        return (name if isinstance(name, str) else None), address if isinstance(
            address, str
        ) else ""
    return None, issuer if isinstance(issuer, str) else ""


def _time(value: Any) -> datetime | None:
    try:
        return parse_time(value)
    except DamdaError:
        return None


def _not_presented() -> DamdaError:
    return MalformedInput(
        "An Open Badge 2.0 can't be presented.", ko="오픈배지 2.0은 제시할 수 없습니다."
    )
