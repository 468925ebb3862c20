"""A cheap vault and a clock that is turned by hand, for the wallet's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from damda_wallet.sealing import Argon2Cost
from damda_wallet.vault import Vault

CHEAP = Argon2Cost(memory_kib=64, iterations=1, lanes=1)
PIN = "493817"


class HandClock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def new_vault(folder: Path, clock: HandClock | None = None) -> Vault:
    return Vault.create(folder / "vault.db", PIN, clock=clock or HandClock(), cost=CHEAP)


def open_vault(folder: Path, pin: str = PIN, clock: HandClock | None = None) -> Vault:
    return Vault.open(folder / "vault.db", pin, clock=clock or HandClock())
