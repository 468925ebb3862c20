"""A wallet's folder: its vault, its settings, and the wallet put together from them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
from damda.errors import MalformedInput
from damda.protocols import Clock, Entropy, LedgerReader
from damda_issuers.catalog import load_catalog
from damda_ledger.deployment import read_deployment
from damda_schemas import compiled_canonicalizer, schema_set

from .config import Settings, read_settings, write_settings
from .engine import Wallet
from .errors import SetupFaulty
from .sealing import Argon2Cost
from .transport import TIMEOUT, HttpTransport
from .vault import Vault

VAULT_NAME = "vault.db"


def now() -> datetime:
    return datetime.now(UTC)


class WalletHome:
    """The wallet of one folder. Synchronous and slow (Argon2id): call it off a drawing thread."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock = now,
        entropy: Entropy = os.urandom,
        cost: Argon2Cost | None = None,
        new_client: Callable[[], httpx.Client] = lambda: httpx.Client(timeout=TIMEOUT),
    ) -> None:
        self.folder = folder
        self._clock = clock
        self._entropy = entropy
        self._cost = cost
        self._new_client = new_client

    @property
    def vault_path(self) -> Path:
        return self.folder / VAULT_NAME

    def exists(self) -> bool:
        return self.vault_path.is_file()

    def settings(self) -> Settings:
        """Raises SetupFaulty."""
        return read_settings(self.folder)

    def set_up(self, settings: Settings) -> None:
        """Writes the settings. Raises SetupFaulty."""
        write_settings(self.folder, settings)

    def make_vault(self, pin: str) -> None:
        """A new, empty vault. Raises SetupFaulty, VaultMissing ("vault_exists")."""
        self._new_vault(pin).close()

    def create(self, pin: str) -> Wallet:
        """A new wallet. Raises SetupFaulty, VaultMissing ("vault_exists")."""
        return self._assembled(lambda: self._new_vault(pin))

    def open(self, pin: str) -> Wallet:
        """Raises VaultMissing, VaultLocked, VaultDamaged, SetupFaulty."""
        return self._assembled(lambda: self._old_vault(pin))

    def check_openable(self) -> None:
        """Raises VaultMissing, VaultDamaged, VaultLocked ("pin_locked_out"), without a PIN."""
        Vault.check_openable(self.vault_path, clock=self._clock)

    def change_pin(self, old: str, new: str) -> None:
        """Raises VaultMissing, VaultLocked, VaultDamaged, SetupFaulty ("weak_pin")."""
        vault = self._old_vault(old)
        try:
            vault.change_pin(old, new, clock=self._clock)
        finally:
            vault.close()

    def _new_vault(self, pin: str) -> Vault:
        return Vault.create(
            self.vault_path, pin, clock=self._clock, entropy=self._entropy, cost=self._cost
        )

    def _old_vault(self, pin: str) -> Vault:
        return Vault.open(self.vault_path, pin, clock=self._clock, entropy=self._entropy)

    def _assembled(self, vault: Callable[[], Vault]) -> Wallet:
        # The vault last: what is wrong with the settings shows before anything is made or tried.
        settings = self.settings()
        ledger = _ledger(settings)
        catalog = load_catalog()
        return Wallet(
            vault(),
            transport=HttpTransport(self._new_client(), plain_http_hosts=settings.plain_http_hosts),
            canonicalizer=compiled_canonicalizer(catalog.compiled_contexts),
            schemas=schema_set(catalog.schemas),
            ledger=ledger,
            clock=self._clock,
            entropy=self._entropy,
            plain_http_hosts=settings.plain_http_hosts,
        )


def _ledger(settings: Settings) -> LedgerReader | None:
    if settings.ledger_rpc is None or settings.ledger_deployment is None:
        return None
    # Late: the Ethereum packages take most of a second, and a wallet without a ledger needs none.
    from damda_ledger.evm import EvmLedger
    from damda_ledger.rpc import RpcClient

    try:
        deployment = read_deployment(settings.ledger_deployment)
    except MalformedInput as error:
        raise SetupFaulty(error.en, ko=error.ko) from None
    return EvmLedger(RpcClient(settings.ledger_rpc), deployment)
