"""Keys and wallets in ACA-Py: one Askar profile per institution (`damda_agent.custody`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import jwt
from acapy_agent.core.error import BaseError
from acapy_agent.core.profile import Profile
from acapy_agent.multitenant.base import BaseMultitenantManager
from acapy_agent.wallet.base import BaseWallet
from acapy_agent.wallet.error import WalletNotFoundError
from acapy_agent.wallet.key_type import ED25519
from acapy_agent.wallet.models.wallet_record import WalletRecord
from acapy_agent.wallet.util import b58_to_bytes
from damda.errors import DamdaError
from damda.keys import PublicKey

from .custody import KeyName, TenantWallet
from .refusals import RequestRefused


@dataclass(frozen=True, slots=True)
class AskarCustody:
    """`KeyCustody` on the tenants' Askar profiles. A key's name is its ``kid`` there."""

    root: Profile

    async def public_key(self, wallet_id: str, name: KeyName) -> PublicKey:
        async with self._wallet(wallet_id) as wallet:
            return PublicKey("Ed25519", b58_to_bytes(await _verkey(wallet, name, make=True)))

    async def sign(self, wallet_id: str, name: KeyName, data: bytes) -> bytes:
        async with self._wallet(wallet_id) as wallet:
            verkey = await _verkey(wallet, name, make=False)
            return await wallet.sign_message(data, verkey)

    @asynccontextmanager
    async def _wallet(self, wallet_id: str) -> AsyncIterator[BaseWallet]:
        try:
            async with self.root.session() as session:
                record = await WalletRecord.retrieve_by_id(session, wallet_id)
            profile = await _manager(self.root).get_wallet_profile(self.root.context, record)
            async with profile.session() as session:
                yield session.inject(BaseWallet)
        except BaseError as error:
            raise RequestRefused(
                "The institution's keys can't be used just now. Try again later.",
                ko="기관의 서명 키를 사용할 수 없습니다. 잠시 후 다시 시도해 주세요.",
                code="keys_unavailable",
                http_status=503,
            ) from error


async def _verkey(wallet: BaseWallet, name: KeyName, *, make: bool) -> str:
    kid = f"damda:{name}"
    try:
        return (await wallet.get_key_by_kid(kid)).verkey
    except WalletNotFoundError:
        if not make:
            raise
    return (await wallet.create_key(ED25519, kid=kid)).verkey


@dataclass(frozen=True, slots=True)
class AcaPyWallets:
    """`TenantWallets` on ACA-Py's multitenant manager."""

    root: Profile
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def open(self, name: str, label: str) -> TenantWallet:
        try:
            async with self._lock:
                record = await self._find(name) or await self._create(name, label)
                return TenantWallet(record.wallet_id, await self._token(record))
        except BaseError as error:
            raise RequestRefused(
                "The institution's wallet can't be opened just now. Try again later.",
                ko="기관의 지갑을 열 수 없습니다. 잠시 후 다시 시도해 주세요.",
                code="wallet_unavailable",
                http_status=503,
            ) from error

    async def _find(self, name: str) -> WalletRecord | None:
        async with self.root.session() as session:
            found = await WalletRecord.query(session, {"wallet_name": name})
        return cast(WalletRecord, found[0]) if found else None

    async def _create(self, name: str, label: str) -> WalletRecord:
        settings = {
            "wallet.type": self.root.settings.get("wallet.type"),
            "wallet.name": name,
            # In one shared Askar store the key is the store's; this one is never asked for.
            "wallet.key": None,
            "wallet.webhook_urls": [],
            "wallet.dispatch_type": "base",
            "default_label": label,
        }
        return await _manager(self.root).create_wallet(settings, WalletRecord.MODE_MANAGED)

    async def _token(self, record: WalletRecord) -> str:
        """The token in force: a new one would end it (`create_auth_token` says why)."""
        if record.jwt_iat is None:
            return await _manager(self.root).create_auth_token(record)
        payload = {"wallet_id": record.wallet_id, "iat": record.jwt_iat}
        secret = self.root.settings.get("multitenant.jwt_secret")
        return jwt.encode(payload, secret, algorithm="HS256")


def _manager(root: Profile) -> BaseMultitenantManager:
    return root.inject(BaseMultitenantManager)


class AcaPyMisconfigured(DamdaError):
    """ACA-Py was started without an option that the plugin needs."""

    code = "acapy_misconfigured"


def check_settings(settings: object) -> None:
    """Raises AcaPyMisconfigured: tenants and their shared Askar store are needed."""
    get = settings.get  # type: ignore[attr-defined]
    needed = {
        "--multitenant": bool(get("multitenant.enabled")),
        "--multitenant-admin": bool(get("multitenant.admin_enabled")),
        "--multitenancy-config wallet_type=single-wallet-askar": (
            get("multitenant.wallet_type") == "single-wallet-askar"
        ),
        "--wallet-type askar-anoncreds": get("wallet.type") == "askar-anoncreds",
        "--jwt-secret": bool(get("multitenant.jwt_secret")),
    }
    missing = [option for option, given in needed.items() if not given]
    if missing:
        raise AcaPyMisconfigured(
            f"start aca-py with {', '.join(missing)}.",
            ko=f"aca-py 실행 옵션이 필요합니다: {', '.join(missing)}",
        )
