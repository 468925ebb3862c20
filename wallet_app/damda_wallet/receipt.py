"""What a received credential must be before it is kept."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from damda import evidence
from damda.evidence import Evidence
from damda.keys import SoftwareSigner
from damda.protocols import Clock, Fetcher, LedgerReader
from damda.verify import Policy

from .errors import Refused
from .forms import Credential, Tools
from .views import IssuerView

MUST_PASS = frozenset({"format", "issuer_key", "proof"})
MUST_NOT_FAIL = frozenset({"schema"})
"""A schema that the wallet does not have is no reason to refuse; one that is broken is."""


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    fetch: Fetcher
    ledger: LedgerReader | None
    tools: Tools
    clock: Clock

    def check(
        self,
        credential: Credential,
        *,
        types: Sequence[str],
        signer: SoftwareSigner,
        issuer: IssuerView,
    ) -> Evidence:
        """What the checks rested on. Raises Refused with what is wrong.

        ``types`` are those of the offer, ``signer`` has our key, ``issuer`` is what was shown
        before consent.
        """
        facts, who = credential.facts, issuer.id
        if not set(types) <= set(facts.types):
            raise _refused(
                "type_differs",
                "The credential is of another type than was offered.",
                "받은 증명서의 종류가 제안과 다릅니다.",
                who,
            )
        if not credential.is_bound_to(signer):
            raise _refused(
                "subject_differs",
                "The credential is about somebody else's key.",
                "받은 증명서가 이 지갑의 키에 발급된 것이 아닙니다.",
                who,
            )
        if issuer.did is not None and facts.issuer != issuer.did:
            raise _refused(
                "issuer_differs",
                f"The credential was signed in the name of {facts.issuer}, not of the issuer shown.",
                f"화면에 보인 발급기관이 아니라 {facts.issuer} 이름으로 서명되었습니다.",
                who,
            )
        # Who was shown to be accredited must be so for this very credential too.
        promised = {"accreditation"} if issuer.standing.outcome == "accredited" else set()
        return self._checked(credential, MUST_NOT_FAIL | promised, who)

    def _checked(self, credential: Credential, must_not_fail: Set[str], who: str) -> Evidence:
        gathered = evidence.gather(
            credential.needs, fetch=self.fetch, ledger=self.ledger, anchor_proofs={}
        )
        verdict = credential.verdict(
            gathered, policy=Policy(fatal=MUST_PASS), tools=self.tools, now=self.clock()
        )
        failed = [c for c in verdict.checks if c.outcome == "failed" and c.id in must_not_fail]
        for check in (*verdict.reasons, *failed):
            raise _refused(
                check.code,
                f"The credential was not kept: {check.en}",
                f"증명서를 저장하지 않았습니다. {check.ko}",
                who,
            )
        if not verdict.verified:
            raise _refused(
                "not_checked",
                "The credential could not be checked.",
                "증명서를 확인할 수 없습니다.",
                who,
            )
        return gathered


def _refused(code: str, en: str, ko: str, who: str) -> Refused:
    return Refused(en, ko=ko, code=code, who=who)
