"""Consent with an SD-JWT VC: what is shared, what is not, and one of each form."""

from __future__ import annotations

import pytest
from damda.sd_jwt import parse
from support.wallet_parties import QUERY, SD_JWT_BADGE


@pytest.fixture
def holder(wallet, town):
    """The window of somebody who has the badge as an SD-JWT VC."""
    wallet.drop(town.picture(town.issuer.link(configuration_ids=(SD_JWT_BADGE,))))
    wallet.press("받기")
    wallet.press("확인")
    return wallet


def part(town):
    return {
        "id": "part",
        "format": "dc+sd-jwt",
        "meta": {"vct_values": [town.issuer.selective.vct]},
        "claims": [{"path": ["trprName"]}, {"path": ["ncsLevel"]}],
    }


def ask(window, town, *queries, **more):
    link = town.verifier.link(dcql_query={"credentials": list(queries), **more})
    window.drop(town.picture(link))
    assert window.screen == "consent"


def test_consent_names_what_is_shared_and_what_is_not(holder, town):
    ask(holder, town, part(town))
    for text in (
        "요청한 항목과 발급 정보만",
        "훈련과정명",
        "NCS 수준",
        "요청됨",
        "공유하지 않는 항목",
    ):
        assert holder.shows(text), text
    for name in ("출석률", "훈련기관명"):
        assert holder.shows(name), "what stays hidden is named"
    for value in ("94", "한빛직업전문학교", "Completed"):
        assert not any(value == text for text in holder.texts()), value
        assert not holder.shows("한빛직업전문학교")
    holder.press("동의하고 제시")
    assert holder.shows("제시를 마쳤습니다")
    (answer,) = town.verifier.answers
    (shown,) = answer.vp_token["part"]
    assert {each.name for each in parse(shown).disclosures} == {"trprName", "ncsLevel"}


def test_the_card_looks_like_the_other_form_and_says_how_it_is_shown(holder, town):
    assert holder.shows("클라우드 네이티브 백엔드 개발자 양성")
    holder.press("클라우드 네이티브 백엔드 개발자 양성")
    assert holder.screen == "detail"
    for text in ("항목을 골라서", "출석률", "94"):
        assert holder.shows(text), text


def test_one_answer_with_a_card_of_each_form(holder, town):
    holder.drop(town.picture(town.issuer.link()))
    holder.press("받기")
    holder.press("확인")
    ask(holder, town, *QUERY["credentials"], part(town))
    assert holder.shows("전체가 전달됩니다")
    assert holder.shows("요청한 항목과 발급 정보만")
    holder.press("동의하고 제시")
    (answer,) = town.verifier.answers
    assert {name: type(shown[0]) for name, shown in answer.vp_token.items()} == {
        "training_badge": dict,
        "part": str,
    }


def test_of_alternatives_one_panel_is_shown_and_another_form_can_be_chosen(holder, town):
    holder.drop(town.picture(town.issuer.link()))
    holder.press("받기")
    holder.press("확인")
    sets = [{"options": [["part"], ["training_badge"]]}]
    ask(holder, town, *QUERY["credentials"], part(town), credential_sets=sets)
    assert holder.shows("요청한 항목과 발급 정보만")
    assert not holder.shows("전체가 전달됩니다")
    holder.press("다른 증명서 선택")
    assert holder.shows("전체가 전달됩니다")
    assert not holder.shows("요청한 항목과 발급 정보만")
    holder.press("동의하고 제시")
    (answer,) = town.verifier.answers
    assert list(answer.vp_token) == ["training_badge"]
