"""``POST /credentials/verify`` and ``/presentations/verify``: other people's documents.

Looked at: form, proof, the issuer's key, dates, status; for a presentation the holder's proof,
and its challenge and domain where they were asked. Nobody need be accredited, and a schema or an
anchor is reported but not demanded: those are rules of a relying party, not of the standard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .. import evidence
from ..errors import DamdaError, FetchFailed
from ..evidence import Evidence
from ..protocols import Canonicalizer, Clock, Fetcher, Json
from ..schema_check import SchemaSet
from ..verify import NOT_ASKED, Expected, Policy, verify_credential, verify_presentation
from .answer import Answer, refusal, verdict_answer
from .body import VerifyCredentialBody, VerifyPresentationBody
from .deriving import derive

FETCHING_TIME = timedelta(seconds=20)
"""How long documents are fetched for one request; the last may take its own time besides."""

FOREIGN_POLICY = Policy(
    fatal=frozenset({"validity", "status"}),
    require_anchor="no",
    presentation_form="vcdm",
    unsigned="if_not_asked",
)
"""What is demanded of documents that somebody else issued. One without proof is not taken for an
answer to a challenge; a list of revocations that can't be had refuses."""


@dataclass(frozen=True, slots=True)
class VcApiVerifier:
    """Verifies bodies. ``fetcher`` reads DID logs and status lists, a bounded number of them."""

    fetcher: Fetcher
    canonicalizer: Canonicalizer
    schemas: SchemaSet
    clock: Clock
    policy: Policy = FOREIGN_POLICY

    def credential(self, raw: bytes) -> Answer:
        """The answer to a body of ``/credentials/verify``: 200, 400 or 413."""
        return _answered(self._credential, raw)

    def presentation(self, raw: bytes) -> Answer:
        """The answer to a body of ``/presentations/verify``: 200, 400 or 413."""
        return _answered(self._presentation, raw)

    def derive(self, raw: bytes) -> Answer:
        """The answer to a body of ``/credentials/derive``, by the same contexts: `derive`."""
        return derive(
            raw,
            canonicalizer=self.canonicalizer,
            inline_contexts=self.policy.inline_contexts,
        )

    def _credential(self, raw: bytes) -> Answer:
        body = VerifyCredentialBody.parse(raw)
        verdict = verify_credential(
            body.credential,
            evidence=self._gathered(body.credential),
            policy=self.policy,
            canonicalizer=self.canonicalizer,
            schemas=self.schemas,
            now=self.clock(),
        )
        returned = {"credential": body.credential} if body.return_credential else {}
        return verdict_answer(verdict, returned)

    def _presentation(self, raw: bytes) -> Answer:
        body = VerifyPresentationBody.parse(raw)
        document = body.presentation
        verdict = verify_presentation(
            document,
            expected=Expected(
                nonce=NOT_ASKED if body.challenge is None else body.challenge,
                audience=NOT_ASKED if body.domain is None else body.domain,
            ),
            evidence=self._gathered(document),
            policy=self.policy,
            canonicalizer=self.canonicalizer,
            schemas=self.schemas,
            now=self.clock(),
        )
        returned = {"verifiablePresentation": document} if body.return_presentation else {}
        return verdict_answer(verdict, returned)

    def _gathered(self, document: Json) -> Evidence:
        needs = evidence.needs_of(document, inline_contexts=self.policy.inline_contexts)
        fetch = _InTime(self.fetcher, self.clock, self.clock() + FETCHING_TIME)
        return evidence.gather(needs, fetch=fetch, ledger=None, anchor_proofs={})


@dataclass(frozen=True, slots=True)
class _InTime:
    """A Fetcher that begins no read after ``until``: many slow servers are one slow server."""

    fetcher: Fetcher
    clock: Clock
    until: datetime

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        if self.clock() > self.until:
            raise FetchFailed(
                "Reading what the document needs took too long.",
                ko="확인에 필요한 문서를 받는 데 시간이 너무 오래 걸렸습니다.",
            )
        return self.fetcher.get(url, accept=accept, limit=limit)


def _answered(verify: Callable[[bytes], Answer], raw: bytes) -> Answer:
    try:
        return verify(raw)
    except DamdaError as error:
        return refusal(error)
