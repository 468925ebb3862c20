"""Who may see what of an exchange, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from damda.errors import DamdaError
from damda_verifiers.service.exchange import Exchange, digest, same_secret
from damda_verifiers.service.settings import Settings

from .conftest import NOW

LATER = NOW + timedelta(minutes=5)


def test_every_number_of_an_exchange_is_its_own_and_of_256_bits(
    make: Callable[..., Exchange],
) -> None:
    exchange = make("cookie")
    numbers = {exchange.id, exchange.cross_device, exchange.same_device, exchange.nonce}
    assert len(numbers) == 4
    assert all(number is not None and len(number) == 43 for number in numbers)


def test_without_a_browser_there_is_no_same_device_link(make: Callable[..., Exchange]) -> None:
    exchange = make(None)
    assert exchange.same_device is None
    assert exchange.flow_of(exchange.cross_device) == "cross_device"


@pytest.mark.parametrize("state", ["created", "opened"])
def test_an_unanswered_request_expires(make: Callable[..., Exchange], state: str) -> None:
    exchange = replace(make(), state=state)
    assert exchange.seen_state(LATER - timedelta(seconds=1)) == state
    assert exchange.seen_state(LATER) == "expired"


@pytest.mark.parametrize("state", ["checking", "verified", "refused", "declined"])
def test_an_answer_does_not_expire(make: Callable[..., Exchange], state: str) -> None:
    assert replace(make(), state=state, flow="cross_device").seen_state(LATER) == state


@pytest.mark.parametrize("state", ["verified", "refused"])
def test_a_same_device_result_waits_for_the_browser(
    make: Callable[..., Exchange], state: str
) -> None:
    exchange = replace(make("cookie"), state=state, flow="same_device")
    assert exchange.seen_state(NOW) == "answered"
    assert replace(exchange, released=True).seen_state(NOW) == state


def test_secrets_are_compared_by_digest() -> None:
    assert same_secret("cookie", digest("cookie"))
    assert not same_secret("cookie2", digest("cookie"))
    assert not same_secret(None, digest("cookie"))
    assert not same_secret("cookie", None)
    assert not same_secret(None, None)


@pytest.mark.parametrize(
    "url",
    [
        "http://verifier.example",
        "https://verifier.example/path",
        "https://verifier.example/",
        "https://user@verifier.example",
        "https://verifier.example:port",
        "https://verifier.example?q=1",
        "ftp://localhost",
        "http://127.0.0.1:8140",
        "https://[::1]",
        "https://192.0.2.1",
        "localhost:8140",
        "",
    ],
)
def test_a_public_url_that_would_not_do_is_refused(url: str) -> None:
    with pytest.raises(DamdaError) as caught:
        Settings(url)
    assert caught.value.code == "bad_public_url"


@pytest.mark.parametrize(
    "url", ["http://localhost:8140", "https://verifier.example", "https://verifier.example:8443"]
)
def test_https_or_loopback(url: str) -> None:
    assert Settings(url).secure == url.startswith("https")
