"""OpenID4VP 1.0 to the letter, and one answer a request."""

from __future__ import annotations

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from damda.openid import jose
from support.running_verifier import Story, reasons

pytestmark = pytest.mark.integration


def test_the_request_object(story: Story) -> None:
    """Signed by the DID of the client id; fresh nonce; nothing that direct_post forbids."""
    created = story.request()
    asked = story.wallet.open(created["authorization_uri"])
    payload = asked.payload
    assert payload["client_id"].startswith("decentralized_identifier:did:webvh:")
    assert payload["response_type"] == "vp_token"
    assert payload["response_mode"] == "direct_post"
    assert payload["aud"] == "https://self-issued.me/v2"
    assert "redirect_uri" not in payload
    assert payload["response_uri"].startswith(f"{story.url}/oid4vp/")
    assert len(base64.urlsafe_b64decode(payload["nonce"] + "=")) >= 16
    part, whole = payload["dcql_query"]["credentials"]
    assert (part["format"], whole["format"]) == ("dc+sd-jwt", "ldp_vc")
    assert len(whole["meta"]["type_values"][0]) == 3
    formats = payload["client_metadata"]["vp_formats_supported"]
    assert "ES256" in formats["dc+sd-jwt"]["kb-jwt_alg_values"]
    assert "eddsa-rdfc-2022" in formats["ldp_vc"]["cryptosuite_values"]


def test_no_two_requests_share_a_number(story: Story) -> None:
    seen = [story.wallet.open(story.request()["authorization_uri"]) for _ in range(5)]
    assert len({asked.nonce for asked in seen}) == 5
    assert len({asked.state for asked in seen}) == 5


def test_the_wallets_numbers_do_not_open_the_result(story: Story) -> None:
    """OpenID4VP 1.0, 14.3.3: two random numbers."""
    created = story.request()
    asked = story.wallet.open(created["authorization_uri"])
    assert created["id"] not in created["authorization_uri"]
    assert created["id"] not in json.dumps(asked.payload)
    answer = httpx.get(f"{story.url}/api/requests/{asked.state}")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_request")


def test_states(story: Story) -> None:
    created = story.request()
    assert created["state"] == "created"
    asked = story.wallet.open(created["authorization_uri"])
    opened = story.result(created["id"])
    assert opened["state"] == "opened"
    assert "verdict" not in opened
    badge, _ = story.issuer.issue(story.wallet.did)
    answer = story.wallet.send(asked, story.wallet.present(asked, badge))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert "redirect_uri" not in answer.json(), "another device has no browser session"
    done = story.result(created["id"])
    assert done["state"] == "verified"
    assert done["verdict"]["verified"] is True


def test_the_wallet_says_no(story: Story) -> None:
    exchange_id, asked = story.asked()
    form = {"error": "access_denied", "state": asked.state}
    assert httpx.post(asked.response_uri, data=form).status_code == 200
    result = story.result(exchange_id)
    assert (result["state"], result["declined_with"]) == ("declined", "access_denied")
    again = httpx.post(asked.response_uri, data=form)
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")


def test_a_request_expires(story: Story) -> None:
    created = story.request()
    asked = story.wallet.open(created["authorization_uri"])
    story.clock.shift = timedelta(minutes=5)
    badge, _ = story.issuer.issue(story.wallet.did)
    late = story.wallet.send(asked, story.wallet.present(asked, badge))
    assert (late.status_code, late.json()["code"]) == (410, "request_expired")
    assert late.json()["error"] == "invalid_request"
    assert httpx.get(created["request_uri"]).status_code == 410
    assert story.result(created["id"])["state"] == "expired"


def test_only_one_of_many_answers_at_once_counts(story: Story) -> None:
    _, asked = story.asked()
    badge, _ = story.issuer.issue(story.wallet.did)
    presentation = story.wallet.present(asked, badge)
    with ThreadPoolExecutor(8) as pool:
        codes = [
            a.status_code
            for a in pool.map(lambda _: story.wallet.send(asked, presentation), range(8))
        ]
    assert sorted(codes) == [200] + [409] * 7


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({}, 400, "invalid_request"),
        ({"vp_token": "{"}, 400, "invalid_request"),
        ({"vp_token": "[]"}, 400, "invalid_request"),
        ({"vp_token": '{"training_badge": {}}'}, 400, "invalid_request"),
        ({"vp_token": '{"training_badge": [{}], "training_badge": [{}]}'}, 400, "invalid_request"),
        ({"vp_token": '{"training_badge": [{}]}', "state": "other"}, 400, "state_mismatch"),
        ({"vp_token": '{"training_badge": [{}]}', "anchor_proofs": "1"}, 400, "invalid_request"),
        ({"error": "bad\n"}, 400, "invalid_request"),
    ],
)
def test_an_answer_that_can_not_be_read_leaves_the_request_open(
    story: Story, form: dict[str, str], status: int, code: str
) -> None:
    exchange_id, asked = story.asked()
    answer = httpx.post(asked.response_uri, data={"state": asked.state, **form})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["ko"]
    assert story.result(exchange_id)["state"] == "opened"
    badge, _ = story.issuer.issue(story.wallet.did)
    assert (
        story.wallet.send(asked, story.wallet.present(asked, badge)).json()["state"] == "verified"
    )


@pytest.mark.parametrize(
    "presentation",
    [
        {},
        "text",
        {"verifiableCredential": []},
        {"verifiableCredential": [{}]},
        {"verifiableCredential": "x", "type": 7, "@context": None},
        {"type": "VerifiablePresentation", "verifiableCredential": [[[[]]]], "proof": {}},
        {"type": ["VerifiableCredential"]},
    ],
)
def test_nonsense_is_refused_and_never_a_fault(story: Story, presentation: object) -> None:
    exchange_id, asked = story.asked()
    answer = story.wallet.send(asked, presentation)
    assert answer.status_code == 200, answer.text
    result = story.result(exchange_id)
    assert result["state"] == "refused"
    assert "verifier_fault" not in reasons(result)


def test_a_bare_credential_is_no_presentation(story: Story) -> None:
    """OpenID4VP 1.0, 8.6: holder binding is required."""
    badge, _ = story.issuer.issue(story.wallet.did)
    exchange_id, asked = story.asked()
    story.wallet.send(asked, badge)
    assert story.result(exchange_id)["state"] == "refused"


def test_two_presentations_where_one_was_asked_for(story: Story) -> None:
    badge, _ = story.issuer.issue(story.wallet.did)
    exchange_id, asked = story.asked()
    one = story.wallet.present(asked, badge)
    token = json.dumps({"training_badge": [one, one]})
    httpx.post(asked.response_uri, data={"vp_token": token, "state": asked.state}, timeout=30)
    assert "query_not_met" in reasons(story.result(exchange_id))


def test_the_request_object_is_the_wallets_only_source(story: Story) -> None:
    """``kid`` names a key of the client's DID, ``typ`` is RFC 9101's."""
    created = story.request()
    jws = jose.read_jws(httpx.get(created["request_uri"]).text)
    did = jws.payload["client_id"].removeprefix("decentralized_identifier:")
    assert jws.header["kid"].startswith(f"{did}#")
    assert jws.header["alg"] == "EdDSA"
