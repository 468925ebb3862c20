"""An agent with keys in memory and a clock that tests move, and a wallet that speaks to it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from damda.keys import PublicKey, SoftwareSigner
from damda.openid.holder_proof import build_proof_jwt
from damda.openid.offer import OfferReference, TxCodePrompt, parse_offer_uri
from damda.openid.token import token_request_form
from damda_agent.agent import Agent, build_agent
from damda_agent.config import read_config
from damda_agent.custody import KeyName, TenantWallet
from damda_agent.institutions import OpenedInstitution
from damda_agent.ledger_access import LedgerAccess
from damda_agent.offering import CreatedOffer, OfferRequest
from damda_agent.public import public_app
from damda_agent.store import Database
from damda_issuers.catalog import Catalog, load_catalog

from .credential_world import Web

KEIS = load_catalog().institutions["keis"]
# A second institution: the same definitions under another name.
CATALOG = Catalog({"keis": KEIS, "other": replace(KEIS, slug="other")})
CLAIMS = {
    "trprId": "AIG20250000123456",
    "trprDegr": 3,
    "trprName": "클라우드 백엔드 개발자 양성과정",
    "instCode": "500020012345",
    "instName": "담다직업전문학교",
    "trainStart": "2026-03-02",
    "trainEnd": "2026-08-28",
    "totalHours": 960,
    "attendanceRate": 96,
    "ncsCode": "20010202",
    "ncsLevel": 5,
    "resultStatus": "Completed",
}
CONFIGURATION = "keis_training_badge_ldp_vc"
SD_JWT = "dc+sd-jwt"
SD_JWT_CONFIGURATION = "keis_training_badge_sd_jwt"


@dataclass(slots=True)
class WorldClock:
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass(slots=True)
class MemoryCustody:
    """`KeyCustody` in memory."""

    signers: dict[tuple[str, str], SoftwareSigner] = field(default_factory=dict)

    async def public_key(self, wallet_id: str, name: KeyName) -> PublicKey:
        return self.signers.setdefault((wallet_id, name), SoftwareSigner.create("Ed25519")).public

    async def sign(self, wallet_id: str, name: KeyName, data: bytes) -> bytes:
        return self.signers[wallet_id, name].sign(data)


@dataclass(slots=True)
class MemoryWallets:
    """`TenantWallets` in memory."""

    opened: dict[str, TenantWallet] = field(default_factory=dict)

    async def open(self, name: str, label: str) -> TenantWallet:
        return self.opened.setdefault(name, TenantWallet(f"w-{name}", secrets.token_hex(8)))


@dataclass(slots=True)
class AgentWorld:
    agent: Agent
    clock: WorldClock
    http: TestClient[Any, Any]
    custody: MemoryCustody
    web: Web

    async def institution(self, slug: str = "keis") -> OpenedInstitution:
        return await self.agent.institutions.open(slug)

    async def offer(
        self,
        slug: str = "keis",
        *,
        tx_code: TxCodePrompt | None = None,
        lifetime: timedelta | None = None,
        format: str = "ldp_vc",
        **changes: Any,
    ) -> CreatedOffer:
        opened = await self.institution(slug)
        request = OfferRequest("TrainingBadge", {**CLAIMS, **changes}, tx_code, lifetime, format)
        return await self.agent.offers.create(opened.record, request)

    def wallet(self, slug: str = "keis", kind: Any = "Ed25519") -> HttpWallet:
        return HttpWallet(self, slug, SoftwareSigner.create(kind, did_method="jwk"))

    async def get(self, path: str) -> tuple[int, Any]:
        async with self.http.get(path) as answer:
            return answer.status, await answer.json(content_type=None)


@dataclass(slots=True)
class HttpWallet:
    """Speaks OpenID4VCI over HTTP; each step can be done wrongly on purpose."""

    world: AgentWorld
    slug: str
    signer: SoftwareSigner
    binding: Literal["jwk", "did"] = "jwk"
    token_text: str = ""

    @property
    def issuer(self) -> str:
        return f"{self.world.agent.config.public_url}/{self.slug}"

    async def post(self, name: str, **options: Any) -> tuple[int, Any, Any]:
        """Status, JSON (None without a body), headers."""
        async with self.world.http.post(f"/{self.slug}/{name}", **options) as answer:
            body = await answer.json(content_type=None) if await answer.read() else None
            return answer.status, body, answer.headers

    async def read_offer(self, offer: CreatedOffer) -> tuple[int, Any]:
        reference = parse_offer_uri(offer.uri)
        assert isinstance(reference, OfferReference)
        path = reference.url.removeprefix(self.world.agent.config.public_url)
        return await self.world.get(path)

    async def code(self, offer: CreatedOffer) -> str:
        _, message = await self.read_offer(offer)
        grant: dict[str, Any]
        (grant,) = message["grants"].values()
        return str(grant["pre-authorized_code"])

    async def redeem(self, code: str, tx_code: str | None = None) -> tuple[int, Any]:
        form = FormData(token_request_form(pre_authorized_code=code, tx_code=tx_code))
        status, body, _ = await self.post("token", data=form)
        if status == 200:
            self.token_text = body["access_token"]
        return status, body

    async def nonce(self) -> str:
        _, body, _ = await self.post("nonce")
        return str(body["c_nonce"])

    def proof(self, nonce: str | None, *, audience: str | None = None) -> str:
        return build_proof_jwt(
            self.signer,
            binding=self.binding,
            audience=audience or self.issuer,
            nonce=nonce,
            issued_at=self.world.clock(),
        )

    async def ask(
        self, proof_text: str | None = None, *, configuration: str = CONFIGURATION, **changes: Any
    ) -> tuple[int, Any]:
        """A credential request; ``changes`` replace members, None takes one out."""
        if proof_text is None:
            proof_text = self.proof(await self.nonce())
        message: dict[str, Any] = {
            "credential_configuration_id": configuration,
            "proofs": {"jwt": [proof_text]},
            **changes,
        }
        body = {name: value for name, value in message.items() if value is not None}
        status, answer, _ = await self.post("credential", json=body, headers=self.bearer)
        return status, answer

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token_text}"}

    async def take(self, offer: CreatedOffer) -> dict[str, Any]:
        """The whole way; the credential answer."""
        status, body = await self.redeem(await self.code(offer), offer.tx_code)
        assert status == 200, body
        status, body = await self.ask(configuration=offer.record.configuration_id)
        assert status == 200, body
        answer: dict[str, Any] = body
        return answer


async def open_world(
    database: Database,
    *,
    ledger: LedgerAccess | None = None,
    clock: WorldClock | None = None,
) -> AgentWorld:
    """An agent on ``database``, its public server on a free port. Close ``world.http``."""
    clock, custody, web = clock or WorldClock(), MemoryCustody(), Web()
    agent = await build_agent(
        read_config({"public_url": "http://localhost:8130", "anchor_max_seconds": 0.001}),
        catalog=CATALOG,
        database=database,
        custody=custody,
        wallets=MemoryWallets(),
        ledger=ledger,
        fetcher=web,
        clock=clock,
        entropy=secrets.token_bytes,
    )
    client = TestClient(TestServer(public_app(agent)))
    await client.start_server()
    return AgentWorld(agent, clock, client, custody, web)
