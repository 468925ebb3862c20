"""Who asks is proven before anything is shown, and answers go nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from damda.keys import SoftwareSigner
from damda_wallet.errors import Refused
from support.engine_wallet import refusal
from support.wallet_parties import Reply

pytest_plugins = ["support.wallet_fixtures"]
pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("client_id", "code"),
    [
        ("redirect_uri:https://v.example/cb", "request_unsigned"),
        ("https://v.example", "request_unsigned"),
        ("foo:bar", "client_id_unsupported"),
        ("x509_san_dns:v.example", "client_id_unsupported"),
        ("decentralized_identifier:did:key:z6Mk", "client_id_unsupported"),
        ("", "client_id_unsupported"),
    ],
)
def test_requests_nobody_signed_are_not_even_fetched(holder, verifier, client_id, code):
    link = (
        f"openid4vp://?client_id={quote(client_id, safe='')}&response_type=vp_token"
        f"&response_uri={quote(verifier.web.url + '/response', safe='')}&nonce=1"
    )
    for each in (link, f"{link}&request_uri={quote(verifier.web.url + '/request', safe='')}"):
        error = refusal(lambda each=each: holder.read(each))
        assert isinstance(error, Refused)
        assert (error.code, error.who) == (code, client_id)
    assert verifier.web.calls == []


def test_a_request_without_client_id_is_refused(holder):
    assert refusal(lambda: holder.read("openid4vp://?request_uri=x")).code == "client_id_missing"


def test_an_answer_to_another_host_is_not_sent(holder, verifier):
    for uri in (
        "https://evil.example/cb",
        verifier.web.url.replace("localhost", "127.0.0.1") + "/response",
        "http://localhost:9/response",
    ):
        error = refusal(lambda uri=uri: holder.read(verifier.link(response_uri=uri)))
        assert isinstance(error, Refused)
        assert error.code == "response_elsewhere"
        assert error.who == verifier.client_id
    assert verifier.forms == []


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "decentralized_identifier:did:webvh:x:other.example"},
        {"aud": "https://other.example"},
        {"response_mode": "fragment"},
        {"response_type": "code"},
        {"nonce": ""},
        {"dcql_query": {}},
        {"dcql_query": None},
        {"exp": 1_700_000_000},
        {"iat": 4_000_000_000},
        {"transaction_data": ["x"]},
        {"response_uri": "javascript:alert(1)"},
        {"client_metadata": []},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_request_object_with_something_wrong_names_who_asked(holder, verifier, changes):
    link = verifier.link()  # the link's own client id stays
    verifier.link(**changes)  # what lies at request_uri changes
    error = refusal(lambda: holder.read(link))
    assert isinstance(error, Refused)
    assert error.who == verifier.client_id
    assert verifier.forms == []


def test_a_client_id_that_differs_by_case_is_another(holder, verifier):
    upper = verifier.client_id.replace("localhost", "LOCALHOST")
    assert refusal(lambda: holder.read(verifier.link(outside=upper))).code != "error"
    assert verifier.forms == []


def test_a_request_signed_by_another_key_is_refused(holder, verifier):
    stranger = SoftwareSigner.create("Ed25519")
    forged = SoftwareSigner.from_private("Ed25519", stranger.private, f"{verifier.did}#key-1")
    for signer in (stranger, forged):
        error = refusal(lambda signer=signer: holder.read(verifier.link(signer=signer)))
        assert error.code == "invalid_client"


@pytest.mark.parametrize(
    "body", [b"", b"x" * 200_000, b"a.b.c", b"\xff\xfe", "한글".encode(), b"{}"]
)
def test_what_is_no_request_object_is_refused(holder, verifier, body):
    link = verifier.link()
    verifier.web.pages["/request"] = body
    refusal(lambda: holder.read(link))


def test_a_verifier_whose_did_can_not_be_had_is_refused(holder, verifier):
    link = verifier.link()
    log = verifier.web.pages.pop("/.well-known/did.jsonl")
    assert refusal(lambda: holder.read(link)).code == "fetch_failed"
    verifier.web.pages["/.well-known/did.jsonl"] = log.replace(b"key-1", b"key-2")
    assert refusal(lambda: holder.read(link)).code == "did_unresolvable"


def test_the_request_may_be_fetched_by_post(holder, verifier):
    link = verifier.link() + "&request_uri_method=post"
    signed = verifier.web.pages["/request"]
    verifier.web.routes["POST", "/request"] = lambda _: Reply(200, signed)
    assert holder.read(link).answerable


def test_an_expired_request_says_so(holder, verifier):
    past = int((datetime.now(UTC) - timedelta(minutes=10)).timestamp())
    assert refusal(lambda: holder.read(verifier.link(exp=past))).code == "request_expired"
