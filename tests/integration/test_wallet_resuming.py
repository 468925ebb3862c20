"""Transaction codes, and what failed halfway: nothing is lost, and it may be tried again."""

from __future__ import annotations

import sqlite3

import pytest
from damda.openid.offer import TxCodePrompt
from damda_wallet.errors import Refused
from support.engine_wallet import engine_wallet, refusal
from support.wallet_parties import Reply

pytest_plugins = ["support.wallet_fixtures"]
pytestmark = pytest.mark.integration


# --- transaction code ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        (TxCodePrompt("numeric", 6), "000123"),
        (TxCodePrompt("text", 6), "0a07B9"),
        (TxCodePrompt(), " 12 "),
        (TxCodePrompt("text", None, "문자로 보내 드린 코드를 입력하세요. " * 12), "가나다"),
    ],
)
def test_the_code_is_sent_as_it_was_typed(wallet, issuer, prompt, code):
    issuer.prompt, issuer.tx_code = prompt, code
    view = wallet.read(issuer.link())
    assert view.tx_code == prompt
    assert wallet.accept(view, code).cards
    assert issuer.tx_codes == [code]


def test_a_wrong_code_says_so_and_may_be_typed_again(wallet, issuer):
    issuer.prompt, issuer.tx_code = TxCodePrompt("numeric", 6), "000123"
    view = wallet.read(issuer.link())
    for typed in ("000124", "100123"):
        error = refusal(lambda typed=typed: wallet.accept(view, typed))
        assert error.code == "invalid_grant"
        assert "거래 코드" in error.ko
    assert wallet.accept(view, "000123").cards


@pytest.mark.parametrize(
    ("typed", "code"), [(None, "tx_code_needed"), ("", "tx_code_needed"), ("123", "tx_code_length")]
)
def test_a_missing_code_is_asked_for_without_spending_a_try(wallet, issuer, typed, code):
    issuer.prompt, issuer.tx_code = TxCodePrompt("numeric", 6), "000123"
    view = wallet.read(issuer.link())
    assert refusal(lambda: wallet.accept(view, typed)).code == code
    assert issuer.tx_codes == []


# --- failures between the steps --------------------------------------------------------------


def test_after_a_failure_the_same_offer_goes_on_with_the_same_token(wallet, issuer, tmp_path):
    link = issuer.link()
    issuer.respond = lambda _: Reply(503)
    assert refusal(lambda: wallet.accept(wallet.read(link))).code == "http_503"
    first = issuer.requests[0]["proofs"]["jwt"][0].split(".")[0]
    wallet.close()
    issuer.respond = lambda message: Reply(200, message)
    again = engine_wallet(tmp_path)
    assert again.accept(again.read(link)).cards
    assert len(issuer.tx_codes) == 1
    assert issuer.requests[1]["proofs"]["jwt"][0].split(".")[0] == first  # the same key
    assert refusal(lambda: again.accept(again.read(link))).code == "invalid_grant"
    again.close()


def test_the_second_credential_failing_keeps_the_first(wallet, issuer):
    issuer.identifiers = ("one", "two")
    answers = iter([Reply(503)])
    good = issuer.respond
    issuer.respond = lambda message: good(message) if len(issuer.issued) != 2 else next(answers)
    view = wallet.read(issuer.link())
    refusal(lambda: wallet.accept(view))
    assert len(wallet.cards()) == 1
    assert len(wallet.accept(view).cards) == 2
    assert len(wallet.cards()) == 2
    assert len(issuer.tx_codes) == 1


def test_an_issuer_that_is_gone_is_a_clear_refusal(wallet, issuer):
    link = issuer.link()
    view = wallet.read(link)
    issuer.web.routes["POST", "/keis/token"] = lambda _: Reply(500, b"<html>oops")
    assert refusal(lambda: wallet.accept(view)).code == "http_500"
    del issuer.web.pages["/.well-known/openid-credential-issuer/keis"]
    error = refusal(lambda: wallet.read(link))
    assert error.code == "issuer_metadata_unavailable"
    assert "/.well-known/openid-credential-issuer/keis" in error.ko


def test_the_tokens_and_keys_of_an_issuance_are_not_readable_on_disk(wallet, issuer, tmp_path):
    issuer.respond = lambda _: Reply(503)
    with pytest.raises(Refused):
        wallet.accept(wallet.read(issuer.link()))
    data = (tmp_path / "vault.db").read_bytes()
    assert b"token-1" not in data
    assert issuer.keis.did.encode() not in data
    rows = sqlite3.connect(tmp_path / "vault.db").execute("SELECT kind FROM rows").fetchall()
    assert ("issuance",) in rows
