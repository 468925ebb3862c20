"""The wallet's HTTP, behind one small seam."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

import httpx
from damda.errors import FetchFailed
from damda.protocols import Fetcher, JsonView
from damda_ledger.fetch import HttpFetcher

ANSWER_LIMIT = 1_048_576
"""Bytes of an answer to a POST that are read."""
DEADLINE = 20.0
"""Seconds for one exchange, however slowly its bytes come."""
TIMEOUT = httpx.Timeout(10.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer that was read whole within its limit."""

    status: int
    content_type: str
    body: bytes


class Transport(Fetcher, Protocol):
    """Bounded requests, no redirects, no cookies. Each raises FetchFailed when no answer came.

    ``get`` is that of `damda.protocols.Fetcher`. A POST's answer with an error status is an
    Answer, not an error; a redirect is FetchFailed.
    """

    def post_form(self, url: str, form: Mapping[str, str]) -> Answer: ...

    def post_json(self, url: str, body: JsonView, *, bearer: str | None = None) -> Answer: ...

    def post_empty(self, url: str) -> Answer: ...


class HttpTransport:
    """Transport over httpx. https only, but for the hosts named in ``plain_http_hosts``."""

    def __init__(
        self,
        client: httpx.Client,
        *,
        plain_http_hosts: frozenset[str] = frozenset(),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._plain = plain_http_hosts
        self._fetcher = HttpFetcher(client, plain_http_hosts=plain_http_hosts)
        self._monotonic = monotonic

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        return self._fetcher.get(url, accept=accept, limit=limit)

    def post_form(self, url: str, form: Mapping[str, str]) -> Answer:
        return self._send(self._request(url, data=dict(form)))

    def post_json(self, url: str, body: JsonView, *, bearer: str | None = None) -> Answer:
        content = json.dumps(body, ensure_ascii=False).encode()
        request = self._request(url, content=content)
        request.headers["content-type"] = "application/json"
        if bearer is not None:
            request.headers["authorization"] = f"Bearer {bearer}"
        return self._send(request)

    def post_empty(self, url: str) -> Answer:
        return self._send(self._request(url))

    def _request(
        self, url: str, *, data: dict[str, str] | None = None, content: bytes | None = None
    ) -> httpx.Request:
        check_url(url, self._plain)
        try:
            target = httpx.URL(url)
            if target.host in self._plain:
                # As HttpFetcher reads: a loopback host that has no certificate (docs/adr/0004).
                target = target.copy_with(scheme="http")
            return self._client.build_request(
                "POST", target, data=data, content=content, headers={"accept": "application/json"}
            )
        except (httpx.InvalidURL, UnicodeError, ValueError):
            raise refused_url(url) from None

    def _send(self, request: httpx.Request) -> Answer:
        url = request.url
        latest = self._monotonic() + DEADLINE
        try:
            answer = self._client.send(request, stream=True, follow_redirects=False)
            try:
                body = b""
                for chunk in answer.iter_bytes():
                    body += chunk
                    if len(body) > ANSWER_LIMIT or self._monotonic() > latest:
                        raise FetchFailed(
                            f"{url.host} answers with too much or too slowly.",
                            ko=f"{url.host}의 응답이 너무 크거나 느립니다.",
                        )
            finally:
                answer.close()
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise FetchFailed(
                f"{url.host} can't be reached ({type(error).__name__}). Try again later.",
                ko=f"{url.host}에 연결할 수 없습니다. 잠시 뒤 다시 시도하세요.",
            ) from None
        if answer.has_redirect_location:
            raise FetchFailed(
                f"{url.host} sends us elsewhere; that is not followed.",
                ko=f"{url.host}이(가) 다른 주소로 보내려 해서 멈추었습니다.",
            )
        return Answer(answer.status_code, answer.headers.get("content-type", ""), body)


def check_url(url: str, plain_http_hosts: frozenset[str]) -> None:
    """Refuses what is not an https URL with a host and without user name. Raises FetchFailed."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise refused_url(url) from None
    plain = host in plain_http_hosts and parts.scheme in ("http", "https")
    secure = parts.scheme == "https" and not _is_internal(host)
    if not (plain or secure) or "@" in parts.netloc or any(c.isspace() for c in url):
        raise refused_url(url)


def _is_internal(host: str) -> bool:
    """No name at all, this machine, or an address written out that is not of the open network."""
    if not host or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def refused_url(url: str) -> FetchFailed:
    return FetchFailed(
        f"{url[:200]!r} is not an address that is used: only https to the open network.",
        ko=f"{url[:200]!r}은(는) 쓸 수 없는 주소입니다. https 주소만 사용합니다.",
        code="address_refused",
    )
