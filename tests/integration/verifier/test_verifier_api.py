"""The API, its events, codes and limits; what survives a restart."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from damda_verifiers.service.settings import Limits
from support.running_verifier import Story, running_story

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ('{"relying_party": "nobody"}', 404, "unknown_relying_party"),
        ('{"relying_party": 1}', 400, "malformed"),
        ('{"relying_party": "employer", "x": 1}', 400, "malformed"),
        ('{"relying_party": "employer", "relying_party": "employer"}', 400, "malformed"),
        ("[]", 400, "malformed"),
        ("nonsense", 400, "malformed"),
        ("", 400, "malformed"),
    ],
)
def test_a_bad_request_to_the_api(story: Story, body: str, status: int, code: str) -> None:
    answer = httpx.post(
        f"{story.url}/api/requests", content=body, headers={"content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["en"]
    assert answer.json()["ko"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/requests/nothing", 404),
        ("POST", "/api/requests/nothing/recheck", 404),
        ("GET", "/oid4vp/nothing/request", 404),
        ("POST", "/oid4vp/nothing/response", 404),
        ("GET", "/events/nothing", 404),
        ("GET", "/api/requests/%00%ff/qr.png", 404),
        ("GET", "/api/unknown", 404),
        ("DELETE", "/api/requests", 405),
    ],
)
def test_what_is_not_there(story: Story, method: str, path: str, status: int) -> None:
    answer = httpx.request(
        method,
        story.url + path,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_nothing_to_recheck(story: Story) -> None:
    created = story.request()
    answer = httpx.post(f"{story.url}/api/requests/{created['id']}/recheck")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_answered")


def test_the_did_log_is_public(story: Story) -> None:
    answer = httpx.get(f"{story.url}/.well-known/did.jsonl")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    did = httpx.get(f"{story.url}/health").json()["did"]
    assert json.loads(answer.text.splitlines()[0])["state"]["id"] == did


def test_the_qr_image_says_the_same(story: Story) -> None:
    import io

    import zxingcpp
    from PIL import Image

    created = story.request()
    image = Image.open(io.BytesIO(httpx.get(created["qr"]).content)).convert("L")
    assert zxingcpp.read_barcodes(image)[0].text == created["authorization_uri"]
    assert httpx.get(created["qr_svg"]).headers["content-type"] == "image/svg+xml"


def test_events_follow_the_states(story: Story) -> None:
    created = story.request()
    states: list[str] = []
    with httpx.stream("GET", f"{story.url}/events/{created['id']}", timeout=20) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if not line.startswith("data: "):
                continue
            states.append(line.removeprefix("data: "))
            if states == ["created"]:
                asked = story.wallet.open(created["authorization_uri"])
            elif states[-1] == "opened":
                badge, _ = story.issuer.issue(story.wallet.did)
                story.wallet.send(asked, story.wallet.present(asked, badge))
    assert states[:2] == ["created", "opened"]
    assert states[-1] == "verified"


def test_pending_requests_and_results_survive_a_restart(tmp_path: Path) -> None:
    with running_story(tmp_path) as before:
        pending = before.request()
        badge, _ = before.issuer.issue(before.wallet.did)
        exchange_id, asked = before.asked()
        before.wallet.send(asked, before.wallet.present(asked, badge))
        verdict = before.result(exchange_id)["verdict"]
        port = int(before.url.rpartition(":")[2])
    with running_story(tmp_path, port=port) as after:
        assert after.result(pending["id"])["state"] == "created"
        assert after.result(exchange_id)["verdict"] == verdict
        assert after.wallet.open(pending["authorization_uri"]).state


def test_too_many_requests(tmp_path: Path) -> None:
    limits = Limits(work_per_minute=3, pending=2)
    with running_story(tmp_path, limits=limits) as story:
        answers = [
            httpx.post(f"{story.url}/api/requests", json={"relying_party": "employer"})
            for _ in range(4)
        ]
        codes = [answer.json().get("code") for answer in answers]
        assert codes == [None, None, "service_full", "too_many_requests"]
        assert [answer.status_code for answer in answers] == [201, 201, 503, 429]
        assert answers[-1].headers["retry-after"] == "60"


def test_a_body_beyond_the_bound(story: Story) -> None:
    _, asked = story.asked()
    data = {"vp_token": "x" * 600_000, "state": asked.state}
    answer = httpx.post(asked.response_uri, data=data)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
