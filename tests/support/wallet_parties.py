"""An issuer and a verifier as small real web servers, for tests of the wallet's engine.

They answer as OpenID4VCI and OpenID4VP want, built from core; a test then changes one thing.
"""

from __future__ import annotations

import copy
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl

from damda.credentials import anchor_digest
from damda.dids import did_webvh
from damda.errors import OpenIdError
from damda.evidence import anchor_proof_to_json
from damda.keys import SoftwareSigner
from damda.openid import credential, holder_proof, issuer_metadata, request_object, response, token
from damda.openid.offer import CredentialOffer, TxCodePrompt, offer_uri
from damda.protocols import AnchorFinding, AnchorProof, Json
from damda.sd_jwt_vc import anchor_digest_of
from damda_issuers.catalog import load_catalog
from damda_issuers.forms import sd_jwt_vc
from damda_ledger import merkle
from damda_schemas import compiled_canonicalizer

from support.sd_jwt_issuing import SdJwtIssuer
from support.verifier_story import FakeLedger, Issuer

CATALOG = load_catalog()
CANONICALIZER = compiled_canonicalizer(CATALOG.compiled_contexts)
BADGE = "keis_training_badge_ldp_vc"
SD_JWT_BADGE = "keis_training_badge_sd_jwt"


@dataclass
class Call:
    """One request that came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    status: int = 200
    body: Any = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class WebParty:
    """A web server on loopback: ``pages`` answer GET, ``routes`` by (method, path) come first."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.routes: dict[tuple[str, str], Callable[[Call], Reply]] = {}
        self.calls: list[Call] = []
        party = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                call = Call(self.command, self.path, headers, self.rfile.read(length))
                party.calls.append(call)
                reply = party.answer(call)
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(reply.data)))
                self.end_headers()
                self.wfile.write(reply.data)

            do_GET = do_POST = _answer  # noqa: N815 - the base class wants it so

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://localhost:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    def answer(self, call: Call) -> Reply:
        route = self.routes.get((call.method, call.path))
        if route is not None:
            return route(call)
        if call.method == "GET" and call.path in self.pages:
            return Reply(200, self.pages[call.path])
        return Reply(404)

    def paths(self, method: str = "POST") -> list[str]:
        return [call.path for call in self.calls if call.method == method]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class OfferingIssuer:
    """KEIS with an OpenID4VCI server below ``/keis``. Attributes say how it behaves."""

    def __init__(self, web: WebParty, ledger: FakeLedger) -> None:
        self.web = web
        self.ledger = ledger
        self.url = f"{web.url}/keis"
        self.keis = Issuer(web, ledger, CATALOG, CANONICALIZER)
        self.selective = SdJwtIssuer(self.keis, web, CATALOG)
        self.tx_code: str | None = None
        self.prompt: TxCodePrompt | None = None
        self.identifiers: tuple[str, ...] = ()
        self.stale_nonces = 0
        self.alter: Callable[[Json], Json] = lambda document: document
        self.selective_claims: Json = {}
        self.alter_text: Callable[[str], str] = lambda text: text
        self.subject: str | None = None
        self.respond: Callable[[Json], Reply] = lambda message: Reply(200, message)
        self.issued: list[tuple[Json, int]] = []
        self.texts: list[tuple[str, int]] = []
        self.requests: list[Json] = []
        self.tx_codes: list[str | None] = []
        self.notifications: list[str] = []
        self._codes: set[str] = set()
        self._nonces: set[str] = set()
        self._publish()

    def offer(self, **changes: Any) -> CredentialOffer:
        code = secrets.token_hex(16)
        self._codes.add(code)
        fields: Json = {
            "credential_issuer": self.url,
            "configuration_ids": (BADGE,),
            "pre_authorized_code": code,
            "tx_code": self.prompt,
        }
        return CredentialOffer(**{**fields, **changes})

    def link(self, **changes: Any) -> str:
        """An offer by reference, as it is in the QR code."""
        name = secrets.token_hex(4)
        self.web.pages[f"/keis/offers/{name}"] = json.dumps(
            self.offer(**changes).to_json()
        ).encode()
        return offer_uri(f"{self.url}/offers/{name}")

    def metadata(self) -> Json:
        kind = CATALOG.type("keis", "TrainingBadge")
        claims = [
            {
                "path": list(claim.path),
                "display": [
                    {"name": claim.ko, "locale": "ko"},
                    {"name": claim.en, "locale": "en"},
                ],
            }
            for claim in kind.claims
        ]
        return issuer_metadata.build_issuer_metadata(
            issuer=self.url,
            display=[
                {"name": "한국고용정보원", "locale": "ko"},
                {"name": "Korea Employment Information Service", "locale": "en"},
            ],
            configurations={
                BADGE: issuer_metadata.ldp_vc_configuration(
                    scope="TrainingBadge",
                    contexts=["https://www.w3.org/ns/credentials/v2"],
                    types=["VerifiableCredential", "TrainingBadge"],
                    display=[
                        {"name": "직업훈련 배지", "locale": "ko", "background_color": "#12457a"},
                        {"name": "Training badge", "locale": "en"},
                    ],
                    claims=claims,
                ),
                SD_JWT_BADGE: sd_jwt_vc.configuration(kind, "TrainingBadgeSd", self.web.url),
            },
        )

    def publish_metadata(self, metadata: Json) -> None:
        path = "/.well-known/openid-credential-issuer/keis"
        self.web.pages[path] = json.dumps(metadata).encode()

    def anchor(self, document: Json | str, *, issuer: str | None = None) -> AnchorProof:
        """Put a credential on the ledger, alone in its tree, and publish its proof."""
        named = anchor_digest_of(document) if isinstance(document, str) else anchor_digest(document)
        digest, salt = named, secrets.token_bytes(32)
        root = merkle.leaf(salt, digest)
        proof = AnchorProof(
            31337, "0x" + "11" * 20, issuer or self.keis.did, salt, (), root, root, 7
        )
        self.web.pages[f"/keis/anchors/{digest.hex()}"] = json.dumps(
            anchor_proof_to_json(proof)
        ).encode()
        self.ledger.anchored[digest] = AnchorFinding("anchored", datetime.now(UTC), 7)
        return proof

    def _publish(self) -> None:
        self.publish_metadata(self.metadata())
        self.web.pages["/.well-known/oauth-authorization-server/keis"] = json.dumps(
            issuer_metadata.build_authorization_metadata(issuer=self.url)
        ).encode()
        for name in ("token", "nonce", "credential", "notification"):
            self.web.routes["POST", f"/keis/{name}"] = getattr(self, f"_{name}")

    def _token(self, call: Call) -> Reply:
        request = token.parse_token_request(call.form)
        self.tx_codes.append(request.tx_code)
        if request.pre_authorized_code not in self._codes or request.tx_code != self.tx_code:
            return Reply(400, {"error": "invalid_grant"})
        self._codes.discard(request.pre_authorized_code)
        named = {BADGE: self.identifiers} if self.identifiers else None
        answer = token.token_response(
            access_token="token-1", expires_in=600, credential_identifiers=named
        )
        return Reply(200, answer)

    def _nonce(self, _: Call) -> Reply:
        nonce = secrets.token_hex(8)
        self._nonces.add(nonce)
        return Reply(200, {"c_nonce": nonce})

    def _credential(self, call: Call) -> Reply:
        self.requests.append(call.json)
        if call.headers.get("authorization") != "Bearer token-1":
            return Reply(401, {"error": "invalid_token"})
        try:
            request = credential.parse_credential_request(
                call.json,
                configuration_ids=[BADGE, SD_JWT_BADGE],
                credential_identifiers=self.identifiers,
            )
            proof = holder_proof.check_proof_jwt(
                request.proofs[0], audience=self.url, now=datetime.now(UTC)
            )
        except OpenIdError as error:
            return Reply(400, {"error": error.code, "en": error.en, "ko": error.ko})
        fresh = proof.nonce in self._nonces and self.stale_nonces == 0
        self._nonces.discard(proof.nonce)
        if not fresh:
            self.stale_nonces -= 1
            return Reply(400, {"error": "invalid_nonce"})
        if request.configuration_id == SD_JWT_BADGE:
            text, index = self.selective.issue(proof.key, claims=self.selective_claims)
            text = self.alter_text(text)
            self.texts.append((text, index))
            return self.respond(credential.credential_response([text], "note-1"))
        document, index = self.keis.issue(self.subject or proof.subject_did)
        document = self.alter(copy.deepcopy(document))
        self.issued.append((document, index))
        return self.respond(credential.credential_response([document], "note-1"))

    def _notification(self, call: Call) -> Reply:
        self.notifications.append(credential.parse_notification(call.json).event)
        return Reply(204)


