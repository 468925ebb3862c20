"""What an operator, a citizen and governance do with a real agent process, over HTTP."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
from damda import evidence
from damda.credentials import credential_digest_id
from damda.dids import resolve
from damda.dids.did_webvh import log_url
from damda.evidence import anchor_proof_from_json
from damda.keys import SoftwareSigner
from damda.openid.holder_proof import build_proof_jwt
from damda.openid.offer import OfferReference, parse_offer, parse_offer_uri
from damda.openid.token import token_request_form
from damda.status import parse_entry, token_cwt, token_jwt
from damda.status.token_list import StatusReference
from damda.times import LEEWAY
from damda.verdict import Verdict
from damda.verify import Policy, verify_credential
from damda.verify.token_status import token_status
from damda_issuers.catalog import load_catalog
from damda_ledger.deployment import write_deployment
from damda_ledger.fetch import HttpFetcher
from damda_ledger.governing import fund
from damda_ledger.signing import new_keystore
from damda_schemas import compiled_canonicalizer, schema_set

from support.acapy_process import AcaPyProcess
from support.agent_world import CLAIMS
from support.ledger_chain import BADGE, SINCE, Chain


def ledger_settings(chain: Chain, folder: Path) -> dict[str, str | int | float]:
    """The plugin's ledger settings, with a new, funded account of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    password, key, deployment = folder / "password", folder / "key.json", folder / "chain.json"
    password.write_text("agent-password")
    address = new_keystore(key, b"agent-password", entropy=secrets.token_bytes)
    fund(chain.chain, address, 10**21)
    write_deployment(deployment, chain.deployment)
    return {
        "ledger_rpc": chain.anvil.url,
        "ledger_deployment": str(deployment),
        "ledger_key_file": str(key),
        "ledger_key_password_file": str(password),
        "anchor_max_seconds": 0.2,
    }


def accredit(chain: Chain, institution: dict[str, Any]) -> None:
    """What governance does: the DID is registered with the agent's account, and accredited."""
    chain.registry.register(institution["did"], institution["ledger_account"])
    chain.registry.accredit(institution["did"], BADGE, SINCE, None)


def offer(tenant: httpx.Client, **changes: Any) -> dict[str, Any]:
    """A new offer of a training badge."""
    body = {"credential_type": BADGE, "claims": CLAIMS, **changes}
    answer = tenant.post("/damda/offers", json=body)
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


@dataclass(slots=True)
class Citizen:
    """A wallet that keeps to OpenID4VCI 1.0 and to nothing else."""

    agent: AcaPyProcess
    signer: SoftwareSigner
    binding: Literal["jwk", "did"] = "jwk"

    def take(self, offer_uri: str, tx_code: str | None = None) -> dict[str, Any]:
        """From the QR code's text to the credential."""
        reference = parse_offer_uri(offer_uri)
        assert isinstance(reference, OfferReference)
        got = parse_offer(self._json(self.agent.public.get(reference.url)))
        assert got.pre_authorized_code is not None
        issuer = got.credential_issuer
        metadata = self._well_known(issuer, "openid-credential-issuer")
        server = self._well_known(issuer, "oauth-authorization-server")
        form = token_request_form(pre_authorized_code=got.pre_authorized_code, tx_code=tx_code)
        token = self._json(self.agent.public.post(server["token_endpoint"], data=form))
        nonce = self._json(self.agent.public.post(metadata["nonce_endpoint"]))["c_nonce"]
        proof = build_proof_jwt(
            self.signer,
            binding=self.binding,
            audience=issuer,
            nonce=nonce,
            issued_at=datetime.now(UTC),
        )
        (configuration,) = got.configuration_ids
        answer = self.agent.public.post(
            metadata["credential_endpoint"],
            headers={"Authorization": f"Bearer {token['access_token']}"},
            json={"credential_configuration_id": configuration, "proofs": {"jwt": [proof]}},
        )
        (wrapped,) = self._json(answer)["credentials"]
        document: dict[str, Any] = wrapped["credential"]
        return document

    def _well_known(self, issuer: str, name: str) -> dict[str, Any]:
        path = urlsplit(issuer).path
        return self._json(self.agent.public.get(f"/.well-known/{name}{path}"))

    @staticmethod
    def _json(answer: httpx.Response) -> dict[str, Any]:
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body


@dataclass(slots=True)
class Checker:
    """Verifies as anybody may: from the documents that the agent serves, and the ledger."""

    agent: AcaPyProcess
    chain: Chain
    issuers: Path | None = None

    def verdict(self, credential: dict[str, Any]) -> Verdict:
        catalog = load_catalog(self.issuers)
        fetcher = HttpFetcher(httpx.Client(), plain_http_hosts=frozenset({"localhost"}))
        digest = credential_digest_id(credential)
        proof = self.anchor(credential)
        return verify_credential(
            credential,
            evidence=evidence.gather(
                evidence.needs_of(credential),
                fetch=fetcher,
                ledger=self.chain.ledger,
                anchor_proofs={} if proof is None else {digest: anchor_proof_from_json(proof)},
            ),
            policy=Policy(require_anchor="yes"),
            canonicalizer=compiled_canonicalizer(catalog.compiled_contexts),
            schemas=schema_set(catalog.schemas),
            now=datetime.now(UTC),
        )

    def token_codes(self, credential: dict[str, Any]) -> set[str]:
        """What the status list tokens say at the credential's places, as JWT and as CWT."""
        fetcher = HttpFetcher(httpx.Client(), plain_http_hosts=frozenset({"localhost"}))
        did, now = credential["issuer"]["id"], datetime.now(UTC)
        log = fetcher.get(log_url(did), accept="*/*", limit=1_000_000)
        keys = resolve(did, log=log, now=now)
        codes = set()
        for entry in map(parse_entry, credential["credentialStatus"]):
            for media_type in (token_jwt.MEDIA_TYPE, token_cwt.MEDIA_TYPE):
                finding = token_status(
                    StatusReference(entry.index, entry.list_url),
                    fetcher.get(entry.list_url, accept=media_type, limit=1_000_000),
                    key_for=lambda kid: keys.key(str(kid), "assertionMethod"),
                    now=now,
                    leeway=LEEWAY,
                )
                codes.add(finding.code)
        return codes

    def anchor(self, credential: dict[str, Any]) -> dict[str, Any] | None:
        """The inclusion proof; None while it is on its way."""
        slug = credential["issuer"]["id"].rpartition(":")[2]
        answer = self.agent.public.get(f"/{slug}/anchors/{credential_digest_id(credential)}")
        assert answer.status_code in (200, 202), answer.text
        return answer.json() if answer.status_code == 200 else None
