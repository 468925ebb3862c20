"""What the verifier asks of a presentation, whatever form it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from damda.evidence import Evidence
from damda.openid.dcql import Held
from damda.protocols import Canonicalizer, Json, JsonView
from damda.schema_check import SchemaSet
from damda.verdict import Verdict
from damda.verify import Expected, Policy


@dataclass(frozen=True, slots=True)
class Tools:
    """What some forms are judged with."""

    canonicalizer: Canonicalizer
    schemas: SchemaSet


@dataclass(frozen=True, slots=True)
class Question:
    """What a presentation must answer, and when it came in and is judged. Times are aware."""

    expected: Expected
    policy: Policy
    presented_at: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class Presented:
    """One credential as it was shown: its claims, and what pages say of it.

    ``issuer`` is a text, or an object with a ``name`` (VCDM 2.0, 4.5); ``issued`` and ``until``
    are times as parse_time reads them, or None. Nothing of it is proven.
    """

    format: str
    claims: JsonView
    issuer: Any
    issued: str | None
    until: str | None


class PresentedForm(Protocol):
    """How presentations of one format are read and judged."""

    @property
    def selective(self) -> bool:
        """Whether the holder can show a part."""
        ...

    def is_one(self, presentation: object) -> bool:
        """Whether it has the JSON type of this form's presentations (OpenID4VP 1.0, 8.1)."""
        ...

    def credentials(self, presentation: Any) -> list[Presented]:
        """The credentials in a presentation, as far as they can be read. Never raises."""
        ...

    def held(self, query_id: str, presentation: Any, tools: Tools) -> list[Held]:
        """The same as a query sees them. Raises DamdaError for what can't be read."""
        ...

    def verdict(
        self, presentation: Any, question: Question, evidence: Evidence, tools: Tools
    ) -> Verdict: ...


def nothing(query_id: str, format: str) -> Held:
    """What can't be read, as a query sees it: a credential of no type, which answers nothing."""
    empty: Json = {}
    return Held(query_id, format, empty, frozenset())
