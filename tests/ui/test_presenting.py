"""A request, from its QR code to the verifier's answer."""

from __future__ import annotations

import pytest
from support.wallet_parties import Reply


@pytest.fixture
def holder(wallet, town):
    """The window of somebody who has one badge."""
    wallet.drop(town.picture(town.issuer.link()))
    wallet.press("받기")
    wallet.press("확인")
    return wallet


def test_consent_shows_who_asks_what_for_and_all_that_is_shared(holder, town):
    holder.drop(town.picture(town.verifier.link()))
    assert holder.screen == "consent"
    for text in (
        "한빛소프트 채용",
        town.verifier.domain,
        "채용 서류 확인",
        "한빛직업전문학교",
        "요청됨",
        "전체가 전달됩니다",
    ):
        assert holder.shows(text), text
    assert town.verifier.forms == []


def test_agreeing_presents_and_shows_the_answer(holder, town):
    holder.drop(town.picture(town.verifier.link()))
    holder.press("동의하고 제시")
    assert holder.screen == "result"
    assert holder.shows("제시를 마쳤습니다")
    (answer,) = town.verifier.answers
    assert list(answer.vp_token) == ["training_badge"]
    holder.press("확인")
    holder.press("활동")
    assert holder.shows("제시함")
    assert holder.shows("한빛소프트 채용")


def test_a_refusal_shows_the_verifiers_reasons(holder, town):
    reasons = [{"en": "The badge has been revoked.", "ko": "배지가 폐지되었습니다."}]
    town.verifier.reply = Reply(200, {"state": "refused", "reasons": reasons})
    holder.drop(town.picture(town.verifier.link()))
    holder.press("동의하고 제시")
    assert holder.shows("검증자가 받아들이지 않았습니다")
    assert holder.shows("배지가 폐지되었습니다.")


def test_declining_sends_no_card(holder, town):
    holder.drop(town.picture(town.verifier.link()))
    holder.press("거부")
    assert holder.shows("제시하지 않았습니다")
    (form,) = town.verifier.forms
    assert form["error"] == "access_denied"
    assert "vp_token" not in form


def test_nothing_can_be_agreed_to_when_no_card_answers(wallet, town):
    wallet.drop(town.picture(town.verifier.link()))
    assert wallet.screen == "consent"
    assert wallet.shows("보여 줄 증명서가 없습니다")
    wallet.press("동의하고 제시")
    assert wallet.screen == "consent"
    assert town.verifier.forms == []


def test_another_card_can_be_chosen(holder, town):
    holder.drop(town.picture(town.issuer.link()))
    holder.press("받기")
    holder.press("확인")
    newest, oldest = (card.id for card in holder.app.wallet.cards())
    holder.drop(town.picture(town.verifier.link()))
    first = holder.app.root.get_screen("consent").view.default_choice["training_badge"][0]
    holder.press("다른 증명서 선택")
    holder.press("동의하고 제시")
    (answer,) = town.verifier.answers
    sent = answer.vp_token["training_badge"][0]["verifiableCredential"][0]
    other = oldest if first == newest else newest
    assert sent["id"] == holder.app.wallet.card(other).credential_id


def test_an_unreachable_verifier_is_told(holder, town):
    link = town.verifier.link()
    town.verifier.web.routes["POST", "/response"] = lambda _call: Reply(500)
    holder.drop(town.picture(link))
    holder.press("동의하고 제시")
    assert holder.screen == "result"
    assert not holder.shows("제시를 마쳤습니다")


def test_the_phones_back_key_leaves_without_sending(holder, town):
    holder.drop(town.picture(town.verifier.link()))
    holder.key("back")
    assert holder.screen == "home"
    assert town.verifier.forms == []
