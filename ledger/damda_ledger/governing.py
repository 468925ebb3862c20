"""Deploying the contracts and governing the registry: what `damda ledger` does, without the words.

These are an operator's acts, one at a time and waited for; the applications' own transactions go
through the outbox.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from damda.errors import LedgerRejected, LedgerUnavailable
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address
from rlp import encode as rlp_encode  # type: ignore[import-untyped]

from .contracts import deploy_anchor_code, deploy_registry_code
from .deployment import DEV_CHAIN_IDS, Deployment
from .evm_chain import EvmChain
from .writer import Receipt, TransactionSigner

RECEIPT_SECONDS = 60.0
POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Waiting:
    """How waiting is done; both are arguments for tests."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def wait_for_chain(chain: EvmChain, *, seconds: float, waiting: Waiting) -> int:
    """The chain id, as soon as the ledger answers and has a block. Raises LedgerUnavailable."""
    deadline = waiting.monotonic() + seconds
    while True:
        try:
            # The genesis hash is certain from block 1 on (`EvmChain.head`).
            if chain.head().number > 0:
                return chain.chain_id()
        except LedgerUnavailable:
            if waiting.monotonic() >= deadline:
                raise
        if waiting.monotonic() >= deadline:
            raise LedgerUnavailable(
                "The ledger answers but makes no blocks.",
                ko="원장이 응답하지만 블록을 만들지 않습니다.",
            )
        waiting.sleep(POLL_SECONDS)


def transact(
    chain: EvmChain, signer: TransactionSigner, *, to: str | None, data: bytes, waiting: Waiting
) -> Receipt:
    """Sends one transaction and waits until it is mined.

    Raises LedgerRejected (the contract's reason, or ``reverted``), LedgerUnavailable.
    """
    signed = chain.sign(
        signer,
        to=to,
        data=data,
        nonce=chain.nonces(signer.address).pending,
        chain_id=chain.chain_id(),
    )
    chain.submit(signed.raw)
    deadline = waiting.monotonic() + RECEIPT_SECONDS
    while waiting.monotonic() < deadline:
        receipt = chain.receipts([signed.hash])[0]
        if receipt is None:
            waiting.sleep(POLL_SECONDS)
            continue
        if not receipt.succeeded:
            raise LedgerRejected(
                f"The transaction 0x{signed.hash.hex()} was mined but failed.",
                ko=f"거래 0x{signed.hash.hex()}이(가) 실패하였습니다.",
                code="reverted",
            )
        return receipt
    raise LedgerUnavailable(
        f"The transaction 0x{signed.hash.hex()} was not mined within {RECEIPT_SECONDS:.0f} s.",
        ko=f"거래 0x{signed.hash.hex()}이(가) {RECEIPT_SECONDS:.0f}초 안에 처리되지 않았습니다.",
    )


def deploy(
    chain: EvmChain, signer: TransactionSigner, *, governance: str, waiting: Waiting
) -> Deployment:
    """Puts both contracts on the chain. Raises LedgerRejected, LedgerUnavailable."""
    registry, _ = _create(chain, signer, deploy_registry_code(governance), waiting)
    anchor, receipt = _create(chain, signer, deploy_anchor_code(registry), waiting)
    return Deployment(
        chain_id=chain.chain_id(),
        genesis=chain.head().genesis,
        issuer_registry=registry,
        credential_anchor=anchor,
        block=receipt.block_number,
    )


def is_deployed(chain: EvmChain, deployment: Deployment) -> bool:
    """Whether this is the deployment's chain and both contracts are there."""
    return (
        chain.chain_id() == deployment.chain_id
        and chain.head().genesis == deployment.genesis
        and chain.has_code(deployment.issuer_registry)
        and chain.has_code(deployment.credential_anchor)
    )


def fund(chain: EvmChain, address: str, wei: int) -> None:
    """Sets an account's balance on a development chain. Raises LedgerRejected elsewhere."""
    if chain.chain_id() not in DEV_CHAIN_IDS:
        raise LedgerRejected(
            "Only a development chain gives money away.",
            ko="개발용 체인에서만 잔액을 채울 수 있습니다.",
            code="not_development",
        )
    chain.set_balance(address, wei)


def _create(
    chain: EvmChain, signer: TransactionSigner, code: bytes, waiting: Waiting
) -> tuple[str, Receipt]:
    nonce = chain.nonces(signer.address).pending
    receipt = transact(chain, signer, to=None, data=code, waiting=waiting)
    return _created_address(signer.address, nonce), receipt


def _created_address(sender: str, nonce: int) -> str:
    """Where a contract comes to lie: the last 20 bytes of keccak(rlp([sender, nonce]))."""
    place = keccak(rlp_encode([bytes.fromhex(sender[2:]), nonce]))
    return str(to_checksum_address(place[-20:]))
