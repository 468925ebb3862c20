"""The wallet's window over real servers on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.verifier_story import FakeLedger
from support.wallet_parties import AskingVerifier, OfferingIssuer, WebParty
from support.wallet_vaults import PIN
from support.wallet_window import FolderDoor, WalletWindow, qr_picture


@dataclass
class Town:
    """Everybody the wallet meets, and the places for its files."""

    ledger: FakeLedger
    issuer: OfferingIssuer
    verifier: AskingVerifier
    door: FolderDoor
    folder: Path

    def picture(self, link: str) -> Path:
        return qr_picture(link, self.folder / "code.png")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.ui)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    ledger = FakeLedger()
    with WebParty() as issuing, WebParty() as asking:
        yield Town(
            ledger,
            OfferingIssuer(issuing, ledger),
            AskingVerifier(asking),
            FolderDoor(tmp_path, ledger),
            tmp_path,
        )


@pytest.fixture
def window(town: Town) -> Iterator[WalletWindow]:
    """The window at its first start."""
    with WalletWindow(town.door) as opened:
        yield opened


@pytest.fixture
def wallet(town: Town) -> Iterator[WalletWindow]:
    """The window of a wallet that was made before, unlocked."""
    town.door.create(PIN).close()
    with WalletWindow(town.door) as opened:
        opened.enter_pin(PIN)
        yield opened
