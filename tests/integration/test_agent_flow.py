"""A real ACA-Py with the plugin, a real chain: issue, verify, revoke, tenants, bad input."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from damda.keys import SoftwareSigner
from support.acapy_process import AcaPyProcess, running_agent
from support.agent_story import Checker, Citizen, accredit, ledger_settings, offer
from support.agent_world import CLAIMS
from support.ledger_chain import Chain, running_chain
from support.two_institutions import two_institutions

pytestmark = pytest.mark.integration


class Place:
    """One agent with two institutions, and the chain it anchors on."""

    def __init__(self, agent: AcaPyProcess, chain: Chain, issuers: Path) -> None:
        self.agent = agent
        self.checker = Checker(agent, chain, issuers)
        self.institutions = {slug: agent.institution(slug) for slug in ("keis", "other")}
        for institution in self.institutions.values():
            accredit(chain, institution)

    def tenant(self, slug: str = "keis"):
        return self.agent.as_tenant(self.institutions[slug]["token"])

    def citizen(self, kind: Any = "P-256", binding: Any = "jwk", did_method: Any = "jwk"):
        signer = SoftwareSigner.create(kind, did_method=did_method)
        return Citizen(self.agent, signer, binding)

    def wait_anchored(self, credential: dict[str, Any], seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while self.checker.anchor(credential) is None:
            assert time.monotonic() < deadline, self.agent.tail()
            time.sleep(0.1)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("agent")
    issuers = two_institutions(folder / "issuers")
    with running_chain() as chain:
        settings = ledger_settings(chain, folder / "ledger")
        with running_agent(folder / "home", issuers_folder=str(issuers), **settings) as agent:
            yield Place(agent, chain, issuers)


@pytest.mark.parametrize(
    ("kind", "binding", "did_method"), [("P-256", "jwk", "jwk"), ("Ed25519", "did", "key")]
)
def test_a_credential_is_verified_then_revoked(place: Place, kind, binding, did_method):
    made = offer(place.tenant(), tx_code=True)
    citizen = place.citizen(kind, binding, did_method)
    credential = citizen.take(made["offer_uri"], made["tx_code"])
    assert credential["credentialSubject"]["id"] == citizen.signer.did
    place.wait_anchored(credential)
    verdict = place.checker.verdict(credential)
    assert verdict.verified, [check.code for check in verdict.reasons]
    assert {c.id: c.outcome for c in verdict.checks}["anchor"] == "passed"

    tenant = place.tenant()
    id_ = tenant.get(f"/damda/offers/{made['offer_id']}").json()["credential"]
    listed = tenant.get("/damda/credentials", params={"limit": 1}).json()
    assert listed["results"][0]["id"] == id_
    assert listed["results"][0]["anchor"]["state"] == "anchored"
    for action, code in (("suspend", "suspended"), ("reinstate", None), ("revoke", "revoked")):
        changed = tenant.post(f"/damda/credentials/{id_}/{action}", json={"reason": "시험"})
        assert changed.status_code == 200, changed.text
        reasons = [check.code for check in place.checker.verdict(credential).reasons]
        assert reasons == ([] if code is None else [code])
        assert place.checker.token_codes(credential) == {code or "status_valid"}


def test_the_log_head_is_on_the_ledger(place: Place):
    did = place.institutions["keis"]["did"]
    deadline = time.monotonic() + 20
    while (record := place.checker.chain.ledger.issuer_record(did, [])) and not record.log_head:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert record is not None
    assert record.log_head is not None
    assert record.log_head.hex() == place.institutions["keis"]["log_head"]
    anchors = place.tenant().get("/damda/anchors").json()
    assert "log_head" in {each["kind"] for each in anchors["results"]}


def test_tenants_are_apart(place: Place):
    made = offer(place.tenant("keis"))
    credential = place.citizen().take(made["offer_uri"])
    keis, other = place.tenant("keis"), place.tenant("other")
    id_ = keis.get(f"/damda/offers/{made['offer_id']}").json()["credential"]
    assert other.get("/damda/credentials").json()["total"] == 0
    assert other.get(f"/damda/credentials/{id_}").status_code == 404
    assert other.get(f"/damda/offers/{made['offer_id']}").status_code == 404
    for action in ("revoke", "suspend", "reinstate"):
        answer = other.post(f"/damda/credentials/{id_}/{action}", json={"reason": "x"})
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_credential")
    assert other.get("/damda/anchors").json()["pending_credentials"] == 0
    place.wait_anchored(credential)
    assert place.checker.verdict(credential).verified
    theirs = place.citizen().take(offer(other)["offer_uri"])
    assert theirs["issuer"]["id"] == place.institutions["other"]["did"]


def test_acapys_own_credential_routes_are_closed(place: Place):
    for path in ("/vc/credentials/verify", "/vc/di/verify", "/vc/presentations/verify"):
        for client in (place.agent.admin, place.tenant()):
            answer = client.post(path, json={})
            assert (answer.status_code, answer.json()["code"]) == (410, "route_closed")
    swagger = place.agent.admin.get("/api/docs/swagger.json").json()
    ours = [path for path in swagger["paths"] if path.startswith("/damda/")]
    assert len(ours) == 14
    assert not [path for path in swagger["paths"] if path.startswith("/vc")]
    offers = swagger["paths"]["/damda/offers"]["post"]
    assert "422" in offers["responses"]
    assert {p["in"] for p in offers["parameters"]} == {"body"}
    assert "OfferRequest" in swagger["definitions"]


@pytest.mark.parametrize("key", [None, "wrong"])
def test_without_the_admin_key_no_institution_is_opened(place: Place, key):
    headers = {"x-api-key": key or ""}
    for request in ({"method": "GET"}, {"method": "POST", "json": {"slug": "keis"}}):
        answer = place.agent.admin.request(url="/damda/institutions", headers=headers, **request)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    answer = place.tenant().post("/damda/institutions", json={"slug": "keis"})
    assert answer.status_code == 401, "a tenant is no operator"


def test_without_a_tenants_token_nothing_is_shown(place: Place):
    for path in ("/damda/credentials", "/damda/anchors", "/damda/credential-types"):
        assert place.agent.admin.get(path).status_code == 401
        bad = place.agent.admin.get(path, headers={"authorization": "Bearer x.y.z"})
        assert (bad.status_code, bad.json()["code"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("status", "code", "body"),
    [
        (400, "bad_request", b""),
        (400, "bad_request", b"{"),
        (400, "bad_request", b"[]"),
        (400, "bad_request", b'{"claims": {}, "claims": {}}'),
        (400, "bad_request", b"[" * 50_000),
        (400, "bad_request", b"\xff\xfe"),
        (400, "bad_request", b" " * 70_000),
        (400, "bad_request", {"credential_type": "TrainingBadge", "claims": {}, "x": 1}),
        (400, "bad_request", {"credential_type": ["TrainingBadge"], "claims": {}}),
        (422, "unknown_type", {"credential_type": "Nope", "claims": {}}),
        (422, "claims_refused", {"credential_type": "TrainingBadge", "claims": {}}),
        (
            422,
            "claims_refused",
            {"credential_type": "TrainingBadge", "claims": {"trprDegr": 1e300}},
        ),
    ],
)
def test_bad_input_is_never_a_500(place: Place, status, code, body):
    sent = {"content": body} if isinstance(body, bytes) else {"json": body}
    headers = {"content-type": "application/json"}
    answer = place.tenant().post("/damda/offers", headers=headers, **sent)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["en"]
    assert answer.json()["ko"]


def test_refused_claims_are_listed_in_both_languages(place: Place):
    body = {"credential_type": "TrainingBadge", "claims": {**CLAIMS, "attendanceRate": 79}}
    answer = place.tenant().post("/damda/offers", json=body)
    (problem,) = answer.json()["problems"]
    assert problem["field"] == "attendanceRate"
    assert set(problem) == {"field", "code", "en", "ko"}


@pytest.mark.parametrize(
    "path",
    [
        "credentials?limit=0",
        "credentials?limit=x",
        "credentials?offset=-1",
        "credentials?state=gone",
        "credentials?credential_type=Nope",
        "anchors?limit=9999",
    ],
)
def test_bad_queries_are_400(place: Place, path):
    answer = place.tenant().get(f"/damda/{path}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


@pytest.mark.parametrize("id_", ["x", "' OR 1=1 --", "%00", "a" * 500, "한글"])
def test_strange_ids_are_404(place: Place, id_):
    for path in (f"/damda/offers/{id_}", f"/damda/credentials/{id_}"):
        answer = place.tenant().get(path)
        assert answer.status_code == 404, answer.text
