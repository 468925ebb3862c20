"""Reading what strangers' documents point to: bounded, https, nothing followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import httpx
import pytest
from damda.errors import FetchFailed, MalformedInput
from damda_ledger.fetch import HttpFetcher

LOOPBACK = frozenset({"localhost", "127.0.0.1"})


def _fetcher(
    handler: Callable[[httpx.Request], httpx.Response],
    plain: frozenset[str] = LOOPBACK,
    monotonic: Callable[[], float] = lambda: 0.0,
) -> HttpFetcher:
    client = httpx.Client(transport=httpx.MockTransport(handler), follow_redirects=True)
    return HttpFetcher(client, plain_http_hosts=plain, monotonic=monotonic)


def _echo(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text=f"{request.url} {request.headers['accept']}")


def _get(fetcher: HttpFetcher, url: str, limit: int = 1_000) -> str:
    return fetcher.get(url, accept="application/json", limit=limit).decode()


def test_https_is_read_as_it_is_and_says_what_it_accepts() -> None:
    assert _get(_fetcher(_echo), "https://issuer.example/a?b=c") == (
        "https://issuer.example/a?b=c application/json"
    )


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_a_named_loopback_host_is_asked_without_tls(scheme: str) -> None:
    answer = _get(_fetcher(_echo), f"{scheme}://localhost:8130/keis/did.jsonl")
    assert answer.startswith("http://localhost:8130/keis/did.jsonl ")


@pytest.mark.parametrize(
    "url",
    [
        "http://issuer.example/a",
        "ftp://issuer.example/a",
        "file:///etc/passwd",
        "https://",
        "no url",
        "",
        "https://user:secret@issuer.example/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[fe80::1]/",
        "https://127.0.0.1:9/",
        "https://localhost/",
        "https://\x00/",
        "https://" + "a" * 70_000,
    ],
)
def test_other_addresses_are_refused_unasked(url: str) -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError("asked")

    with pytest.raises(FetchFailed):
        _get(_fetcher(never, plain=frozenset()), url)


def test_plain_http_is_for_loopback_only() -> None:
    with pytest.raises(MalformedInput):
        _fetcher(_echo, plain=frozenset({"issuer.example"}))


def test_redirects_are_not_followed() -> None:
    def redirect(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": "https://elsewhere.example/"})

    with pytest.raises(FetchFailed, match="302"):
        _get(_fetcher(redirect), "https://issuer.example/")


@pytest.mark.parametrize("status", [204, 206, 404, 500])
def test_only_200_is_an_answer(status: int) -> None:
    with pytest.raises(FetchFailed, match=str(status)):
        _get(_fetcher(lambda request: httpx.Response(status)), "https://issuer.example/")


def test_the_limit_is_exact_and_counts_unpacked_bytes() -> None:
    fetcher = _fetcher(lambda request: httpx.Response(200, content=b"12345"))
    assert _get(fetcher, "https://issuer.example/", limit=5) == "12345"
    with pytest.raises(FetchFailed, match="more than 4 bytes"):
        _get(fetcher, "https://issuer.example/", limit=4)


def test_a_body_without_end_is_cut_at_the_limit() -> None:
    served = count()

    def endless(request: httpx.Request) -> httpx.Response:
        def chunks() -> Iterator[bytes]:
            while True:
                next(served)
                yield b"x" * 65_536

        return httpx.Response(200, content=chunks())

    with pytest.raises(FetchFailed):
        _get(_fetcher(endless), "https://issuer.example/", limit=100_000)
    assert next(served) < 5


def test_a_body_that_drips_is_cut_off_by_time() -> None:
    seconds = count(0, 15)

    def dripping(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=iter([b"x" * 65_536] * 10))

    fetcher = _fetcher(dripping, monotonic=lambda: float(next(seconds)))
    with pytest.raises(FetchFailed, match="too slow"):
        _get(fetcher, "https://issuer.example/", limit=10**7)


def test_faults_of_the_network_are_our_error() -> None:
    for fault in (httpx.ConnectTimeout("t"), httpx.ReadError("r"), httpx.RemoteProtocolError("p")):

        def fail(request: httpx.Request, fault: Exception = fault) -> httpx.Response:
            raise fault

        with pytest.raises(FetchFailed) as caught:
            _get(_fetcher(fail), "https://issuer.example/")
        assert caught.value.ko != caught.value.en
