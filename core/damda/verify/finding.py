"""What one check found, before it is worded; and what all checks look things up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ..dids import DidDocument
from ..dids.did_webvh import WebvhHistory
from ..errors import DamdaError
from ..evidence import Evidence
from ..messages import sentence
from ..protocols import Canonicalizer, Json
from ..schema_check import SchemaSet
from ..verdict import Check, Outcome
from .policy import Policy


@dataclass(frozen=True, slots=True)
class Setting:
    """All that is handed in beside the document; ``resolved`` and ``histories`` keep DID documents
    and logs meanwhile."""

    evidence: Evidence
    policy: Policy
    now: datetime
    resolved: dict[tuple[str, datetime | None], DidDocument] = field(
        default_factory=dict, kw_only=True
    )
    histories: dict[str, WebvhHistory] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True, slots=True)
class DocumentSetting(Setting):
    """What documents of the VC Data Model need besides."""

    canonicalizer: Canonicalizer
    schemas: SchemaSet


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome and its code. ``why`` is the error behind it: its sentences are added.

    ``values`` fill the names in the code's sentence.
    """

    outcome: Outcome
    code: str
    evidence: Json = field(default_factory=dict)
    why: DamdaError | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    def check(self, check_id: str, policy: Policy, credential: int | None = None) -> Check:
        """The check of the verdict; ``credential`` is the index in the presentation."""
        en, ko = sentence(self.code, **self.values)
        evidence = dict(self.evidence)
        if self.why is not None:
            en, ko = f"{en} {self.why.en}", f"{ko} {self.why.ko}"
            evidence["cause"] = self.why.code
        return Check(
            id=check_id,
            outcome=self.outcome,
            code=self.code,
            en=en,
            ko=ko,
            evidence=evidence,
            fatal=policy.is_fatal(check_id),
            credential=credential,
        )


def passed(code: str, **evidence: object) -> Finding:
    return Finding("passed", code, evidence)


def skipped(code: str, **evidence: object) -> Finding:
    return Finding("skipped", code, evidence)


def failed(code: str, why: DamdaError | None = None, **evidence: object) -> Finding:
    return Finding("failed", code, evidence, why)


def unknown(code: str, why: DamdaError | None = None, **evidence: object) -> Finding:
    return Finding("unknown", code, evidence, why)
