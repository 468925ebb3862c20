"""`make vc-api`'s program: HTTPS on loopback, one line of JSON, every issuer issues."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from damda.proofs import CRYPTOSUITES, SELECTIVE_SUITES

pytestmark = pytest.mark.integration

V2 = "https://www.w3.org/ns/credentials/v2"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
PROGRAM = [sys.executable, "-m", "damda_verifiers.conformance"]


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    program = subprocess.Popen(
        [*PROGRAM, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    try:
        yield program, json.loads(program.stdout.readline())
    finally:
        program.kill()
        program.communicate()


@pytest.fixture(scope="module")
def line(running: tuple[Any, dict[str, Any]]) -> dict[str, Any]:
    return running[1]


@pytest.fixture(scope="module")
def http(line: dict[str, Any]) -> Iterator[httpx.Client]:
    """A client that trusts the server's own certificate and nothing else."""
    parts = urlsplit(line["base"])
    shown = ssl.get_server_certificate((parts.hostname, parts.port))
    trust = ssl.create_default_context(cadata=shown)
    with httpx.Client(base_url=line["base"], verify=trust, timeout=30) as client:
        yield client


def credential(issuer: str, **members: Any) -> dict[str, Any]:
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "credentialSubject": {"id": "did:example:alice"},
    } | members


def test_one_issuer_for_each_suite_and_kind_of_key(line: dict[str, Any]) -> None:
    named = [(each["cryptosuite"], each["keyType"]) for each in line["issuers"]]
    suites = CRYPTOSUITES | SELECTIVE_SUITES
    assert named == [(name, kind) for name, suite in suites.items() for kind in suite.key_kinds]
    assert len({each["did"] for each in line["issuers"]}) == len(named)
    assert line.keys() == {"base", "issuers"}


def test_every_issuer_issues_what_verifies(line: dict[str, Any], http: httpx.Client) -> None:
    for each in line["issuers"]:
        answer = http.post("/credentials/issue", json={"credential": credential(each["did"])})
        assert answer.status_code == 201, answer.text
        secured = answer.json()["verifiableCredential"]
        assert secured["proof"]["cryptosuite"] == each["cryptosuite"]
        if each["cryptosuite"] in SELECTIVE_SUITES:
            options = {"selectivePointers": ["/issuer", "/credentialSubject"]}
            body = {"verifiableCredential": secured, "options": options}
            answer = http.post("/credentials/derive", json=body)
            assert answer.status_code == 201, answer.text
            secured = answer.json()["verifiableCredential"]
        verified = http.post("/credentials/verify", json={"verifiableCredential": secured})
        assert (verified.status_code, verified.json()["verified"]) == (200, True), verified.text
        presented = {"@context": [V2], "type": "VerifiablePresentation"}
        presented["verifiableCredential"] = [secured]
        asked = {"challenge": "c", "domain": "d"}
        body = {"verifiablePresentation": presented, "options": asked}
        answer = http.post("/presentations/verify", json=body)
        assert answer.status_code == 200, answer.text
        assert [warning["code"] for warning in answer.json()["warnings"]] == [
            "presentation_unsigned"
        ]
        secured["proof"]["proofValue"] = secured["proof"]["proofValue"][:-1]
        refused = http.post("/credentials/verify", json={"verifiableCredential": secured})
        assert (refused.status_code, refused.json()["verified"]) == (400, False)


@pytest.mark.parametrize(
    "members",
    [
        {"@context": [V2, EXAMPLES], "type": ["VerifiableCredential", "RelationshipCredential"]},
        {
            "@context": [V2, {"Test": "https://example.org/#Test"}],
            "type": ["VerifiableCredential", "Test"],
        },
        {
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            "issuanceDate": "2026-11-24T09:00:00Z",
        },
    ],
)
def test_contexts_of_the_suites(
    line: dict[str, Any], http: httpx.Client, members: dict[str, Any]
) -> None:
    document = credential(line["issuers"][0]["did"], **members)
    answer = http.post("/credentials/issue", json={"credential": document})
    assert answer.status_code == 201, answer.text
    secured = answer.json()["verifiableCredential"]
    verified = http.post("/credentials/verify", json={"verifiableCredential": secured})
    assert verified.status_code == 200, verified.text


@pytest.mark.parametrize(
    "context",
    [
        {"VerifiableCredential": "https://example.org/#Other"},
        {"Test": "https ://not-a-url"},
        {"name2": "@id"},
        {"@base": "https://example.org/"},
        7,
        "https ://not-a-url/v1",
    ],
)
def test_contexts_that_change_what_is_read(
    line: dict[str, Any], http: httpx.Client, context: Any
) -> None:
    for each in line["issuers"][:2]:
        document = credential(each["did"], **{"@context": [V2, context]})
        document["type"] = ["VerifiableCredential", "Test"]
        answer = http.post("/credentials/issue", json={"credential": document})
        assert answer.status_code == 400, answer.text


@pytest.mark.parametrize(
    ("method", "path", "content", "media_type", "status"),
    [
        ("GET", "/credentials/issue", b"", "application/json", 405),
        ("POST", "/credentials/derive", b"{}", "application/json", 400),
        ("POST", "/credentials/status", b"{}", "application/json", 404),
        ("POST", "/credentials/issue", b"{}", "text/html", 415),
        ("POST", "/credentials/verify", b"[1", "application/json", 400),
        ("POST", "/presentations/verify", b" " * 1_048_577, "application/json", 413),
    ],
)
def test_refusals_are_problem_details(
    http: httpx.Client, method: str, path: str, content: bytes, media_type: str, status: int
) -> None:
    headers = {"content-type": media_type}
    answer = http.request(method, path, content=content, headers=headers)
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(answer.json()[name] for name in ("type", "title", "detail", "code", "en", "ko"))


@pytest.mark.parametrize(
    ("port", "code"), [(None, "port_taken"), ("x", "bad_port"), ("70000", "bad_port")]
)
def test_a_port_that_cannot_be_used_says_what_to_do(port: str | None, code: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        named = port or str(taken.getsockname()[1])
        ended = subprocess.run(
            PROGRAM,
            env={**os.environ, "VC_API_PORT": named},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "VC_API_PORT" in ended.stderr
    assert f"[{code}]" in ended.stderr


def test_ctrl_c_ends_it_and_nothing_else_was_said(
    running: tuple[subprocess.Popen[str], dict[str, Any]],
) -> None:
    program, _ = running
    program.send_signal(signal.SIGINT)
    rest, errors = program.communicate(timeout=30)
    assert (program.returncode, rest) == (0, "")
    assert "Traceback" not in errors
