"""What a received credential must be before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from damda import evidence
from damda.credentials import check_credential
from damda.protocols import Canonicalizer, Clock, Fetcher, Json, LedgerReader
from damda.schema_check import SchemaSet
from damda.verify import Policy, verify_credential

from .errors import Refused

MUST_PASS = frozenset({"format", "issuer_key", "proof"})
MUST_NOT_FAIL = frozenset({"schema"})
"""A schema that the wallet does not have is no reason to refuse; one that is broken is."""


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    fetch: Fetcher
    ledger: LedgerReader | None
    canonicalizer: Canonicalizer
    schemas: SchemaSet
    clock: Clock

    def check(
        self,
        document: Json,
        *,
        types: Sequence[str],
        subject: str,
        issuer_did: str | None,
        who: str,
    ) -> None:
        """Raises Refused with what is wrong, MalformedInput.

        ``types`` are those of the offer, ``subject`` the DID of our key, ``issuer_did`` the DID
        that was shown before consent (None: none was).
        """
        view = check_credential(document)
        if not set(types) <= set(view.types):
            raise _refused(
                "type_differs",
                "The credential is of another type than was offered.",
                "받은 증명서의 종류가 제안과 다릅니다.",
                who,
            )
        if view.subject_id != subject:
            raise _refused(
                "subject_differs",
                "The credential is about somebody else's key.",
                "받은 증명서가 이 지갑의 키에 발급된 것이 아닙니다.",
                who,
            )
        if issuer_did is not None and view.issuer != issuer_did:
            raise _refused(
                "issuer_differs",
                f"The credential was signed in the name of {view.issuer}, not of the issuer shown.",
                f"화면에 보인 발급기관이 아니라 {view.issuer} 이름으로 서명되었습니다.",
                who,
            )
        self._check_proof(document, who)

    def _check_proof(self, document: Json, who: str) -> None:
        gathered = evidence.gather(
            evidence.needs_of(document), fetch=self.fetch, ledger=self.ledger, anchor_proofs={}
        )
        verdict = verify_credential(
            document,
            evidence=gathered,
            policy=Policy(fatal=MUST_PASS),
            canonicalizer=self.canonicalizer,
            schemas=self.schemas,
            now=self.clock(),
        )
        failed = [c for c in verdict.checks if c.outcome == "failed" and c.id in MUST_NOT_FAIL]
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


def _refused(code: str, en: str, ko: str, who: str) -> Refused:
    return Refused(en, ko=ko, code=code, who=who)