QUERY: Json = {
    "credentials": [
        {
            "id": "training_badge",
            "format": "ldp_vc",
            "meta": {"type_values": [["https://www.w3.org/2018/credentials#VerifiableCredential"]]},
            "claims": [{"path": ["credentialSubject", "achievement", "name"]}],
        }
    ]
}


class AskingVerifier:
    """A verifier that asks for one badge and keeps what it is sent."""

    def __init__(self, web: WebParty) -> None:
        self.web = web
        update, key = SoftwareSigner.create("Ed25519"), SoftwareSigner.create("Ed25519")
        self.domain = web.url.removeprefix("http://")
        draft = did_webvh.draft_log(
            self.domain.replace(":", "%3A"),
            update_key=update.public,
            keys={"key-1": key.public},
            created=datetime.now(UTC) - timedelta(days=30),
        )
        web.pages["/.well-known/did.jsonl"] = draft.attach(update.sign(draft.signing_input))
        self.did = draft.did
        self.client_id = f"decentralized_identifier:{self.did}"
        self.signer = SoftwareSigner.from_private("Ed25519", key.private, f"{self.did}#key-1")
        self.nonce = secrets.token_hex(16)
        self.answers: list[Any] = []
        self.forms: list[dict[str, str]] = []
        self.reply = Reply(200, {"state": "verified", "reasons": []})
        web.routes["POST", "/response"] = self._response

    def payload(self, **changes: Any) -> Json:
        now = datetime.now(UTC)
        built = request_object.build_request_object(
            client_id=self.client_id,
            response_uri=f"{self.web.url}/response",
            nonce=self.nonce,
            state="state-1",
            dcql_query=QUERY,
            client_metadata={
                "client_name": "한빛소프트 채용",
                "client_name#en": "Hanbit Software Careers",
                "purpose#ko": "채용 서류 확인",
                "purpose#en": "To check an application",
            },
            issued_at=now,
            expires_at=now + timedelta(minutes=5),
        )
        return {**built, **changes}

    def link(
        self, *, outside: str | None = None, signer: SoftwareSigner | None = None, **changes: Any
    ) -> str:
        signed = request_object.sign_request_object(self.payload(**changes), signer or self.signer)
        self.web.pages["/request"] = signed.encode()
        return request_object.authorization_uri(
            client_id=outside or self.client_id, request_uri=f"{self.web.url}/request"
        )

    def _response(self, call: Call) -> Reply:
        self.forms.append(call.form)
        self.answers.append(response.parse_response_form(call.form))
        return self.reply
