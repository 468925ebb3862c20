"""The use cases where the judge fails or the service was cut off: nothing passes unchecked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from damda.verdict import Check, Verdict
from damda_verifiers.relying_party import RelyingParty, load_relying_parties
from damda_verifiers.service.app import create_app
from damda_verifiers.service.exchange import Exchange, digest
from damda_verifiers.service.identity import load_identity
from damda_verifiers.service.problems import Refusal
from damda_verifiers.service.settings import Settings
from damda_verifiers.service.sql_store import SqlStore
from damda_verifiers.service.verifier import Verifier, begin, come_back, conclude, recheck
from fastapi import FastAPI

from .conftest import NOW, CountedEntropy, SetClock

URL = "http://localhost:8140"
PASSED = Verdict((Check("proof", "passed", "proof_valid", "yes", "예", {}, True),))


class ToldJudge:
    """A judge that says what it is told, or fails."""

    def __init__(self, verdict: Verdict | None) -> None:
        self.verdict = verdict

    def __call__(self, party: RelyingParty, exchange: Exchange) -> Verdict:
        if self.verdict is None:
            raise RuntimeError("out of order")
        return self.verdict


@pytest.fixture
def judge() -> ToldJudge:
    return ToldJudge(PASSED)


@pytest.fixture
def verifier(
    store: SqlStore, judge: ToldJudge, clock: SetClock, entropy: CountedEntropy, tmp_path: Path
) -> Verifier:
    identity = load_identity(tmp_path, public_url=URL, clock=clock, entropy=entropy)
    parties = load_relying_parties()
    return Verifier(Settings(URL), parties, store, identity, judge, clock, entropy)


def answered(exchange: Exchange, **fields: object) -> Exchange:
    kept: dict[str, object] = {
        "state": "checking",
        "flow": "cross_device",
        "answered_at": NOW,
        "answer": {"vp_token": {"training_badge": [{}]}, "anchor_proofs": {}},
    }
    return replace(exchange, **(kept | fields))


def app_of(verifier: Verifier) -> FastAPI:
    return create_app(
        verifier.settings,
        parties=verifier.parties,
        store=verifier.store,
        identity=verifier.identity,
        judge=verifier.judge,
        clock=verifier.clock,
        entropy=verifier.entropy,
    )


@asynccontextmanager
async def client_of(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the started application, without a socket."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url=URL)
    async with app.router.lifespan_context(app), client:
        yield client


def test_a_fault_of_ours_refuses_and_can_be_checked_again(
    verifier: Verifier, judge: ToldJudge, make: Callable[..., Exchange]
) -> None:
    exchange = answered(make())
    verifier.store.add(exchange)
    judge.verdict = None
    concluded = conclude(verifier, exchange)
    assert concluded.state == "refused"
    assert concluded.verdict is not None
    assert [check["code"] for check in concluded.verdict["checks"]] == ["verifier_fault"]
    judge.verdict = PASSED
    assert recheck(verifier, exchange.id).state == "verified"


def test_an_empty_verdict_is_no_verdict(
    verifier: Verifier, judge: ToldJudge, make: Callable[..., Exchange]
) -> None:
    judge.verdict = Verdict(())
    verifier.store.add(exchange := answered(make()))
    assert conclude(verifier, exchange).state == "refused"


async def test_what_a_stop_cut_off_is_judged_at_the_next_start(
    verifier: Verifier, make: Callable[..., Exchange]
) -> None:
    verifier.store.add(exchange := answered(make()))
    app = app_of(verifier)
    async with client_of(app) as client:
        for _ in range(100):
            state = (await client.get(f"/api/requests/{exchange.id}")).json()["state"]
            if state != "checking":
                break
    assert state == "verified"


def test_an_unreleased_result_can_not_be_rechecked(
    verifier: Verifier, make: Callable[..., Exchange]
) -> None:
    """Else a recheck would give away what only the browser that began may see."""
    hidden = answered(make("cookie"), state="verified", flow="same_device", checked_at=NOW)
    verifier.store.add(hidden)
    with pytest.raises(Refusal) as caught:
        recheck(verifier, hidden.id)
    assert caught.value.code == "not_answered"


@pytest.mark.parametrize("session", [None, "", "cookie2"])
def test_a_response_code_alone_releases_nothing(
    verifier: Verifier, make: Callable[..., Exchange], session: str | None
) -> None:
    hidden = answered(
        make("cookie"), state="verified", flow="same_device", response_code_hash=digest("code")
    )
    verifier.store.add(hidden)
    with pytest.raises(Refusal) as caught:
        come_back(verifier, "code", session=session)
    assert caught.value.code == "other_browser"
    assert come_back(verifier, "code", session="cookie").released


async def test_a_fault_page_has_no_trace_and_its_headers(
    verifier: Verifier, make: Callable[..., Exchange]
) -> None:
    def broken() -> object:
        raise RuntimeError("secret detail")

    app = app_of(verifier)
    app.add_api_route("/api/broken", broken)
    app.add_api_route("/broken", broken)
    async with client_of(app) as client:
        machine = await client.get("/api/broken")
        page = await client.get("/broken?lang=ko")
    assert (machine.status_code, machine.json()["code"]) == (500, "internal")
    assert page.status_code == 500
    assert "일시적인 문제" in page.text
    for answer in (machine, page):
        assert "secret detail" not in answer.text
        assert "Traceback" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_limits_on_what_is_stored(
    verifier: Verifier, clock: SetClock, make: Callable[..., Exchange]
) -> None:
    limits = replace(verifier.settings.limits, pending=1, stored=1)
    narrow = replace(verifier, settings=replace(verifier.settings, limits=limits))
    begin(narrow, "employer", session=None)
    with pytest.raises(Refusal, match="busy"):
        begin(narrow, "employer", session=None)
    clock.move(minutes=6)
    begin(narrow, "employer", session=None)
    clock.move(minutes=6)
    verifier.store.add(answered(make()))
    with pytest.raises(Refusal, match="busy"):
        begin(narrow, "employer", session=None)
