"""The VC-API in a real ACA-Py: behind the institution's token, problem details for bad bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from support.acapy_process import AcaPyProcess, running_agent

pytestmark = pytest.mark.integration

V2 = "https://www.w3.org/ns/credentials/v2"
PATHS = (
    "/damda/credentials/issue",
    "/damda/credentials/verify",
    "/damda/presentations/verify",
    "/damda/credentials/derive",
)


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AcaPyProcess]:
    with running_agent(tmp_path_factory.mktemp("agent")) as agent:
        yield agent


@pytest.fixture(scope="module")
def institution(agent: AcaPyProcess) -> dict[str, Any]:
    return agent.institution("keis")


@pytest.fixture(scope="module")
def tenant(agent: AcaPyProcess, institution: dict[str, Any]) -> httpx.Client:
    return agent.as_tenant(institution["token"])


def test_askar_signs_what_verifies(tenant: httpx.Client, institution: dict[str, Any]) -> None:
    document = {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": institution["did"],
        "credentialSubject": {"id": "did:example:alice"},
    }
    answer = tenant.post(PATHS[0], json={"credential": document, "options": {"x": 1}})
    assert answer.status_code == 201, answer.text
    secured = answer.json()["verifiableCredential"]
    verified = tenant.post(PATHS[1], json={"verifiableCredential": secured})
    assert (verified.status_code, verified.json()["verified"]) == (200, True), verified.text
    presented = {"@context": [V2], "type": "VerifiablePresentation"}
    presented["verifiableCredential"] = [secured]
    verified = tenant.post(PATHS[2], json={"verifiablePresentation": presented})
    assert verified.status_code == 200, verified.text
    refused = tenant.post(PATHS[1], json={"verifiableCredential": secured | {"name": "x"}})
    assert (refused.status_code, refused.json()["verified"]) == (400, False)
    assert refused.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("content", "media_type", "status", "code"),
    [
        (b"{}", "application/json", 400, "malformed_body"),
        (b"", "application/json", 400, "malformed_body"),
        (b"\xff", "application/json", 400, "malformed_body"),
        (b"[" * 10_000, "application/json", 400, "malformed_body"),
        (b"{}", "text/plain", 415, "wrong_media_type"),
        (b" " * 1_048_577, "application/json", 413, "body_too_large"),
    ],
)
def test_bad_bodies(
    tenant: httpx.Client, path: str, content: bytes, media_type: str, status: int, code: str
) -> None:
    answer = tenant.post(path, content=content, headers={"content-type": media_type})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize("path", PATHS)
def test_without_a_token_nothing_is_done(agent: AcaPyProcess, path: str) -> None:
    stranger = httpx.post(f"{agent.admin.base_url}{path}", json={})
    assert stranger.status_code == 401
    operator = agent.admin.post(path, json={})
    assert operator.status_code in (401, 403)
    assert agent.admin.get(path).status_code in (401, 404, 405)
