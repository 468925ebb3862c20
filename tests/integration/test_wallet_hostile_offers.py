"""Offers and issuers that mean no good: refused with a sentence, with nothing sent or kept."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from damda.errors import FetchFailed
from support.engine_wallet import engine_wallet, refusal
from support.verifier_story import FakeLedger
from support.wallet_parties import BADGE, OfferingIssuer, Reply, WebParty

pytest_plugins = ["support.wallet_fixtures"]
pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    "text",
    [
        "",
        "안녕하세요",
        "javascript:alert(1)",
        "javascript://x/?credential_offer=%7B%7D",
        "https://shop.example/pay?amount=5",
        "https://keis.example/?client_id=x&request_uri=https://v.example",
        "openid-credential-offer://",
        "openid-credential-offer://?credential_offer=%7B%7D&credential_offer_uri=https://x.example",
        "openid-credential-offer://?credential_offer=%5B%5D",
        "openid-credential-offer://?credential_offer=%FF%FE",
        "openid-credential-offer://?credential_offer_uri=javascript:alert(1)",
        "openid-credential-offer://?credential_offer_uri=file:///etc/passwd",
        "openid-credential-offer://?credential_offer_uri=http://keis.example/o",
        "openid-credential-offer://?credential_offer_uri=https://10.0.0.1/o",
        "openid-credential-offer://?credential_offer_uri=https://user:pw@keis.example/o",
        "x" * 100_000,
        "openid-credential-offer://?credential_offer=" + "%5B" * 20_000,
    ],
)
def test_texts_that_are_no_offer_are_refused(wallet, text):
    refusal(lambda: wallet.read(text))


def by_value(issuer, **changes) -> str:
    offer = {**issuer.offer().to_json(), **changes}
    return "openid-credential-offer://?credential_offer=" + quote(json.dumps(offer), safe="")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grants": {"authorization_code": {}}}, "grant_unsupported"),
        ({"grants": []}, "malformed"),
        ({"credential_configuration_ids": []}, "malformed"),
        ({"credential_configuration_ids": ["unknown"]}, "unknown_configuration"),
        ({"credential_configuration_ids": [f"c{n}" for n in range(50)]}, "malformed"),
        ({"credential_issuer": "http://keis.example"}, "issuer_metadata_unavailable"),
        ({"credential_issuer": "javascript:alert(1)"}, "malformed"),
    ],
)
def test_offers_with_something_wrong(wallet, issuer, change, code):
    assert refusal(lambda: wallet.read(by_value(issuer, **change))).code == code
    assert issuer.web.paths("POST") == []


def test_an_offer_that_is_too_large_is_not_read(wallet, issuer):
    issuer.web.pages["/huge"] = b'{"a":"' + b"x" * 200_000 + b'"}'
    link = f"openid-credential-offer://?credential_offer_uri={issuer.web.url}/huge"
    with pytest.raises(FetchFailed):
        wallet.read(link)


def test_an_offer_or_metadata_behind_a_redirect_is_not_read(wallet, issuer):
    good = issuer.link()
    elsewhere = f"{issuer.web.url}/elsewhere"
    moved = Reply(302, headers={"location": elsewhere})
    issuer.web.routes["GET", "/.well-known/openid-credential-issuer/keis"] = lambda _: moved
    assert refusal(lambda: wallet.read(good)).code == "issuer_metadata_unavailable"
    assert "/elsewhere" not in issuer.web.paths("GET")


@pytest.mark.parametrize("other", ["{url}/", "{url}2", "https://localhost/keis", "{url}/../rice"])
def test_metadata_of_another_tenant_is_refused_to_the_character(wallet, issuer, other):
    link = issuer.link()
    metadata = issuer.metadata() | {"credential_issuer": other.format(url=issuer.url)}
    issuer.publish_metadata(metadata)
    assert refusal(lambda: wallet.read(link)).code == "issuer_mismatch"


def test_metadata_at_the_old_place_only_is_not_found(wallet, issuer):
    link = issuer.link()
    pages = issuer.web.pages
    pages["/keis/.well-known/openid-credential-issuer"] = pages.pop(
        "/.well-known/openid-credential-issuer/keis"
    )
    error = refusal(lambda: wallet.read(link))
    assert error.code == "issuer_metadata_unavailable"
    assert "12.2.2" in error.en


def test_an_unknown_format_is_named(wallet, issuer):
    link = issuer.link()
    metadata = issuer.metadata()
    metadata["credential_configurations_supported"][BADGE]["format"] = "mso_mdoc"
    issuer.publish_metadata(metadata)
    error = refusal(lambda: wallet.read(link))
    assert (error.code, "mso_mdoc" in error.ko) == ("format_unsupported", True)


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "{other}", "token_endpoint": "{url}/token"},
        {"issuer": "{url}"},
        {"issuer": "{url}", "token_endpoint": "javascript:alert(1)"},
        {"issuer": "{url}", "token_endpoint": "http://evil.example/token"},
        {"issuer": "{url}", "token_endpoint": 5},
    ],
)
def test_a_token_endpoint_that_is_not_the_servers_gets_no_code(wallet, issuer, document):
    view = wallet.read(issuer.link())
    path = "/.well-known/oauth-authorization-server/keis"
    issuer.web.pages[path] = (
        json.dumps(document)
        .replace("{url}", issuer.url)
        .replace("{other}", issuer.url + "x")
        .encode()
    )
    refusal(lambda: wallet.accept(view))
    assert issuer.tx_codes == []


@pytest.mark.parametrize("name", ["token", "nonce", "credential"])
@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"<html>"),
        Reply(200, b"[]"),
        Reply(200, {}),
        Reply(200, b'{"access_token":"a","access_token":"b"}'),
        Reply(307, headers={"location": "http://localhost:9/"}),
        Reply(400, {"error": {"not": "text"}}),
        Reply(200, b"x" * 2_000_000),
    ],
    ids=["html", "list", "empty", "twice", "redirect", "odd error", "huge"],
)
def test_odd_answers_of_each_endpoint_are_refused(wallet, issuer, name, reply):
    view = wallet.read(issuer.link())
    issuer.web.routes["POST", f"/keis/{name}"] = lambda _: reply
    refusal(lambda: wallet.accept(view))
    assert wallet.cards() == []


def test_standing_is_never_better_than_what_was_checked(tmp_path, web):
    ledger = FakeLedger()
    issuer = OfferingIssuer(web, ledger)
    wallet = engine_wallet(tmp_path, ledger)

    def outcome() -> str:
        return wallet.read(issuer.link()).issuer.standing.outcome

    assert outcome() == "accredited"
    issuer.keis.accredit(status="suspended")
    assert outcome() == "suspended"
    issuer.keis.accredit(accreditations=())
    assert outcome() == "not_accredited"
    ledger.records.clear()
    assert outcome() == "unknown"
    issuer.keis.accredit()
    with WebParty() as other:  # a DID of another place, though accredited
        web.pages["/keis/did.jsonl"] = OfferingIssuer(other, ledger).web.pages["/keis/did.jsonl"]
        view = wallet.read(issuer.link())
    assert (view.issuer.did, view.issuer.standing.outcome) == (None, "unchecked")
    wallet.close()


def test_words_of_a_hostile_issuer_can_not_play_with_the_screen(wallet, issuer):
    link = issuer.link()
    name = "한국\u202e고용\nFROM: me\x1b[2J"
    issuer.publish_metadata(issuer.metadata() | {"display": [{"name": name * 50}]})
    view = wallet.read(link)
    assert view.issuer.name.ko.isprintable()
    assert len(view.issuer.name.ko) <= 120
