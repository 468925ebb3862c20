"""SD-JWT VCs with the holder's key binding (OpenID4VP 1.0, B.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from damda.errors import DamdaError
from damda.evidence import Evidence
from damda.openid.dc_sd_jwt import held_as_shown
from damda.openid.dcql import Held
from damda.sd_jwt_vc import TYPE, check_sd_jwt_vc
from damda.times import format_time
from damda.verdict import Verdict
from damda.verify import verify_sd_jwt_presentation

from .form import Presented, Question, Tools, nothing


class SdJwtVcKb:
    """The `PresentedForm`."""

    selective = True

    def is_one(self, presentation: object) -> bool:
        return isinstance(presentation, str)

    def credentials(self, presentation: Any) -> list[Presented]:
        try:
            view = check_sd_jwt_vc(presentation)
            claims = held_as_shown(view, "").document
        except DamdaError:
            return []
        return [
            Presented(
                format=TYPE,
                claims=claims,
                issuer=view.issuer,
                issued=_time(view.issued_at or view.valid_from),
                until=_time(view.valid_until),
            )
        ]

    def held(self, query_id: str, presentation: Any, tools: Tools) -> list[Held]:
        if not self.is_one(presentation):
            return [nothing(query_id, TYPE)]
        return [held_as_shown(check_sd_jwt_vc(presentation), query_id)]

    def verdict(
        self, presentation: Any, question: Question, evidence: Evidence, tools: Tools
    ) -> Verdict:
        return verify_sd_jwt_presentation(
            presentation,
            expected=question.expected,
            evidence=evidence,
            policy=question.policy,
            now=question.now,
            presented_at=question.presented_at,
        )


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else format_time(moment)
