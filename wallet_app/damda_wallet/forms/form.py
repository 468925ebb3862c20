"""What the wallet asks of a credential, whatever form it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from damda.evidence import Evidence, Needs
from damda.keys import SoftwareSigner
from damda.openid.dcql import Held, Place
from damda.openid.issuer_metadata import CredentialConfiguration
from damda.protocols import Canonicalizer, Json, JsonView
from damda.schema_check import SchemaSet
from damda.verdict import Verdict
from damda.verify import Policy

from ..labels import ClaimWords, LabelledPath


@dataclass(frozen=True, slots=True)
class Tools:
    """What some forms need to be judged and signed."""

    canonicalizer: Canonicalizer
    schemas: SchemaSet


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """What a card says of any credential.

    ``issuer`` is a DID; ``has_status``: whether there is a status to look up.
    """

    issuer: str
    issuer_name: str | None
    types: tuple[str, ...]
    credential_id: str | None
    valid_from: datetime | None
    valid_until: datetime | None
    has_status: bool


@dataclass(frozen=True, slots=True)
class Purpose:
    """For whom and in answer to what a presentation is signed, and when."""

    audience: str
    nonce: str
    at: datetime


class Credential(Protocol):
    """One credential, read strictly. Nothing of it is proven by that."""

    @property
    def text(self) -> str:
        """As it was received, to the byte."""
        ...

    @property
    def facts(self) -> CredentialFacts: ...

    @property
    def claims(self) -> JsonView:
        """All that it says, as JSON."""
        ...

    @property
    def identity(self) -> str:
        """Equal for two copies of one credential."""
        ...

    @property
    def digest(self) -> bytes:
        """The name of its anchor on the ledger, 32 bytes."""
        ...

    @property
    def needs(self) -> Needs:
        """What judging it takes."""
        ...

    def title(self, labels: Sequence[LabelledPath]) -> str:
        """What tells it from others of its kind: of a badge, what was achieved. Empty if nothing
        does; ``labels`` are the issuer's."""
        ...

    def labels_in(self, evidence: Evidence) -> tuple[LabelledPath, ...]:
        """The words for its claims that the issuer signed for, where the form has such."""
        ...

    def is_bound_to(self, signer: SoftwareSigner) -> bool:
        """Whether it was issued to the holder of this key."""
        ...

    def query_types(self, tools: Tools) -> frozenset[str]:
        """Its types as requests name them (OpenID4VP 1.0, appendix B)."""
        ...

    def for_query(self, card_id: str, types: frozenset[str]) -> Held:
        """The credential as a query sees it; ``types`` are its `query_types`."""
        ...

    def verdict(
        self, evidence: Evidence, *, policy: Policy, tools: Tools, now: datetime
    ) -> Verdict: ...

    def present(
        self, shown: frozenset[Place], *, signer: SoftwareSigner, purpose: Purpose, tools: Tools
    ) -> Json | str:
        """The presentation that shows the places ``shown`` and what can't be hidden; a form that
        hides nothing shows all. Raises MalformedInput."""
        ...


class Form(Protocol):
    """How credentials of one format are offered, read and worded."""

    @property
    def words(self) -> ClaimWords: ...

    def offered_types(self, configuration: CredentialConfiguration) -> tuple[str, ...]:
        """The types that an offered credential must have."""
        ...

    def received(self, value: Any, answer: str) -> str | None:
        """The text of the credential ``value`` in the issuer's JSON ``answer``, which holds one;
        None if it is of another form."""
        ...

    def read(self, text: str) -> Credential:
        """Raises MalformedInput and other DamdaErrors for what keeps to no rules of the form."""
        ...
