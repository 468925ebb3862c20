"""The door: sizes, slowness, repeated parameters, and how often."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from damda.errors import MalformedInput
from damda_verifiers.service.limits import FORM, Rate, read_form, read_json
from damda_verifiers.service.problems import Refusal
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from .conftest import SetClock


def request_of(
    *chunks: bytes, media_type: str = FORM, length: str | None = None, address: str = "192.0.2.1"
) -> Request:
    headers = [(b"content-type", media_type.encode())]
    if length is not None:
        headers.append((b"content-length", length.encode()))
    waiting = [
        {"type": "http.request", "body": chunk, "more_body": index < len(chunks) - 1}
        for index, chunk in enumerate(chunks or (b"",))
    ]

    async def receive() -> dict[str, object]:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    scope = {"type": "http", "headers": headers, "client": (address, 1), "path": "/"}
    return Request(scope, receive)


async def code_of(awaitable: Awaitable[object]) -> str:
    with pytest.raises((Refusal, MalformedInput)) as caught:
        await awaitable
    return caught.value.code


async def test_a_form_is_read() -> None:
    form = await read_form(request_of(b"vp_token=%7B%7D&st", b"ate=a%2Bb"), limit=99, seconds=1)
    assert form == {"vp_token": "{}", "state": "a+b"}


async def test_korean_text_is_read() -> None:
    body = b"error_description=%EA%B1%B0%EC%A0%88"
    form = await read_form(request_of(body), limit=99, seconds=1)
    assert form == {"error_description": "거절"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"state=a&state=b", "malformed"),
        (b"state", "malformed"),
        (b"state=%FF", "malformed"),
        ("state=한".encode(), "malformed"),
        (b"&".join(b"a%d=1" % n for n in range(17)), "malformed"),
        (b"a" * 101, "body_too_large"),
    ],
)
async def test_a_bad_form_is_refused(body: bytes, code: str) -> None:
    assert await code_of(read_form(request_of(body), limit=100, seconds=1)) == code


async def test_an_announced_size_is_refused_before_reading() -> None:
    late = request_of(b"", length="101")
    assert await code_of(read_form(late, limit=100, seconds=1)) == "body_too_large"


async def test_many_small_chunks_do_not_pass_the_limit() -> None:
    chunked = request_of(*[b"aaaaaaaaaa"] * 11)
    assert await code_of(read_form(chunked, limit=100, seconds=1)) == "body_too_large"


async def test_a_slow_body_is_given_up() -> None:
    request = request_of(b"a=1", b"")
    waiting = request.receive

    async def slow() -> dict[str, object]:
        await asyncio.sleep(5)
        return dict(await waiting())

    assert await code_of(read_form(Request(request.scope, slow), limit=9, seconds=0.02)) == (
        "body_too_slow"
    )


async def test_the_media_type_must_fit() -> None:
    json_request = request_of(b"{}", media_type="application/json")
    assert await code_of(read_form(json_request, limit=9, seconds=1)) == "wrong_media_type"
    form_request = request_of(b"a=1")
    assert await code_of(read_json(form_request, limit=9, seconds=1)) == "wrong_media_type"


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"a":1,"a":2}', b"", b"\xff"])
async def test_bad_json_is_malformed(body: bytes) -> None:
    request = request_of(body, media_type="application/json")
    assert await code_of(read_json(request, limit=99, seconds=1)) == "malformed"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120))
def test_any_body_is_a_form_or_a_refusal(body: bytes) -> None:
    async def read() -> None:
        try:
            form = await read_form(request_of(body), limit=100, seconds=1)
        except Refusal:
            return
        assert all(isinstance(value, str) for value in form.values())

    asyncio.run(read())


@pytest.fixture
def rate(clock: SetClock) -> Rate:
    return Rate(3, clock)


def test_an_address_has_its_share_a_minute(rate: Rate, clock: SetClock) -> None:
    count: Callable[[str], None] = lambda address: rate.count(request_of(address=address))  # noqa: E731
    for _ in range(3):
        count("192.0.2.1")
    with pytest.raises(Refusal) as caught:
        count("192.0.2.1")
    assert (caught.value.code, caught.value.status) == ("too_many_requests", 429)
    count("192.0.2.2")
    clock.move(minutes=1)
    count("192.0.2.1")
