"""Damda's contracts on a running anvil, with funded accounts, for integration tests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from damda_ledger.deployment import Deployment
from damda_ledger.evm import EvmLedger
from damda_ledger.evm_chain import EvmChain
from damda_ledger.governing import Waiting, deploy, fund, transact, wait_for_chain
from damda_ledger.hexes import text_hash
from damda_ledger.registry import Registry
from damda_ledger.rpc import RpcClient
from damda_ledger.signing import LocalSigner
from damda_ledger.writer import Receipt

from support.anvil import AnvilProcess, running_anvil

GOVERNANCE = LocalSigner(b"\x21" * 32)
CONTROLLER = LocalSigner(b"\x22" * 32)
STRANGER = LocalSigner(b"\x23" * 32)
DID = "did:webvh:QmA:localhost%3A8130:keis"
OTHER_DID = "did:webvh:QmB:localhost%3A8130:other"
BADGE = "TrainingBadge"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
WAITING = Waiting(sleep=lambda seconds: time.sleep(min(seconds, 0.03)))
"""Blocks come every tenth of a second here: look more often than an operator has to."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A deployment and the clients that talk to it."""

    anvil: AnvilProcess
    rpc: RpcClient
    chain: EvmChain
    deployment: Deployment
    ledger: EvmLedger
    registry: Registry

    def send(self, signer: LocalSigner, to: str, data: bytes) -> Receipt:
        """Waits for the receipt. Raises LedgerRejected with the contract's reason."""
        return transact(self.chain, signer, to=to, data=data, waiting=WAITING)

    def govern(self, data: bytes, signer: LocalSigner = GOVERNANCE) -> Receipt:
        return self.send(signer, self.deployment.issuer_registry, data)


@contextmanager
def running_chain(state_file: Path | None = None, *, dump_seconds: int = 1) -> Iterator[Chain]:
    """A fresh chain with both contracts and money for three accounts; nobody is registered."""
    with running_anvil(state_file, dump_seconds=dump_seconds) as anvil:
        rpc = RpcClient(anvil.url)
        chain = EvmChain(rpc)
        wait_for_chain(chain, seconds=10, waiting=WAITING)
        for signer in (GOVERNANCE, CONTROLLER, STRANGER):
            fund(chain, signer.address, 10**21)
        deployment = deploy(chain, GOVERNANCE, governance=GOVERNANCE.address, waiting=WAITING)
        yield Chain(
            anvil,
            rpc,
            chain,
            deployment,
            EvmLedger(rpc, deployment),
            Registry(chain, deployment, GOVERNANCE, WAITING),
        )
        rpc.close()


def name(text: str) -> bytes:
    """A DID or a type as the contracts know it."""
    return text_hash(text)
