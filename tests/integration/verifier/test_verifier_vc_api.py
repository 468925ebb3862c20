"""The verifier service's VC-API: other people's documents, by JSON over HTTP."""

from __future__ import annotations

import httpx
import pytest
from damda.protocols import Json
from support.running_verifier import Story

pytestmark = pytest.mark.integration

V2 = "https://www.w3.org/ns/credentials/v2"
PATHS = ("/credentials/verify", "/presentations/verify", "/credentials/derive")


def verify(story: Story, credential: Json) -> httpx.Response:
    return httpx.post(
        f"{story.url}/credentials/verify", json={"verifiableCredential": credential}, timeout=30
    )


def test_a_badge_with_its_log_and_lists_on_the_web(story: Story) -> None:
    badge, index = story.issuer.issue(story.wallet.did)
    answer = verify(story, badge)
    assert (answer.status_code, answer.json()["verified"]) == (200, True), answer.text
    assert answer.headers["content-type"] == "application/json"

    story.issuer.set_status("revocation", index, True)
    answer = verify(story, badge)
    assert (answer.status_code, answer.json()["code"]) == (400, "revoked")
    assert answer.headers["content-type"] == "application/problem+json"

    story.issuer.withdraw("revocation")
    answer = verify(story, badge)
    assert answer.json()["type"].endswith("#STATUS_RETRIEVAL_ERROR")


def test_an_unsigned_presentation_answers_no_challenge(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    document = {
        "@context": [V2],
        "type": "VerifiablePresentation",
        "verifiableCredential": [badge],
    }
    url = f"{story.url}/presentations/verify"
    answer = httpx.post(url, json={"verifiablePresentation": document}, timeout=30)
    assert answer.status_code == 200, answer.text
    asked = {"verifiablePresentation": document, "options": {"challenge": "c", "domain": "d"}}
    answer = httpx.post(url, json=asked, timeout=30)
    assert (answer.status_code, answer.json()["verified"]) == (400, False)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("content", "media_type", "status", "code"),
    [
        ("{}", "application/json", 400, "malformed_body"),
        ("nonsense", "application/json; charset=utf-8", 400, "malformed_body"),
        ("{}", "application/ld+json", 400, "malformed_body"),
        ("{}", "text/plain", 415, "wrong_media_type"),
        ("{}", "", 415, "wrong_media_type"),
        (" " * 1_100_000, "application/json", 413, "body_too_large"),
    ],
)
def test_bad_bodies(
    story: Story, path: str, content: str, media_type: str, status: int, code: str
) -> None:
    answer = httpx.post(story.url + path, content=content, headers={"content-type": media_type})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["ko"]


def test_what_a_verifier_does_not_do(story: Story) -> None:
    for method, path, status in (
        ("GET", "/credentials/verify", 405),
        ("POST", "/credentials/issue", 404),
    ):
        answer = httpx.request(method, story.url + path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
