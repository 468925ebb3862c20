"""Data Integrity credentials, in a presentation that the holder signed (OpenID4VP 1.0, B.1)."""

from __future__ import annotations

from typing import Any

from damda.evidence import Evidence
from damda.openid.dcql import Held
from damda.openid.ldp_vc import expanded_types
from damda.protocols import Json
from damda.verdict import Verdict
from damda.verify import verify_presentation

from .form import Presented, Question, Tools, nothing

FORMAT = "ldp_vc"


class LdpVp:
    """The `PresentedForm`."""

    selective = False

    def is_one(self, presentation: object) -> bool:
        return isinstance(presentation, dict)

    def credentials(self, presentation: Any) -> list[Presented]:
        return [
            Presented(
                format=FORMAT,
                claims=document,
                issuer=document.get("issuer"),
                issued=_text(document.get("validFrom")),
                until=_text(document.get("validUntil")),
            )
            for document in _documents(presentation)
        ]

    def held(self, query_id: str, presentation: Any, tools: Tools) -> list[Held]:
        # What is no credential is kept as one of no type: it answers nothing.
        return [
            Held(query_id, FORMAT, document, expanded_types(document, tools.canonicalizer))
            if document
            else nothing(query_id, FORMAT)
            for document in _documents(presentation) or [{}]
        ]

    def verdict(
        self, presentation: Any, question: Question, evidence: Evidence, tools: Tools
    ) -> Verdict:
        return verify_presentation(
            presentation,
            expected=question.expected,
            evidence=evidence,
            policy=question.policy,
            canonicalizer=tools.canonicalizer,
            schemas=tools.schemas,
            now=question.now,
        )


def _documents(presentation: Any) -> list[Json]:
    held = presentation.get("verifiableCredential") if isinstance(presentation, dict) else None
    several = held if isinstance(held, list) else [held]
    return [each for each in several if isinstance(each, dict)]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
