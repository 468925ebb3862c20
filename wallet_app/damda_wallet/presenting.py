"""Answering a request: presentations of the chosen cards, or a refusal, by ``direct_post``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from damda import strict_json
from damda.errors import DamdaError, MalformedInput, OpenIdError
from damda.openid.dcql import Held, Place, check_answer, match, parse_query
from damda.openid.response import error_form, response_form
from damda.protocols import AnchorProof, Clock, Json

from .answers import error_of, their_words
from .cards import CardStore, HeldCredential
from .errors import Refused
from .forms import Tools
from .forms.form import Purpose
from .labels import one_line
from .transport import Answer, Transport, check_url
from .views import Choice, Label, PresentResult, RequestView


@dataclass(frozen=True, slots=True)
class Presenter:
    transport: Transport
    cards: CardStore
    tools: Tools
    clock: Clock
    plain_http_hosts: frozenset[str]

    def present(self, view: RequestView, choice: Choice) -> PresentResult:
        """OpenID4VP 1.0, 8.1 and 8.2. Raises Refused, FetchFailed."""
        check_choice(view, choice)
        chosen = {
            query_id: [self.cards.held(card_id) for card_id in card_ids]
            for query_id, card_ids in choice.items()
            if card_ids
        }
        shown = check_enough(view, chosen)
        proofs: dict[str, AnchorProof] = {}
        vp_token = {
            query_id: [
                self._presentation(view, each, shown[query_id, each.card.id], proofs)
                for each in held
            ]
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
        self,
        view: RequestView,
        held: HeldCredential,
        shown: frozenset[Place],
        proofs: dict[str, AnchorProof],
    ) -> Json | str:
        proof = self.cards.anchor_proof(held.card.id)
        if proof is not None:
            proofs[held.credential.digest.hex()] = proof
        return held.credential.present(
            shown,
            signer=self.cards.signer(held.card.id),
            purpose=Purpose(view.request.client_id, view.request.nonce, self.clock()),
            tools=self.tools,
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


def check_enough(
    view: RequestView, chosen: Mapping[str, Sequence[HeldCredential]]
) -> dict[tuple[str, str], frozenset[Place]]:
    """What is to be disclosed, by query and card. What the verifier would refuse is not sent.

    Raises Refused ("choice_unfit").
    """
    query = parse_query(view.request.dcql_query)
    cards = {each.card.id: each.for_query() for held in chosen.values() for each in held}
    to_show = {each.query.id: each.disclosed for each in match(query, [*cards.values()]).queries}
    shown = {
        (query_id, each.card.id): to_show[query_id].get(each.card.id, frozenset())
        for query_id, held in chosen.items()
        for each in held
    }
    answer = {
        query_id: [_as_shown(cards[e.card.id], shown[query_id, e.card.id]) for e in held]
        for query_id, held in chosen.items()
    }
    try:
        check_answer(query, answer)
    except OpenIdError as error:
        raise _unfit(error.en, error.ko) from None
    return shown


def _as_shown(held: Held, shown: frozenset[Place]) -> Held:
    return held if held.disclosed is None else replace(held, disclosed=shown)


def _unfit(en: str, ko: str) -> Refused:
    return Refused(en, ko=ko, code="choice_unfit")
