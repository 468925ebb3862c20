"""A real ACA-Py issues SD-JWT VCs: others' libraries verify them, the chain anchors them, a
revocation is in the status list token."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from damda import evidence
from damda.dids import resolve
from damda.evidence import anchor_proof_from_json
from damda.keys import PublicKey, SoftwareSigner
from damda.sd_jwt import parse, present
from damda.sd_jwt_vc import anchor_digest_of, check_sd_jwt_vc
from damda.verdict import Verdict
from damda.verify import Expected, Policy, verify_sd_jwt_presentation
from damda_ledger.fetch import HttpFetcher
from jwcrypto.jwk import JWK
from openvc.errors import OpenvcError
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from openvc.status.token_status_list import decode_status_list, get_status
from openvc.type_metadata import validate_type_metadata
from sd_jwt.verifier import SDJWTVerifier
from support.acapy_process import AcaPyProcess, running_agent
from support.agent_story import Citizen, accredit, ledger_settings, offer
from support.agent_world import CLAIMS, SD_JWT, SD_JWT_CONFIGURATION
from support.ledger_chain import SINCE, Chain, running_chain

pytestmark = [pytest.mark.integration, pytest.mark.peer]

AUDIENCE, NONCE = "https://verifier.example", "n-0S6_WzA2Mj"
UNITS = ["2001020201_16v2", "2001020212_19v5"]
SHOWN = [("trprName",), ("ncsUnits", 1)]
OPENVC = SdJwtVcProofSuite()


@dataclass
class Place:
    """An agent with KEIS, accredited for the badge in both forms, and its chain."""

    agent: AcaPyProcess
    chain: Chain
    institution: dict[str, Any]
    vct: str

    @property
    def tenant(self) -> httpx.Client:
        return self.agent.as_tenant(self.institution["token"])

    def take(self, signer: SoftwareSigner) -> tuple[str, str]:
        """The operator's id of a new credential, and its text as the wallet has it."""
        claims = {**CLAIMS, "ncsUnits": UNITS}
        made = offer(self.tenant, format=SD_JWT, claims=claims, tx_code=True)
        assert made["format"] == SD_JWT
        text = Citizen(self.agent, signer).take(made["offer_uri"], made["tx_code"])
        assert isinstance(text, str)
        id_ = self.tenant.get(f"/damda/offers/{made['offer_id']}").json()["credential"]
        return id_, text

    def anchor(self, text: str) -> dict[str, Any]:
        deadline = time.monotonic() + 30
        while True:
            answer = self.agent.public.get(f"/keis/anchors/{anchor_digest_of(text).hex()}")
            if answer.status_code == 200:
                proof: dict[str, Any] = answer.json()
                return proof
            assert answer.status_code == 202, answer.text
            assert time.monotonic() < deadline, self.agent.tail()
            time.sleep(0.1)

    def issuer_key(self, text: str) -> PublicKey:
        view, now = check_sd_jwt_vc(text), datetime.now(UTC)
        log = self.agent.public.get("/keis/did.jsonl").content
        document = resolve(view.issuer, log=log, now=now)
        return document.key(view.verification_method, "assertionMethod")

    def verdict(self, shown: str, proof: dict[str, Any]) -> Verdict:
        fetcher = HttpFetcher(httpx.Client(), plain_http_hosts=frozenset({"localhost"}))
        return verify_sd_jwt_presentation(
            shown,
            expected=Expected(nonce=NONCE, audience=AUDIENCE),
            evidence=evidence.gather(
                evidence.needs_of(shown),
                fetch=fetcher,
                ledger=self.chain.ledger,
                anchor_proofs={anchor_digest_of(shown).hex(): anchor_proof_from_json(proof)},
            ),
            policy=Policy(require_anchor="yes"),
            now=datetime.now(UTC),
        )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("agent-sd-jwt")
    with running_chain() as chain:
        settings = ledger_settings(chain, folder / "ledger")
        with running_agent(folder / "home", **settings) as agent:
            institution = agent.institution("keis")
            accredit(chain, institution)
            tenant = agent.as_tenant(institution["token"])
            (kind,) = tenant.get("/damda/credential-types").json()["credential_types"]
            forms = {form["format"]: form for form in kind["forms"]}
            assert forms[SD_JWT]["configuration_id"] == SD_JWT_CONFIGURATION
            vct = forms[SD_JWT]["accredited_as"]
            chain.registry.accredit(institution["did"], vct, SINCE, None)
            yield Place(agent, chain, institution, vct)


def shown_by(signer: SoftwareSigner, text: str) -> str:
    return present(
        parse(text),
        paths=SHOWN,
        signer=signer,
        audience=AUDIENCE,
        nonce=NONCE,
        issued_at=datetime.now(UTC),
    )


