"""Fixtures of the wallet engine's integration tests: an issuer, a verifier and a wallet that serve."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from damda_wallet.engine import Wallet

from support.engine_wallet import engine_wallet
from support.verifier_story import FakeLedger
from support.wallet_parties import AskingVerifier, OfferingIssuer, WebParty


@pytest.fixture
def web() -> Iterator[WebParty]:
    with WebParty() as party:
        yield party


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


@pytest.fixture
def issuer(web: WebParty, ledger: FakeLedger) -> OfferingIssuer:
    return OfferingIssuer(web, ledger)


@pytest.fixture
def verifier() -> Iterator[AskingVerifier]:
    with WebParty() as party:
        yield AskingVerifier(party)


@pytest.fixture
def wallet(tmp_path: Path, ledger: FakeLedger) -> Iterator[Wallet]:
    """Empty."""
    made = engine_wallet(tmp_path, ledger)
    yield made
    made.close()


@pytest.fixture
def holder(wallet: Wallet, issuer: OfferingIssuer) -> Wallet:
    """A wallet with one badge."""
    wallet.accept(wallet.read(issuer.link()))
    return wallet
