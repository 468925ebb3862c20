"""Answering a verifier: who asks is proven and shown, and only what was agreed to is sent."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from damda.credentials import credential_digest_id
from damda.dids import resolve
from damda.errors import FetchFailed
from damda.openid.response import DeclinedResponse, PresentationResponse
from damda.proofs import check_proof
from damda_wallet.views import RequestView
from support.engine_wallet import refusal
from support.wallet_parties import CANONICALIZER, QUERY, Reply

pytest_plugins = ["support.wallet_fixtures"]
pytestmark = pytest.mark.integration


def test_a_request_shows_who_asks_for_what_and_why(holder, verifier):
    view = holder.read(verifier.link())
    assert isinstance(view, RequestView)
    assert view.verifier.did == verifier.did
    assert view.verifier.domain == verifier.domain == view.response_host
    assert view.verifier.name.ko == "한빛소프트 채용"
    assert view.verifier.name.en == "Hanbit Software Careers"
    assert view.purpose is not None
    assert view.purpose.ko == "채용 서류 확인"
    (query,) = view.queries
    (candidate,) = query.candidates
    assert candidate.whole
    assert [c.value for c in candidate.shared if c.asked] == [
        "클라우드 네이티브 백엔드 개발자 양성"
    ]
    values = {c.value for c in candidate.shared}
    assert {"한빛직업전문학교"} <= values or len(values) > 8
    assert view.answerable
    assert verifier.forms == []
    assert holder.read(verifier.link(), arrival="link").arrival == "link"


def test_what_is_sent_is_the_card_signed_for_this_verifier_and_nonce(holder, verifier, issuer):
    result = holder.present(holder.read(verifier.link()))
    assert result.accepted
    (answer,) = verifier.answers
    assert isinstance(answer, PresentationResponse)
    assert answer.state == "state-1"
    (presentation,) = answer.vp_token["training_badge"]
    assert presentation["verifiableCredential"] == [issuer.issued[0][0]]
    finding = check_proof(
        presentation,
        expected_purpose="authentication",
        key_for=lambda method, purpose: resolve(
            method.partition("#")[0], log=None, now=datetime.now(UTC)
        ).key(method, purpose),
        canonicalizer=CANONICALIZER,
        now=datetime.now(UTC),
    )
    assert (finding.challenge, finding.domain) == (verifier.nonce, verifier.client_id)
    assert answer.anchor_proofs == {}
    assert holder.activity()[0].kind == "presented"
    assert holder.activity()[0].party_id == verifier.client_id


def test_the_inclusion_proof_goes_along_once_it_is_there(holder, verifier, issuer):
    document = issuer.issued[0][0]
    proof = issuer.anchor(document)
    holder.refresh()
    holder.present(holder.read(verifier.link()))
    assert verifier.answers[0].anchor_proofs == {credential_digest_id(document): proof}


def test_declining_sends_a_no_and_nothing_else(holder, verifier):
    assert not holder.decline(holder.read(verifier.link())).accepted
    assert verifier.forms == [{"error": "access_denied", "state": "state-1"}]
    assert isinstance(verifier.answers[0], DeclinedResponse)
    assert holder.activity()[0].kind == "declined"


# --- the verifier's answer -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "accepted", "redirect", "reasons"),
    [
        (Reply(200, {}), True, None, []),
        (Reply(200, b""), True, None, []),
        (Reply(200, b"<html>"), True, None, []),
        (
            Reply(200, {"redirect_uri": "http://localhost/r?c=1"}),
            True,
            "http://localhost/r?c=1",
            [],
        ),
        (Reply(200, {"redirect_uri": "javascript:alert(1)"}), True, None, []),
        (Reply(200, {"redirect_uri": "intent://x#Intent;end"}), True, None, []),
        (
            Reply(200, {"state": "refused", "reasons": [{"en": "Revoked.", "ko": "취소됨."}]}),
            False,
            None,
            ["취소됨."],
        ),
        (Reply(409, {"error": "invalid_request", "ko": "이미 응답"}), False, None, ["이미 응답"]),
        (Reply(500, b"oops"), False, None, ["HTTP 500"]),
    ],
)
def test_what_the_verifier_says_is_told(holder, verifier, reply, accepted, redirect, reasons):
    verifier.reply = reply
    result = holder.present(holder.read(verifier.link()))
    assert (result.accepted, result.redirect_uri) == (accepted, redirect)
    assert [reason.ko for reason in result.reasons] == reasons


def test_an_answer_that_is_redirected_is_not_sent_on(holder, verifier):
    verifier.reply = Reply(307, headers={"location": f"{verifier.web.url}/thief"})
    with pytest.raises(FetchFailed):
        holder.present(holder.read(verifier.link()))
    assert "/thief" not in verifier.web.paths()
    assert holder.activity()[0].kind == "failed"


# --- what can't be answered ------------------------------------------------------------------


def asking(**changes) -> dict:
    return {"credentials": [{**QUERY["credentials"][0], **changes}]}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (asking(meta={"type_values": [["https://x.example/Other"]]}), "type_missing"),
        (asking(format="dc+sd-jwt", meta={"vct_values": ["x"]}), "type_missing"),
        (asking(claims=[{"path": ["credentialSubject", "salary"]}]), "claim_missing"),
        (asking(claims=[{"path": ["credentialSubject", None]}]), "claim_missing"),
        (asking(claims=[{"path": ["null"]}]), "claim_missing"),
    ],
)
def test_why_nothing_fits_is_said(holder, verifier, query, code):
    view = holder.read(verifier.link(dcql_query=query))
    assert not view.answerable
    assert view.queries[0].candidates == ()
    assert view.queries[0].unmet is not None
    assert refusal(lambda: holder.present(view)).code == "choice_unfit"
    assert verifier.forms == []


def test_only_a_card_that_was_shown_can_be_chosen(holder, verifier, issuer):
    view = holder.read(verifier.link())
    other = holder.accept(holder.read(issuer.link())).cards[0].id
    first = view.queries[0].candidates[0].card.id
    for choice in (
        {"training_badge": (other,)},
        {"training_badge": (first, first)},
        {"other": (first,)},
        {"training_badge": ()},
        {},
    ):
        error = refusal(lambda choice=choice: holder.present(view, choice))
        assert error.code == "choice_unfit"
    both = holder.read(verifier.link())
    ids = tuple(c.card.id for c in both.queries[0].candidates)
    assert len(ids) == 2
    assert refusal(lambda: holder.present(both, {"training_badge": ids})).code == "choice_unfit"
    assert verifier.forms == []
    holder.present(both, {"training_badge": (ids[1],)})
    assert len(verifier.answers[0].vp_token["training_badge"]) == 1


def test_a_query_for_several_is_answered_with_one_presentation_each(holder, verifier, issuer):
    holder.accept(holder.read(issuer.link()))
    view = holder.read(verifier.link(dcql_query=asking(multiple=True)))
    ids = tuple(c.card.id for c in view.queries[0].candidates)
    holder.present(view, {"training_badge": ids})
    shown = verifier.answers[0].vp_token["training_badge"]
    assert len({vp["holder"] for vp in shown}) == 2


def test_signed_text_is_presented_as_it_was_received(holder, verifier, issuer):
    """Times with an offset and fractions stay as signed (VCDM 2.0, 4.9)."""

    def offset(document):
        unsigned = {k: v for k, v in document.items() if k != "proof"}
        return issuer.keis.secure({**unsigned, "validFrom": "2026-03-26T02:27:41.120+09:00"})

    issuer.alter = offset
    card = holder.accept(holder.read(issuer.link())).cards[0]
    assert card.valid_from == datetime(2026, 3, 25, 17, 27, 41, 120_000, tzinfo=UTC)
    holder.present(holder.read(verifier.link()), {"training_badge": (card.id,)})
    (shown,) = verifier.answers[0].vp_token["training_badge"]
    assert shown["verifiableCredential"][0]["validFrom"] == "2026-03-26T02:27:41.120+09:00"
    assert json.loads(holder.card(card.id).text) == shown["verifiableCredential"][0]
