"""A wallet engine over real HTTP on loopback, with a cheap vault."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from damda.errors import DamdaError
from damda_schemas import schema_set
from damda_wallet.engine import Wallet
from damda_wallet.transport import HttpTransport
from damda_wallet.vault import Vault

from support.verifier_story import FakeLedger
from support.wallet_parties import CANONICALIZER, CATALOG
from support.wallet_vaults import CHEAP, PIN

LOOPBACK = frozenset({"localhost"})
# Made once: reading the certificates and compiling the schemas takes longer than a test.
TLS = httpx.create_ssl_context()
SCHEMAS = schema_set(CATALOG.schemas)


def now() -> datetime:
    return datetime.now(UTC)


def engine_wallet(
    folder: Path, ledger: FakeLedger | None = None, *, pin: str = PIN, **changes: Any
) -> Wallet:
    """The wallet of ``folder``; made if it is not there yet."""
    path = folder / "vault.db"
    if path.exists():
        vault = Vault.open(path, pin, clock=now)
    else:
        vault = Vault.create(path, pin, clock=now, cost=CHEAP)
    fields = {
        "transport": HttpTransport(httpx.Client(timeout=5, verify=TLS), plain_http_hosts=LOOPBACK),
        "canonicalizer": CANONICALIZER,
        "schemas": SCHEMAS,
        "ledger": ledger,
        "clock": now,
        "entropy": secrets.token_bytes,
        "plain_http_hosts": LOOPBACK,
    }
    return Wallet(vault, **{**fields, **changes})


def refusal(call: Callable[[], object]) -> DamdaError:
    """The error of a call that must be refused, with a sentence in both languages."""
    with pytest.raises(DamdaError) as caught:
        call()
    assert caught.value.ko != caught.value.en
    return caught.value
