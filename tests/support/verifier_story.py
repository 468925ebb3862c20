"""An issuer, a wallet and a ledger of the tests' own, around a verifier that really runs."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import httpx
from damda import dids, status
from damda.dids import did_webvh
from damda.keys import SoftwareSigner
from damda.openid import jose
from damda.proofs import add_proof
from damda.protocols import (
    Accreditation,
    AnchorFinding,
    AnchorProof,
    Canonicalizer,
    IssuerRecord,
    Json,
)
from damda.sd_jwt import parse, present
from damda_issuers.catalog import Catalog

CLAIMS: Json = {
    "trprName": "클라우드 네이티브 백엔드 개발자 양성",
    "trprId": "AIG20260000412345",
    "trprDegr": 3,
    "instName": "한빛직업전문학교",
    "instCode": "500012345678",
    "trainStart": "2026-03-02",
    "trainEnd": "2026-08-28",
    "totalHours": 960,
    "attendanceRate": 94,
    "ncsCode": "20010202",
    "ncsLevel": 5,
    "resultStatus": "Completed",
}
BITS = 131_072


class WebHost:
    """A small web server on loopback: what lies in ``pages`` by path, else 404."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = host.pages.get(self.path)
                self.send_response(200 if body is not None else 404)
                self.send_header("content-length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


@dataclass
class FakeLedger:
    """A `damda.protocols.LedgerReader` that says what it was told."""

    records: dict[str, IssuerRecord] = field(default_factory=dict)
    anchored: dict[bytes, AnchorFinding] = field(default_factory=dict)

    def issuer_record(self, did: str, credential_types: Sequence[str]) -> IssuerRecord | None:
        record = self.records.get(did)
        if record is None:
            return None
        named = tuple(a for a in record.accreditations if a.credential_type in credential_types)
        return replace(record, accreditations=named)

    def anchor_finding(self, digest: bytes, proof: AnchorProof) -> AnchorFinding:
        return self.anchored.get(digest, AnchorFinding("root_unknown"))


class Issuer:
    """KEIS as the agent would run it: a did:webvh, one list per purpose, an accreditation."""

    def __init__(
        self,
        host: WebHost,
        ledger: FakeLedger,
        catalog: Catalog,
        canonicalizer: Canonicalizer,
        *,
        path: str = "keis",
    ) -> None:
        self._host, self._ledger, self._path = host, ledger, path
        self._type = catalog.type("keis", "TrainingBadge")
        self._canonicalizer = canonicalizer
        self._index = 0
        self._create_did()
        self.reset()

    def reset(self) -> None:
        """Accredited, nothing revoked, everything on the web."""
        self._bits = {purpose: status.new_list(BITS) for purpose in ("revocation", "suspension")}
        self.accredit()
        for purpose in self._bits:
            self.publish(purpose)

    def _create_did(self) -> None:
        update = SoftwareSigner.create("Ed25519")
        key = SoftwareSigner.create("Ed25519")
        domain = self._host.url.removeprefix("http://").replace(":", "%3A") + f":{self._path}"
        created = datetime.now(UTC) - timedelta(days=400)
        draft = did_webvh.draft_log(
            domain, update_key=update.public, keys={"key-1": key.public}, created=created
        )
        log = draft.attach(update.sign(draft.signing_input))
        self.did = draft.did
        self.signer = SoftwareSigner.from_private("Ed25519", key.private, f"{self.did}#key-1")
        self.head = did_webvh.resolve_log(self.did, log, now=datetime.now(UTC)).head_digest
        self._host.pages[f"/{self._path}/did.jsonl"] = log

    def accredit(self, **fields: Any) -> None:
        """Say on the ledger who the issuer is; ``fields`` differ from the sound record."""
        since = datetime.now(UTC) - timedelta(days=400)
        sound = IssuerRecord(
            did=self.did,
            status="active",
            log_head=self.head,
            log_version=1,
            accreditations=(Accreditation("TrainingBadge", since, None),),
        )
        self._ledger.records[self.did] = replace(sound, **fields)

    def publish(self, purpose: str, *, ended: timedelta = -timedelta(hours=1)) -> None:
        """Sign the list of ``purpose`` anew and put it on the web; it ended ``ended`` ago."""
        now = datetime.now(UTC)
        document = status.status_list_credential(
            id=self._list_url(purpose),
            issuer=self.did,
            purpose=purpose,
            bits=self._bits[purpose],
            valid_from=now - timedelta(days=1),
            valid_until=now - ended,
            ttl=timedelta(minutes=5),
        )
        self._host.pages[f"/{self._path}/status/{purpose}"] = json.dumps(
            self.secure(document)
        ).encode()

    def set_status(self, purpose: str, index: int, value: bool) -> None:
        """Revoke, suspend or reinstate."""
        self._bits[purpose] = status.with_bit(self._bits[purpose], index, value)
        self.publish(purpose)

    def withdraw(self, purpose: str) -> None:
        """Take the list off the web."""
        del self._host.pages[f"/{self._path}/status/{purpose}"]

    def issue(self, holder: str, *, claims: Json | None = None, **changes: Any) -> tuple[Json, int]:
        """A badge and its status index. ``claims`` differ from `CLAIMS`; ``changes`` are made to
        the document before signing."""
        self._index += 1
        now = datetime.now(UTC)
        document = self._type.build(
            self._type.validate({**CLAIMS, **(claims or {})}, now=now),
            credential_id=f"urn:uuid:3b0c6f1e-0000-4000-8000-{self._index:012d}",
            issuer_did=self.did,
            subject_did=holder,
            valid_from=now - timedelta(hours=1),
            status_entries=[
                status.status_entry(self._list_url(purpose), self._index, purpose)
                for purpose in self._bits
            ],
            base_url=self._host.url,
        )
        return self.secure(document | changes), self._index

    def secure(self, document: Json) -> Json:
        return add_proof(
            document,
            signer=self.signer,
            purpose="assertionMethod",
            created=datetime.now(UTC) - timedelta(seconds=5),
            canonicalizer=self._canonicalizer,
        )

    def _list_url(self, purpose: str) -> str:
        return f"{self._host.url}/{self._path}/status/{purpose}"


@dataclass(frozen=True)
class Asked:
    """What a wallet read from a request object."""

    client_id: str
    response_uri: str
    nonce: str
    state: str
    payload: Json


class TestWallet:
    """Only what the protocol needs, built on core; no part of our wallet."""

    __test__ = False

    def __init__(self, canonicalizer: Canonicalizer) -> None:
        self._canonicalizer = canonicalizer
        self.signer = SoftwareSigner.create("Ed25519")

    @property
    def did(self) -> str:
        return self.signer.did

    def open(self, authorization_uri: str) -> Asked:
        """Fetch and read the request; its signature must hold under the verifier's DID."""
        query = httpx.URL(authorization_uri).params
        answer = httpx.get(query["request_uri"])
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/oauth-authz-req+jwt"
        jws = jose.read_jws(answer.text)
        self._check_signature(jws, query)
        payload = jws.payload
        assert payload["client_id"] == query["client_id"]
        return Asked(
            payload["client_id"],
            payload["response_uri"],
            payload["nonce"],
            payload["state"],
            payload,
        )

    def _check_signature(self, jws: jose.Jws, query: httpx.QueryParams) -> None:
        did = query["client_id"].removeprefix("decentralized_identifier:")
        log = httpx.get(did_webvh.log_url(did).replace("https://localhost", "http://localhost"))
        document = dids.resolve(did, log=log.content, now=datetime.now(UTC))
        key = document.key(jws.header["kid"], "authentication")
        assert jws.header["typ"] == "oauth-authz-req+jwt"
        assert jws.verify(key)

    def present(self, asked: Asked, *credentials: Json, **other: Any) -> Json:
        """A presentation that answers ``asked``; ``other`` differs from what is right."""
        document: Json = {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"],
            "holder": self.did,
            "verifiableCredential": list(credentials),
        }
        arguments = {
            "signer": self.signer,
            "purpose": "authentication",
            "created": datetime.now(UTC),
            "canonicalizer": self._canonicalizer,
            "challenge": asked.nonce,
            "domain": asked.client_id,
        }
        return add_proof(document, **(arguments | other))

    def show(self, asked: Asked, text: str, *names: str, **other: Any) -> str:
        """An SD-JWT VC with the claims ``names`` and a key binding that answers ``asked``."""
        arguments: dict[str, Any] = {
            "paths": [(name,) for name in names],
            "signer": self.signer,
            "audience": asked.client_id,
            "nonce": asked.nonce,
            "issued_at": datetime.now(UTC),
        }
        return present(parse(text), **(arguments | other))

    def send(
        self, asked: Asked, presentation: Json | str, *, query: str = "training_badge", **form: str
    ) -> httpx.Response:
        """The answer by direct_post."""
        return self.send_all(asked, {query: [presentation]}, **form)

    def send_all(self, asked: Asked, vp_token: Json, **form: str) -> httpx.Response:
        """The answer to all queries."""
        fields = {"vp_token": json.dumps(vp_token), "state": asked.state}
        return httpx.post(asked.response_uri, data={**fields, **form}, timeout=30)
