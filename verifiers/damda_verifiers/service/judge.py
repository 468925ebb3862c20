"""From a wallet's answer to a verdict: gather the evidence, verify, apply the party's rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from damda import evidence
from damda.errors import DamdaError
from damda.openid.dcql import Held, check_answer, parse_query
from damda.openid.response import PresentationResponse
from damda.protocols import AnchorProof, Canonicalizer, Clock, Fetcher, Json, LedgerReader
from damda.schema_check import SchemaSet
from damda.status.memory import ListMemory
from damda.verdict import Check, Verdict
from damda.verify import CHECK_IDS, Expected, Policy

from ..asked import AskedForm
from ..forms import FORMS, Question, Tools
from ..relying_party import PolicyRules, RelyingParty
from ..requirement import requirement_checks
from .answer import credentials_of, presentations_of
from .exchange import Exchange

type Judge = Callable[[RelyingParty, Exchange], Verdict]
"""Verdict on the answer of an exchange, as of now. May raise; the caller then refuses."""


@dataclass(frozen=True, slots=True)
class EvidenceJudge:
    """The `Judge` that reads issuers' logs and status lists, and the ledger.

    Lists are read anew for each verdict; their proof is checked once for each version of a list.
    """

    fetcher: Fetcher
    ledger: LedgerReader | None
    canonicalizer: Canonicalizer
    schemas: SchemaSet
    clock: Clock
    list_memory: ListMemory = field(default_factory=ListMemory)

    def __call__(self, party: RelyingParty, exchange: Exchange) -> Verdict:
        checks = [self._query_check(party, exchange)]
        seen = 0
        # At most one presentation a query is looked at: more were not asked for, and the query
        # check has refused them.
        for form in (form for asked in party.credentials for form in asked.forms):
            for presentation in presentations_of(exchange.answer, form)[:1]:
                verdict = self._verified(party.policy, exchange, form, presentation)
                named = form.query_id if len(party.credentials) > 1 else None
                checks += [_placed(check, seen, named) for check in verdict.checks]
                seen += len(FORMS[form.format].credentials(presentation))
        presented = {a.id: credentials_of(exchange.answer, a) for a in party.credentials}
        checks += requirement_checks(party, presented, fatal="requirement" in party.policy.fatal)
        return Verdict(tuple(checks))

    def _verified(
        self, rules: PolicyRules, exchange: Exchange, form: AskedForm, presentation: Json | str
    ) -> Verdict:
        found = evidence.gather(
            evidence.needs_of(presentation),
            fetch=self.fetcher,
            ledger=self.ledger,
            anchor_proofs=_anchor_proofs(exchange.answer),
            list_memory=self.list_memory,
        )
        now = self.clock()
        question = Question(
            expected=Expected(nonce=exchange.nonce, audience=exchange.client_id),
            policy=policy_of(rules),
            presented_at=exchange.answered_at or now,
            now=now,
        )
        return FORMS[form.format].verdict(presentation, question, found, self._tools)

    def _query_check(self, party: RelyingParty, exchange: Exchange) -> Check:
        """Whether what was asked for was shown, and nothing else (OpenID4VP 1.0, 8.6)."""
        assert exchange.answer is not None
        token: Mapping[str, list[object]] = exchange.answer["vp_token"]
        query = party.dcql_query()
        formats = {each["id"]: each["format"] for each in query["credentials"]}
        try:
            shown = {
                name: self._held(name, formats.get(name, "ldp_vc"), several)
                for name, several in token.items()
            }
            check_answer(parse_query(query), shown)
        except DamdaError as error:
            return _query_finding(error)
        return _query_finding(None)

    def _held(self, query_id: str, format: str, presentations: list[object]) -> list[Held]:
        form = FORMS[format]
        return [held for each in presentations for held in form.held(query_id, each, self._tools)]

    @property
    def _tools(self) -> Tools:
        return Tools(self.canonicalizer, self.schemas)


def _placed(check: Check, seen: int, query_id: str | None) -> Check:
    """The check with the credential's place among all that were presented, and with the query that
    it belongs to, where several credentials were asked for."""
    place = None if check.credential is None else check.credential + seen
    said = check.evidence if query_id is None else {**check.evidence, "query": query_id}
    return replace(check, credential=place, evidence=said)


def answer_of(response: PresentationResponse) -> Json:
    """What is kept of an answer: all that a recheck needs."""
    token = {name: list(shown) for name, shown in response.vp_token.items()}
    proofs = {
        digest: evidence.anchor_proof_to_json(proof)
        for digest, proof in response.anchor_proofs.items()
    }
    return {"vp_token": token, "anchor_proofs": proofs}


def policy_of(rules: PolicyRules) -> Policy:
    """The party's policy as verification takes it."""
    own = rules.fatal & frozenset(CHECK_IDS)
    return Policy(fatal=own, require_anchor=rules.anchor)


def failure() -> Verdict:
    """The refusal of an answer that could not be judged through a fault of ours."""
    return Verdict(
        (
            Check(
                id="response",
                outcome="unknown",
                code="verifier_fault",
                en="The presentation could not be checked because of a fault of the verifier. "
                "Try “Check again” in a moment.",
                ko="검증 서비스의 문제로 확인하지 못했습니다. 잠시 뒤 ‘다시 확인’을 눌러 주세요.",
                evidence={},
                fatal=True,
            ),
        )
    )


def _anchor_proofs(answer: Json | None) -> dict[str, AnchorProof]:
    kept = answer["anchor_proofs"] if answer else {}
    return {digest: evidence.anchor_proof_from_json(proof) for digest, proof in kept.items()}


def _query_finding(error: DamdaError | None) -> Check:
    return Check(
        id="query",
        outcome="passed" if error is None else "failed",
        code="query_met" if error is None else "query_not_met",
        en=error.en if error else "What was asked for was presented, and nothing else.",
        ko=error.ko if error else "요청한 증명서만 제시되었습니다.",
        evidence={} if error is None else {"error": error.code},
        fatal=True,
    )
