"""Where the institutions' keys and wallets are: two small seams.

`damda_agent.acapy` implements them on ACA-Py and Askar; tests use keys in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from damda.keys import PublicKey

type KeyName = Literal["update", "assertion"]
"""update: signs the DID log. assertion: signs credentials and status lists."""


class KeyCustody(Protocol):
    """Private keys that are used and never seen."""

    async def public_key(self, wallet_id: str, name: KeyName) -> PublicKey:
        """The wallet's Ed25519 key of this name, made at the first call.

        Raises RequestRefused ("keys_unavailable").
        """
        ...

    async def sign(self, wallet_id: str, name: KeyName, data: bytes) -> bytes:
        """64 bytes over ``data``. Raises RequestRefused ("keys_unavailable")."""
        ...


@dataclass(frozen=True, slots=True)
class TenantWallet:
    """A tenant's wallet, and the bearer token with which the admin API is called for it."""

    wallet_id: str
    token: str


class TenantWallets(Protocol):
    async def open(self, name: str, label: str) -> TenantWallet:
        """The wallet of this name, made at the first call.

        The token stays the same until ACA-Py gives out another one
        (``POST /multitenancy/wallet/{wallet_id}/token``). Raises RequestRefused.
        """
        ...
