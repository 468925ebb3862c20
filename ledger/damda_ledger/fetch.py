"""Bounded reads over HTTP(S): DID logs, status lists, metadata. Implements `damda.protocols.Fetcher`.

The addresses come from documents of strangers, so everything is bounded and nothing is followed.
https only; plain http is for named loopback hosts, where a development server has no certificate.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import ip_address

import httpx
from damda.errors import FetchFailed, MalformedInput

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
DEADLINE = 20.0
"""Seconds for one document, however slowly its bytes come."""


class HttpFetcher:
    """Reads documents with ``client``; ``plain_http_hosts`` are loopback names without port.

    An https URL on one of these hosts is asked for by http: did:webvh writes https for every host
    (didwebvh 1.0, "The DID to HTTPS Transformation"). Raises MalformedInput for a host that is not
    loopback. Addresses inside a private network are refused unless the client's own proxy decides.
    """

    def __init__(
        self,
        client: httpx.Client,
        *,
        plain_http_hosts: frozenset[str] = frozenset(),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        strangers = sorted(host for host in plain_http_hosts if not _is_loopback(host))
        if strangers:
            raise MalformedInput(
                f"Plain http is for loopback hosts only, not for {', '.join(strangers)}.",
                ko=f"http는 루프백 주소에만 쓸 수 있습니다: {', '.join(strangers)}",
            )
        self._client = client
        self._plain = plain_http_hosts
        self._monotonic = monotonic

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        """The body of a 200 answer, at most ``limit`` bytes. No redirects. Raises FetchFailed."""
        target = self._target(url)
        try:
            with self._client.stream(
                "GET",
                target,
                headers={"accept": accept},
                follow_redirects=False,
                timeout=TIMEOUT,
            ) as response:
                if response.status_code != 200:
                    raise _failed(url, f"HTTP {response.status_code}", response.status_code)
                return self._body(url, response, limit)
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise _failed(url, type(error).__name__) from error

    def _target(self, text: str) -> httpx.URL:
        try:
            url = httpx.URL(text)
        except (httpx.InvalidURL, TypeError) as error:
            raise _failed(str(text), "not a URL") from error
        if url.userinfo:
            raise _failed(url.host, "a URL with a password in it")
        if url.host in self._plain and url.scheme in ("http", "https"):
            return url.copy_with(scheme="http")
        if url.scheme != "https" or not url.host:
            raise _failed(text, "not https")
        if _is_internal(url.host):
            raise _failed(text, "an address inside this network")
        return url

    def _body(self, url: str, response: httpx.Response, limit: int) -> bytes:
        started = self._monotonic()
        body = bytearray()
        for chunk in response.iter_bytes(chunk_size=65_536):
            body += chunk
            if len(body) > limit:
                raise _failed(url, f"more than {limit} bytes")
            if self._monotonic() - started > DEADLINE:
                raise _failed(url, "too slow")
        return bytes(body)


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_internal(host: str) -> bool:
    """Addresses written out; a name is for the client's resolver or proxy to judge."""
    if _is_loopback(host):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def _failed(url: str, why: str, status: int | None = None) -> FetchFailed:
    shown = url[:200]
    return FetchFailed(
        f"{shown} can't be read: {why}.",
        ko=f"{shown}을(를) 읽을 수 없습니다: {why}.",
        status=status,
    )