@pytest.mark.parametrize("kind", ["P-256", "Ed25519"])
def test_it_is_verified_then_suspended_reinstated_and_revoked(place: Place, kind: Any) -> None:
    signer = SoftwareSigner.create(kind, did_method="jwk")
    id_, text = place.take(signer)
    shown, proof = shown_by(signer, text), place.anchor(text)
    verdict = place.verdict(shown, proof)
    assert verdict.verified, [(check.id, check.code) for check in verdict.reasons]
    outcomes = {check.id: check.outcome for check in verdict.checks}
    assert {outcomes[name] for name in ("anchor", "schema", "status", "holder")} == {"passed"}
    states = {"suspend": ("suspended", 2), "reinstate": ("active", 0), "revoke": ("revoked", 1)}
    for action, (state, status) in states.items():
        answer = place.tenant.post(f"/damda/credentials/{id_}/{action}", json={"reason": "시험"})
        assert (answer.status_code, answer.json()["state"]) == (200, state), answer.text
        reasons = [check.code for check in place.verdict(shown, proof).reasons]
        assert reasons == ([] if state == "active" else [state])
        assert others_status(place, text) == status


def others_status(place: Place, text: str) -> int:
    """What openvc reads in the status list token."""
    reference = check_sd_jwt_vc(text).status_reference
    assert reference is not None
    headers = {"Accept": "application/statuslist+jwt"}
    token = place.agent.public.get(reference.uri, headers=headers).text
    jws_payload = parse(f"{token}~").payload
    listed = jws_payload["status_list"]
    found: int = get_status(decode_status_list(listed["lst"]), reference.index, bits=listed["bits"])
    return found


@pytest.mark.parametrize("kind", ["P-256", "Ed25519"])
def test_openvc_verifies_what_was_issued(place: Place, kind: Any) -> None:
    signer = SoftwareSigner.create(kind, did_method="jwk")
    _, text = place.take(signer)
    asked: dict[str, Any] = {
        "public_key_jwk": place.issuer_key(text).jwk,
        "audience": AUDIENCE,
        "nonce": NONCE,
        "expected_vct": place.vct,
        "require_key_binding": True,
    }
    found = OPENVC.verify(shown_by(signer, text), **asked)
    assert found.key_bound
    assert found.claims["trprName"] == CLAIMS["trprName"]
    assert found.claims["ncsUnits"] == UNITS[1:]
    assert "instName" not in found.claims
    with pytest.raises(OpenvcError):
        OPENVC.verify(shown_by(SoftwareSigner.create("P-256"), text), **asked)


def test_the_reference_implementation_verifies_what_was_issued(place: Place) -> None:
    signer = SoftwareSigner.create("P-256", did_method="jwk")
    _, text = place.take(signer)
    key = JWK(**place.issuer_key(text).jwk)
    verifier = SDJWTVerifier(shown_by(signer, text), lambda _iss, _header: key, AUDIENCE, NONCE)
    claims = verifier.get_verified_payload()
    assert (claims["trprName"], claims["ncsUnits"]) == (CLAIMS["trprName"], UNITS[1:])
    assert "instCode" not in claims


def test_openvc_takes_the_type_metadata(place: Place) -> None:
    _, text = place.take(SoftwareSigner.create("P-256", did_method="jwk"))
    view = check_sd_jwt_vc(text)
    found = validate_type_metadata(
        view.claims,
        vct=view.vct,
        vct_integrity=view.vct_integrity,
        resolve=lambda url: place.agent.public.get(url).content,
    )
    assert len(found.claims) == len(CLAIMS) + 4


def test_what_the_operator_sees(place: Place) -> None:
    id_, text = place.take(SoftwareSigner.create("P-256", did_method="jwk"))
    found = place.tenant.get("/damda/credentials", params={"format": SD_JWT, "limit": 1}).json()
    (row,) = found["results"]
    assert (row["id"], row["format"]) == (id_, SD_JWT)
    assert row["digest"] == anchor_digest_of(text).hex()
    assert row["claims"] == {**CLAIMS, "ncsUnits": UNITS, "ncsMajor": "20"}
    offer(place.tenant)
    only = place.tenant.get("/damda/credentials", params={"format": "ldp_vc"}).json()
    assert only["total"] == 0


@pytest.mark.parametrize("format_", ["jwt_vc_json", "", 7, None, ["dc+sd-jwt"], "dc+sd-jwt\x00"])
def test_an_unknown_form_is_refused(place: Place, format_: Any) -> None:
    body = {"credential_type": "TrainingBadge", "claims": CLAIMS, "format": format_}
    answer = place.tenant.post("/damda/offers", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert answer.json()["field"] == "format"


def test_an_unknown_form_is_not_searched_for(place: Place) -> None:
    answer = place.tenant.get("/damda/credentials", params={"format": "x"})
    assert (answer.status_code, answer.json()["field"]) == (400, "format")
