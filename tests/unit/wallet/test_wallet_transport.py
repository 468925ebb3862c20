"""Requests go to https only, follow nothing, and end, however the other side behaves."""

from __future__ import annotations

import itertools

import httpx
import pytest
from damda.errors import FetchFailed
from damda_wallet.transport import ANSWER_LIMIT, HttpTransport, check_url
from support.wallet_parties import Reply, WebParty


@pytest.fixture
def web():
    with WebParty() as party:
        yield party


@pytest.fixture
def transport():
    with httpx.Client(timeout=5) as client:
        yield HttpTransport(client, plain_http_hosts=frozenset({"localhost"}))


def test_what_is_posted_arrives_as_it_was_given(web, transport):
    web.routes["POST", "/x"] = lambda _: Reply(400, {"error": "no"})
    answer = transport.post_form(f"{web.url}/x", {"tx_code": "000123", "a": "가+ &"})
    assert (answer.status, answer.body) == (400, b'{"error": "no"}')
    assert web.calls[0].form == {"tx_code": "000123", "a": "가+ &"}
    transport.post_json(f"{web.url}/x", {"가": 1}, bearer="t")
    assert web.calls[1].json == {"가": 1}
    assert web.calls[1].headers["authorization"] == "Bearer t"
    transport.post_empty(f"{web.url}/x")
    assert web.calls[2].body == b""


def test_a_plain_loopback_host_is_reached_under_its_https_name(web, transport):
    web.routes["POST", "/x"] = lambda _: Reply()
    assert transport.post_empty(f"{web.url.replace('http:', 'https:')}/x").status == 200


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(web, transport, status):
    web.routes["POST", "/x"] = lambda _: Reply(status, headers={"location": f"{web.url}/secret"})
    with pytest.raises(FetchFailed):
        transport.post_form(f"{web.url}/x", {"vp_token": "secret"})
    assert web.paths() == ["/x"]


def test_an_answer_that_is_too_large_is_cut_off(web, transport):
    web.routes["POST", "/x"] = lambda _: Reply(200, b"x" * (ANSWER_LIMIT + 1))
    with pytest.raises(FetchFailed):
        transport.post_empty(f"{web.url}/x")


def test_an_answer_that_drips_is_cut_off(web):
    web.routes["POST", "/x"] = lambda _: Reply(200, b"x" * 500_000)
    ticks = itertools.count(0, 15)
    with httpx.Client() as client:
        slow = HttpTransport(
            client, plain_http_hosts=frozenset({"localhost"}), monotonic=lambda: next(ticks)
        )
        with pytest.raises(FetchFailed):
            slow.post_empty(f"{web.url}/x")


def test_nobody_there_is_a_sentence_not_a_stack_trace(web, transport):
    with pytest.raises(FetchFailed) as caught:
        transport.post_empty("http://localhost:9/x")
    assert "localhost" in caught.value.ko


@pytest.mark.parametrize(
    "url",
    [
        "http://keis.example/token",
        "http://127.0.0.1/token",
        "https://127.0.0.1/token",
        "https://10.0.0.1/token",
        "https://[::1]/token",
        "https://169.254.169.254/latest",
        "https://x.localhost/",
        "https://user:pw@keis.example/",
        "https:///token",
        "https://keis.example:99999/",
        "https://[bad/",
        "ftp://keis.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://keis.example/a b",
        "",
    ],
)
def test_other_addresses_are_not_used(url):
    with pytest.raises(FetchFailed) as caught:
        check_url(url, frozenset({"localhost"}))
    assert caught.value.code == "address_refused"
