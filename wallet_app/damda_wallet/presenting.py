"""Answering a request: presentations of the chosen cards, or a refusal, by ``direct_post``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from damda import strict_json
from damda.credentials import credential_digest_id
from damda.errors import DamdaError, MalformedInput, OpenIdError
from damda.openid.dcql import check_answer, parse_query
from damda.openid.response import error_form, response_form
from damda.present import build_presentation
from damda.protocols import AnchorProof, Canonicalizer, Clock, Json

from .answers import error_of, their_words
from .cards import CardStore, HeldCredential
from .errors import Refused
from .labels import one_line
from .transport import Answer, Transport, check_url
from .views import Choice, Label, PresentResult, RequestView


@dataclass(frozen=True, slots=True)
class Presenter:
    transport: Transport
    cards: CardStore
    canonicalizer: Canonicalizer
    clock: Clock
    plain_http_hosts: frozenset[str]

    def present(self, view: RequestView, choice: Choice) -> PresentResult:
        """OpenID4VP 1.0, 8.1 and 8.2; for ldp_vc B.1.3.2. Raises Refused, FetchFailed."""
        check_choice(view, choice)
        chosen = {
            query_id: [self.cards.held(card_id) for card_id in card_ids]
            for query_id, card_ids in choice.items()
            if card_ids
        }
        check_enough(view, chosen)
        proofs: dict[str, AnchorProof] = {}
        vp_token = {
            query_id: [self._presentation(view, each, proofs) for each in held]
            for query_id, held in chosen.items()
        }
        form = response_form(vp_token, state=view.request.state, anchor_proofs=proofs)
        answer = self.transport.post_form(view.request.response_uri, form)
        return self._result(answer)

    def decline(self, view: RequestView) -> PresentResult:
        """Tells the verifier that the holder said no (8.5, ``access_denied``)."""
        form = error_form("access_denied", state=view.request.state)
        result = self._result(self.transport.post_form(view.request.response_uri, form))
        return PresentResult(False, result.redirect_uri, result.reasons)

    def _presentation(
        self, view: RequestView, held: HeldCredential, proofs: dict[str, AnchorProof]
    ) -> Json:
        signer = self.cards.signer(held.card.id)
        proof = self.cards.anchor_proof(held.card.id)
        if proof is not None:
            proofs[credential_digest_id(held.document)] = proof
        return build_presentation(
            [held.document],
            holder=signer.did,
            signer=signer,
            challenge=view.request.nonce,
            domain=view.request.client_id,
            created=self.clock(),
            canonicalizer=self.canonicalizer,
        )

    def _result(self, answer: Answer) -> PresentResult:
        if answer.status != 200:
            raw = error_of(answer)
            words = their_words(raw)
            code = one_line(raw.get("error"), 64) or f"HTTP {answer.status}"
            reason = Label(words.en or code, words.ko or code)
            return PresentResult(False, None, (reason,))
        try:
            raw = strict_json.loads_object(answer.body) if answer.body.strip() else {}
        except MalformedInput:
            # The answer's body is optional for us (8.2): 200 says that it was taken.
            raw = {}
        reasons = raw.get("reasons")
        return PresentResult(
            accepted=raw.get("state") != "refused",
            redirect_uri=self._safe_redirect(raw.get("redirect_uri")),
            reasons=tuple(
                their_words(each)
                for each in (reasons[:20] if isinstance(reasons, list) else ())
                if isinstance(each, dict)
            ),
        )

    def _safe_redirect(self, uri: object) -> str | None:
        """Only web addresses are handed to a browser: no javascript:, no other app's link."""
        if not isinstance(uri, str) or len(uri) > 2048:
            return None
        try:
            check_url(uri, self.plain_http_hosts)
        except DamdaError:
            return None
        return uri


def check_choice(view: RequestView, choice: Choice) -> None:
    """Nothing but what was shown for consent may be sent. Raises Refused ("choice_unfit")."""
    offered = {each.id: {c.card.id for c in each.candidates} for each in view.queries}
    for query_id, chosen in choice.items():
        if not set(chosen) <= offered.get(query_id, set()) or len(set(chosen)) != len(chosen):
            raise _unfit(
                "That card does not answer the request.", "요청에 맞지 않는 카드를 골랐습니다."
            )
    if not any(choice.values()):
        raise _unfit("No card was chosen.", "고른 카드가 없습니다.")


def check_enough(view: RequestView, chosen: Mapping[str, Sequence[HeldCredential]]) -> None:
    """What the verifier would refuse is not sent. Raises Refused ("choice_unfit")."""
    try:
        check_answer(
            parse_query(view.request.dcql_query),
            {query_id: [each.for_query() for each in held] for query_id, held in chosen.items()},
        )
    except OpenIdError as error:
        raise _unfit(error.en, error.ko) from None


def _unfit(en: str, ko: str) -> Refused:
    return Refused(en, ko=ko, code="choice_unfit")
