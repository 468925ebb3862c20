"""The ledger in memory: `LedgerReader` and `writer.LedgerWriter` with the contracts' rules.

For tests and demonstrations without a chain. What real nodes do to a sender can be done here too:
`mine`, `lose_blocks`, `wipe`, ``down``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from damda.errors import LedgerRejected, LedgerUnavailable
from damda.protocols import Accreditation, AnchorFinding, AnchorProof, Clock, IssuerRecord
from eth_hash.auto import keccak

from . import merkle
from .hexes import text_hash
from .writer import (
    Call,
    Head,
    LogHead,
    Nonces,
    Receipt,
    RootRecord,
    SignedTransaction,
    TransactionSigner,
)

CONTRACT = "0x000000000000000000000000000000000000dA3A"
CHAIN_ID = 31337


@dataclass(frozen=True, slots=True)
class _Sent:
    hash: bytes
    sender: str
    nonce: int
    content: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    hash: bytes
    time: datetime
    mined: tuple[tuple[_Sent, bool], ...]


class MemoryLedger:
    """One chain. With ``automine`` each submitted transaction gets a block of its own at once.

    ``events`` are the contracts' events so far, in order. While ``down`` every call raises
    LedgerUnavailable.
    """

    def __init__(self, clock: Clock, *, automine: bool = True) -> None:
        self.down = False
        self._clock = clock
        self._automine = automine
        self._wipes = 0
        self._issuers: dict[str, tuple[str, IssuerRecord]] = {}
        self._pool: dict[tuple[str, int], _Sent] = {}
        self._blocks: list[_Block] = []
        self._replay([])

    # Governance, as `damda ledger` does it on a chain

    def register(self, did: str, controller: str) -> None:
        """Makes an issuer known and active, with no accreditations."""
        self._issuers[did] = (controller, IssuerRecord(did, "active", None, 0, ()))

    def set_status(self, did: str, status: Literal["active", "suspended", "removed"]) -> None:
        controller, record = self._issuers[did]
        self._issuers[did] = (controller, replace(record, status=status))

    def accredit(
        self, did: str, credential_type: str, start: datetime, end: datetime | None = None
    ) -> None:
        """Adds a period."""
        controller, record = self._issuers[did]
        added = (*record.accreditations, Accreditation(credential_type, start, end))
        self._issuers[did] = (controller, replace(record, accreditations=added))

    # What a chain does by itself

    def mine(self) -> None:
        """One block with everything that can be mined."""
        ready: list[_Sent] = []
        for key in sorted(self._pool):
            sent = self._pool[key]
            if sent.nonce == self._mined(sent.sender) + sum(s.sender == sent.sender for s in ready):
                ready.append(sent)
        for sent in ready:
            del self._pool[sent.sender, sent.nonce]
        results = tuple((sent, self._apply(sent, len(self._blocks) + 1)) for sent in ready)
        seed = repr((self._wipes, len(self._blocks), self._clock(), [s.hash for s in ready]))
        self._blocks.append(_Block(keccak(seed.encode()), self._clock(), results))

    def lose_blocks(self, count: int) -> None:
        """A node that lost power: the newest blocks and the pool are gone."""
        self._pool.clear()
        self._replay(self._blocks[: len(self._blocks) - count])

    def wipe(self) -> None:
        """Another chain with the same id and contracts: nothing is left but the registrations."""
        self._wipes += 1
        self._pool.clear()
        self._replay([])

    # damda.protocols.LedgerReader

    def issuer_record(self, did: str, credential_types: Sequence[str]) -> IssuerRecord | None:
        self._answer()
        if did not in self._issuers:
            return None
        record = self._issuers[did][1]
        head = self._heads.get(did)
        asked = tuple(a for a in record.accreditations if a.credential_type in credential_types)
        if head is None:
            return replace(record, accreditations=asked)
        return replace(record, accreditations=asked, log_head=head.head, log_version=head.version)

    def anchor_finding(self, digest: bytes, proof: AnchorProof) -> AnchorFinding:
        if (proof.chain_id, proof.contract) != (self.chain_id, self.anchor_contract):
            return AnchorFinding("other_ledger")
        if not merkle.includes(digest, proof):
            return AnchorFinding("not_included")
        return RootRecord.finding(self.root_record(proof.root), proof.issuer)

    # writer.LedgerWriter

    @property
    def chain_id(self) -> int:
        return CHAIN_ID

    @property
    def anchor_contract(self) -> str:
        return CONTRACT

    def issuer_hash(self, issuer: str) -> bytes:
        return text_hash(issuer)

    def head(self) -> Head:
        self._answer()
        number = len(self._blocks)
        genesis = keccak(f"genesis {self._wipes}".encode())
        return Head(genesis, number, self._blocks[-1].hash if number else genesis)

    def block_hash(self, number: int) -> bytes | None:
        self._answer()
        return self._blocks[number - 1].hash if 0 < number <= len(self._blocks) else None

    def nonces(self, address: str) -> Nonces:
        self._answer()
        mined = pending = self._mined(address)
        while (address, pending) in self._pool:
            pending += 1
        return Nonces(mined, pending)

    def fee(self) -> int:
        self._answer()
        return 1

    def anchor_call(self, issuer: str, root: bytes) -> Call:
        return _call("anchor", issuer, root.hex())

    def log_head_call(self, issuer: str, head: bytes, version: int) -> Call:
        return _call("log_head", issuer, head.hex(), str(version))

    def sign(
        self, call: Call, signer: TransactionSigner, nonce: int, *, above_fee: int = 0
    ) -> SignedTransaction:
        self._answer()
        content = tuple(json.loads(call.data))
        refusal = self._refusal(signer.address, content)
        if refusal is not None:
            raise LedgerRejected(f"The contract refuses: {refusal}.", code=refusal)
        fee = above_fee + 1
        raw = json.dumps([signer.address, nonce, fee, content]).encode()
        return SignedTransaction(raw, keccak(raw), nonce, fee)

    def submit(self, raw: bytes) -> None:
        self._answer()
        sender, nonce, _, content = json.loads(raw)
        sent = _Sent(keccak(raw), sender, nonce, tuple(content))
        if self.receipts([sent.hash])[0] is not None or self._pool.get((sender, nonce)) == sent:
            return
        if nonce < self._mined(sender):
            raise LedgerRejected("nonce too low", code="nonce_too_low")
        self._pool[sender, nonce] = sent
        if self._automine:
            self.mine()

    def receipts(self, hashes: Sequence[bytes]) -> list[Receipt | None]:
        self._answer()
        found = {
            sent.hash: Receipt(sent.hash, succeeded, number, block.hash)
            for number, block in enumerate(self._blocks, 1)
            for sent, succeeded in block.mined
        }
        return [found.get(item) for item in hashes]

    def root_record(self, root: bytes) -> RootRecord | None:
        self._answer()
        return self._roots.get(root)

    def issuer_log_head(self, issuer: str) -> LogHead | None:
        self._answer()
        if issuer not in self._issuers:
            return None
        return self._heads.get(issuer, LogHead(bytes(32), 0))

    def _answer(self) -> None:
        if self.down:
            raise LedgerUnavailable("The ledger is down.", ko="원장이 응답하지 않습니다.")

    def _mined(self, address: str) -> int:
        return sum(s.sender == address for block in self._blocks for s, _ in block.mined)

    def _replay(self, blocks: list[_Block]) -> None:
        self.events: list[tuple[str, ...]] = []
        self._roots: dict[bytes, RootRecord] = {}
        self._heads: dict[str, LogHead] = {}
        self._blocks = []
        for block in blocks:
            for sent, _ in block.mined:
                self._apply(sent, len(self._blocks) + 1, block.time)
            self._blocks.append(block)

    def _apply(self, sent: _Sent, number: int, time: datetime | None = None) -> bool:
        if self._refusal(sent.sender, sent.content) is not None:
            return False
        kind, issuer, value, *rest = sent.content
        word = bytes.fromhex(value)
        if kind == "anchor" and word not in self._roots:
            self._roots[word] = RootRecord(text_hash(issuer), number, time or self._clock())
        elif kind == "log_head" and self._heads.get(issuer) != LogHead(word, int(rest[0])):
            self._heads[issuer] = LogHead(word, int(rest[0]))
        else:
            return True  # said before: no change, no event
        self.events.append(sent.content)
        return True

    def _refusal(self, sender: str, content: tuple[str, ...]) -> str | None:
        kind, issuer, value, *rest = content
        if issuer not in self._issuers:
            return "issuer_unknown"
        controller, record = self._issuers[issuer]
        if controller != sender:
            return "not_controller"
        if record.status != "active":
            return "issuer_not_active"
        word = bytes.fromhex(value)
        if kind == "anchor":
            owner = self._roots.get(word)
            taken = owner is not None and owner.issuer_hash != text_hash(issuer)
            return "root_of_another_issuer" if taken else None
        head = self._heads.get(issuer, LogHead(bytes(32), 0))
        same = head == LogHead(word, int(rest[0]))
        return None if same or int(rest[0]) > head.version else "stale_log_version"


def _call(*content: str) -> Call:
    return Call(CONTRACT, json.dumps(content).encode())
