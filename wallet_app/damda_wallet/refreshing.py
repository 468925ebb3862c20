"""Looking again: the status of each card, and inclusion proofs that were still to come.

What can't be had never overwrites what is known: the report then also says when and why the
newest look failed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from damda import evidence, strict_json
from damda.errors import DamdaError, FetchFailed
from damda.evidence import anchor_proof_from_json
from damda.protocols import AnchorProof, Clock, Fetcher, LedgerReader
from damda.verdict import Check
from damda.verify import Policy
from damda_ledger import merkle

from .cards import CardStore, HeldCredential
from .forms import Tools
from .views import AnchorReport, CardRefresh, Label, Refreshed, StatusReport

ANCHOR_LIMIT = 65_536
_NOT_YET = 202
"""The issuer's answer while the credential waits to be anchored."""


@dataclass(slots=True)
class OnceFetcher:
    """Each address once per refresh, whatever the number of cards that need it."""

    fetch: Fetcher
    answers: dict[tuple[str, str], bytes | FetchFailed] = field(default_factory=dict)

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        if (url, accept) not in self.answers:
            try:
                self.answers[url, accept] = self.fetch.get(url, accept=accept, limit=limit)
            except FetchFailed as error:
                self.answers[url, accept] = error
        answer = self.answers[url, accept]
        if isinstance(answer, FetchFailed):
            raise answer
        return answer


@dataclass(frozen=True, slots=True)
class Refresher:
    fetch: Fetcher
    ledger: LedgerReader | None
    cards: CardStore
    tools: Tools
    clock: Clock

    def refresh(self) -> Refreshed:
        once = OnceFetcher(self.fetch)
        seen: list[CardRefresh] = []
        for held in self.cards.all_held():
            status = self._status(held, once)
            # Of a badge that came as a file it may not be known where inclusion proofs lie.
            known = bool(held.issuer_url)
            anchor, proof = self._anchor(held) if known else (held.card.anchor, None)
            after = self.cards.report(held.card.id, status=status, anchor=anchor, proof=proof)
            if after is not None:
                seen.append(CardRefresh(held.card, after))
        return Refreshed(self.clock(), tuple(seen))

    # --- status ---------------------------------------------------------------------------

    def _status(self, held: HeldCredential, fetch: Fetcher) -> StatusReport:
        before = held.card.status
        if before.outcome == "none":
            return before
        gathered = evidence.gather(
            held.credential.needs, fetch=fetch, ledger=None, anchor_proofs={}
        )
        verdict = held.credential.verdict(
            gathered,
            policy=Policy(fatal=frozenset({"status"})),
            tools=self.tools,
            now=self.clock(),
        )
        return status_report(before, [c for c in verdict.checks if c.id == "status"], self.clock)

    # --- anchor ---------------------------------------------------------------------------

    def _anchor(self, held: HeldCredential) -> tuple[AnchorReport, AnchorProof | None]:
        """The report, and a proof if it is a new one that holds."""
        before = held.card.anchor
        digest = held.credential.digest
        kept = self.cards.anchor_proof(held.card.id)
        try:
            if kept is not None:
                report = self._confirmed(digest, kept)
                if report is not None:
                    return report, None
            # None yet, or the ledger lost it: the issuer anchors again, under another root.
            proof = self._fetched_proof(held, digest)
            report = self._confirmed(digest, proof)
        except FetchFailed as error:
            if error.status == _NOT_YET:
                return AnchorReport("pending", self.clock()), None
            return _with_failure(before, error), None
        except DamdaError as error:
            return _with_failure(before, error), None
        if report is None:
            return replace(before, failure=_NOT_CONFIRMED), None
        return report, proof

    def _fetched_proof(self, held: HeldCredential, digest: bytes) -> AnchorProof:
        url = f"{held.issuer_url.rstrip('/')}/anchors/{digest.hex()}"
        body = self.fetch.get(url, accept="application/json", limit=ANCHOR_LIMIT)
        proof = anchor_proof_from_json(strict_json.loads_object(body))
        leaf = merkle.leaf(proof.salt, digest)
        # Anybody may anchor anything; it says something only if the credential's issuer did.
        by_issuer = proof.issuer == held.card.issuer_did
        if not by_issuer or not merkle.verify(leaf, proof.path, proof.root):
            raise FetchFailed(
                "The issuer's inclusion proof does not fit the credential.",
                ko="발급기관이 준 포함 증명이 이 증명서와 맞지 않습니다.",
                code="anchor_invalid",
            )
        return proof

    def _confirmed(self, digest: bytes, proof: AnchorProof) -> AnchorReport | None:
        """None if the ledger does not know it. Raises LedgerUnavailable."""
        if self.ledger is None:
            return AnchorReport("included", self.clock(), proof.block_number)
        finding = self.ledger.anchor_finding(digest, proof)
        if finding.outcome != "anchored":
            return None
        return AnchorReport("anchored", self.clock(), finding.block_number or proof.block_number)


def _with_failure(before: AnchorReport, error: DamdaError) -> AnchorReport:
    return replace(before, failure=Label(error.en, error.ko))


def status_report(before: StatusReport, checks: list[Check], clock: Clock) -> StatusReport:
    """What the status checks of one credential say together: the worst answer counts.

    Without an answer for each entry nothing new is said, but a revocation that was read is.
    """
    codes = {check.code for check in checks}
    now = clock()
    if "revoked" in codes:
        return StatusReport("revoked", now)
    unread = next((c for c in checks if c.code != "suspended" and c.outcome != "passed"), None)
    if unread is not None or not checks:
        reason = Label(unread.en, unread.ko) if unread else _NO_ANSWER
        return replace(before, failed_at=now, failure=reason)
    return StatusReport("suspended" if "suspended" in codes else "valid", now)


_NOT_CONFIRMED = Label(
    "The ledger does not confirm the inclusion proof.", "원장에서 포함 증명을 확인할 수 없습니다."
)
_NO_ANSWER = Label("The status could not be checked.", "상태를 확인할 수 없습니다.")
