"""Damda's contracts on an EVM chain: implements `LedgerReader` and `writer.LedgerWriter`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal, cast

from damda.errors import LedgerUnavailable
from damda.protocols import Accreditation, AnchorFinding, AnchorProof, IssuerRecord

from . import merkle
from .contracts import (
    ACCREDITATIONS_OF,
    ANCHOR,
    ANCHOR_OF,
    ISSUER_OF,
    SET_LOG_HEAD,
    STATUSES,
)
from .deployment import Deployment
from .evm_chain import EvmChain
from .hexes import text_hash
from .rpc import RpcClient
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


class EvmLedger:
    """The ledger of one deployment. Synchronous; safe to use from several threads.

    A chain other than the deployment's is LedgerUnavailable ("wrong_chain"), never an answer:
    "issuer unknown" from the wrong chain would be a lie.
    """

    def __init__(self, rpc: RpcClient, deployment: Deployment) -> None:
        self._chain = EvmChain(rpc)
        self._deployment = deployment

    # Reads that verdicts rest on (damda.protocols.LedgerReader)

    def issuer_record(self, did: str, credential_types: Sequence[str]) -> IssuerRecord | None:
        """See `damda.protocols.LedgerReader`. Two round trips, whatever the number of types."""
        self.head()
        types = list(dict.fromkeys(credential_types))
        did_hash = text_hash(did)
        asked = [ISSUER_OF.encode(did_hash)]
        asked += [ACCREDITATIONS_OF.encode(did_hash, text_hash(name)) for name in types]
        record, *periods = self._chain.call(self._deployment.issuer_registry, asked)
        _, status, version, head = ISSUER_OF.decode(record)
        if not 0 < status < len(STATUSES):
            return None
        return IssuerRecord(
            did=did,
            status=cast(Literal["active", "suspended", "removed"], STATUSES[status]),
            log_head=head if version else None,
            log_version=version,
            accreditations=tuple(
                Accreditation(name, _time(start), _time(end) if end else None)
                for name, answer in zip(types, periods, strict=True)
                for start, end in ACCREDITATIONS_OF.decode(answer)[0]
            ),
        )

    def anchor_finding(self, digest: bytes, proof: AnchorProof) -> AnchorFinding:
        """See `damda.protocols.LedgerReader`. Only a proof that holds by itself costs a look-up."""
        if not self._is_ours(proof):
            return AnchorFinding("other_ledger")
        if not merkle.includes(digest, proof):
            return AnchorFinding("not_included")
        self.head()
        return RootRecord.finding(self.root_record(proof.root), proof.issuer)

    # What the anchoring worker needs (writer.LedgerWriter)

    @property
    def chain_id(self) -> int:
        return self._deployment.chain_id

    @property
    def anchor_contract(self) -> str:
        return self._deployment.credential_anchor

    def issuer_hash(self, issuer: str) -> bytes:
        return text_hash(issuer)

    def head(self) -> Head:
        """Raises LedgerUnavailable ("wrong_chain") unless the genesis is the deployment's."""
        head = self._chain.head()
        if head.genesis != self._deployment.genesis:
            raise LedgerUnavailable(
                "The ledger at this address is not the one of the deployment file: "
                "run `damda ledger deploy`, or give the right address.",
                ko="이 주소의 원장은 배포 파일의 원장이 아닙니다. "
                "damda ledger deploy를 실행하거나 주소를 확인하십시오.",
                code="wrong_chain",
            )
        return head

    def block_hash(self, number: int) -> bytes | None:
        return self._chain.block_hash(number)

    def nonces(self, address: str) -> Nonces:
        return self._chain.nonces(address)

    def fee(self) -> int:
        return self._chain.fee()

    def anchor_call(self, issuer: str, root: bytes) -> Call:
        data = ANCHOR.encode(text_hash(issuer), root)
        return Call(self._deployment.credential_anchor, data)

    def log_head_call(self, issuer: str, head: bytes, version: int) -> Call:
        data = SET_LOG_HEAD.encode(text_hash(issuer), head, version)
        return Call(self._deployment.issuer_registry, data)

    def sign(
        self, call: Call, signer: TransactionSigner, nonce: int, *, above_fee: int = 0
    ) -> SignedTransaction:
        return self._chain.sign(
            signer,
            to=call.to,
            data=call.data,
            nonce=nonce,
            chain_id=self._deployment.chain_id,
            above_fee=above_fee,
        )

    def submit(self, raw: bytes) -> None:
        self._chain.submit(raw)

    def receipts(self, hashes: Sequence[bytes]) -> list[Receipt | None]:
        return self._chain.receipts(hashes)

    def root_record(self, root: bytes) -> RootRecord | None:
        answer = self._chain.call(self._deployment.credential_anchor, [ANCHOR_OF.encode(root)])
        issuer, number, seconds = ANCHOR_OF.decode(answer[0])
        return RootRecord(issuer, number, _time(seconds)) if any(issuer) else None

    def issuer_log_head(self, issuer: str) -> LogHead | None:
        asked = [ISSUER_OF.encode(text_hash(issuer))]
        answer = self._chain.call(self._deployment.issuer_registry, asked)
        _, status, version, head = ISSUER_OF.decode(answer[0])
        return LogHead(head, version) if status else None

    def _is_ours(self, proof: AnchorProof) -> bool:
        deployment = self._deployment
        return (proof.chain_id, proof.contract.lower()) == (
            deployment.chain_id,
            deployment.credential_anchor.lower(),
        )


_YEAR_9999 = 253_402_300_799


def _time(seconds: int) -> datetime:
    # uint64 reaches beyond the last year that datetime knows.
    return datetime.fromtimestamp(min(seconds, _YEAR_9999), UTC)
