"""The ledger as the anchoring worker sees it: heads, nonces, signing, sending, receipts, state.

Implemented by `damda_ledger.evm.EvmLedger` and `damda_ledger.memory.MemoryLedger`. Synchronous.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from damda.protocols import AnchorFinding

from .hexes import text_hash


@dataclass(frozen=True, slots=True)
class Head:
    """The chain's first block hash and its newest block."""

    genesis: bytes
    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Nonces:
    """``mined``: the next nonce by the chain; ``pending``: the next one counting the node's pool."""

    mined: int
    pending: int


@dataclass(frozen=True, slots=True)
class Call:
    """A contract call that changes state: address (0x, checksummed) and ABI-encoded data."""

    to: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SignedTransaction:
    """Signed bytes, their hash (computed here from the bytes), and what they bind."""

    raw: bytes
    hash: bytes
    nonce: int
    max_fee: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a mined transaction."""

    transaction: bytes
    succeeded: bool
    block_number: int
    block_hash: bytes


@dataclass(frozen=True, slots=True)
class RootRecord:
    """What CredentialAnchor says of a root: who anchored it (DID hash), in which block, and when."""

    issuer_hash: bytes
    block_number: int
    anchored_at: datetime

    @staticmethod
    def finding(record: RootRecord | None, issuer: str) -> AnchorFinding:
        """What a root's record says for a credential of ``issuer``: another's root is none."""
        if record is None or record.issuer_hash != text_hash(issuer):
            return AnchorFinding("root_unknown")
        return AnchorFinding("anchored", record.anchored_at, record.block_number)


@dataclass(frozen=True, slots=True)
class LogHead:
    """The newest anchored head of an issuer's DID log; version 0 means none."""

    head: bytes
    version: int


class TransactionSigner(Protocol):
    """An account's key, used and never seen (`damda_ledger.signing`)."""

    @property
    def address(self) -> str:
        """0x and 40 hex digits, checksummed (EIP-55)."""
        ...

    def sign_transaction(self, fields: Mapping[str, Any]) -> bytes:
        """The signed, serialized transaction (EIP-2718)."""
        ...


class LedgerWriter(Protocol):
    """All methods raise LedgerUnavailable where the ledger does not answer sensibly."""

    @property
    def chain_id(self) -> int: ...

    @property
    def anchor_contract(self) -> str:
        """Address of CredentialAnchor, for the inclusion proofs."""
        ...

    def issuer_hash(self, issuer: str) -> bytes:
        """keccak-256 of the DID: how the contracts name it."""
        ...

    def head(self) -> Head: ...

    def block_hash(self, number: int) -> bytes | None:
        """None if the chain has no such block."""
        ...

    def nonces(self, address: str) -> Nonces: ...

    def fee(self) -> int:
        """wei per gas that a transaction signed now would offer at most."""
        ...

    def anchor_call(self, issuer: str, root: bytes) -> Call: ...

    def log_head_call(self, issuer: str, head: bytes, version: int) -> Call: ...

    def sign(
        self, call: Call, signer: TransactionSigner, nonce: int, *, above_fee: int = 0
    ) -> SignedTransaction:
        """Estimates the gas and signs; pays more than ``above_fee`` so that it replaces.

        Raises LedgerRejected, with the contract's own reason as code, if it would revert.
        """
        ...

    def submit(self, raw: bytes) -> None:
        """Sends signed bytes. "Already known" is a success; the hash is the caller's own.

        Raises LedgerRejected if the node refuses (``nonce_too_low``, ``insufficient_funds``, ...).
        """
        ...

    def receipts(self, hashes: Sequence[bytes]) -> list[Receipt | None]: ...

    def root_record(self, root: bytes) -> RootRecord | None: ...

    def issuer_log_head(self, issuer: str) -> LogHead | None:
        """None if the issuer is not registered."""
        ...
