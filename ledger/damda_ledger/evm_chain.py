"""An EVM chain over JSON-RPC, without any contract: blocks, nonces, fees, sending, receipts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from damda.errors import DamdaError, LedgerRejected, LedgerUnavailable, MalformedInput
from damda.protocols import Json
from eth_hash.auto import keccak

from .contracts import revert_reason
from .hexes import bytes32_from, bytes_from, quantity_from
from .known_accounts import check_account
from .rpc import RpcClient, RpcRefused
from .writer import Head, Nonces, Receipt, SignedTransaction, TransactionSigner

GAS_MARGIN = 1.25
MIN_TIP = 1_000_000_000
"""wei; what go-ethereum's pools want at least."""

# What nodes say, lower case, and our code for it (go-ethereum, Besu, reth/anvil, Kaia).
_ALREADY_KNOWN = ("already known", "already imported", "known transaction", "alreadyknown")
_REFUSALS: tuple[tuple[str, str, str], ...] = (
    ("nonce too low", "nonce_too_low", "이미 쓰인 논스입니다"),
    ("nonce is too low", "nonce_too_low", "이미 쓰인 논스입니다"),
    ("insufficient funds", "insufficient_funds", "계정의 잔액이 부족합니다"),
    ("underpriced", "underpriced", "수수료가 너무 낮습니다"),
    ("max fee per gas less than block base fee", "underpriced", "수수료가 너무 낮습니다"),
)


class EvmChain:
    """Reads raise LedgerUnavailable for anything that is not a sensible answer."""

    def __init__(self, rpc: RpcClient) -> None:
        self._rpc = rpc

    def chain_id(self) -> int:
        return _read(quantity_from, self._ask(("eth_chainId", []))[0])

    def head(self) -> Head:
        """The genesis hash is read from block 1, which names it as its parent.

        anvil makes a block 0 of its own at every start and shows that one, or the state file's,
        at random; block 1 is always the chain's.
        """
        zero, one, newest = self._ask(_block("0x0"), _block("0x1"), _block("latest"))
        return Head(
            genesis=_read(_block_hash, zero) if one is None else _read(_parent_hash, one),
            number=_read(_block_number, newest),
            hash=_read(_block_hash, newest),
        )

    def block_hash(self, number: int) -> bytes | None:
        block = self._ask(_block(hex(number)))[0]
        return None if block is None else _read(_block_hash, block)

    def nonces(self, address: str) -> Nonces:
        mined, pending = self._ask(_count(address, "latest"), _count(address, "pending"))
        return Nonces(_read(quantity_from, mined), _read(quantity_from, pending))

    def call(self, to: str, datas: Sequence[bytes]) -> list[bytes]:
        """The results of view calls on one contract, in one batch, at the newest block."""
        calls = [("eth_call", [{"to": to, "data": _hex(data)}, "latest"]) for data in datas]
        return [_read(bytes_from, result) for result in self._ask(*calls)]

    def has_code(self, address: str) -> bool:
        return _read(bytes_from, self._ask(("eth_getCode", [address, "latest"]))[0]) != b""

    def balance(self, address: str) -> int:
        return _read(quantity_from, self._ask(("eth_getBalance", [address, "latest"]))[0])

    def set_balance(self, address: str, wei: int) -> None:
        """anvil only. Raises LedgerRejected where the node has no such method."""
        self._rpc.call("anvil_setBalance", address, hex(wei))

    def fee(self) -> int:
        """wei per gas that a transaction signed now would offer at most."""
        fields = self._fees(0)
        return int(fields.get("maxFeePerGas") or fields["gasPrice"])

    def sign(
        self,
        signer: TransactionSigner,
        *,
        to: str | None,
        data: bytes,
        nonce: int,
        chain_id: int,
        above_fee: int = 0,
    ) -> SignedTransaction:
        """Estimates gas, chooses fees, signs. ``to`` None creates a contract.

        Raises LedgerRejected with the contract's reason, LedgerUnavailable, and KeyMalformed for
        a published development account outside development.
        """
        check_account(signer.address, chain_id)
        fees = self._fees(above_fee)
        fields: Json = {
            "chainId": chain_id,
            "nonce": nonce,
            "gas": int(self._estimate(signer.address, to, data) * GAS_MARGIN),
            "value": 0,
            "data": _hex(data),
            **fees,
        }
        if to is not None:
            fields["to"] = to
        raw = signer.sign_transaction(fields)
        max_fee = int(fees.get("maxFeePerGas") or fees["gasPrice"])
        # The transaction's hash is that of its bytes (EIP-2718); no node is asked for it.
        return SignedTransaction(raw=raw, hash=keccak(raw), nonce=nonce, max_fee=max_fee)

    def submit(self, raw: bytes) -> None:
        """Sends signed bytes; see `writer.LedgerWriter.submit`."""
        try:
            answer = self._rpc.call("eth_sendRawTransaction", _hex(raw))
        except RpcRefused as refused:
            if any(text in refused.message.lower() for text in _ALREADY_KNOWN):
                return
            raise _refusal(refused) from refused
        if _read(bytes32_from, answer) != keccak(raw):
            raise _nonsense()

    def receipts(self, hashes: Sequence[bytes]) -> list[Receipt | None]:
        """One per hash, in order; None where nothing was mined."""
        calls = [("eth_getTransactionReceipt", [_hex(item)]) for item in hashes]
        answers = self._ask(*calls)
        return [_receipt(h, answer) for h, answer in zip(hashes, answers, strict=True)]

    def _estimate(self, sender: str, to: str | None, data: bytes) -> int:
        fields = {"from": sender, "data": _hex(data)} | ({"to": to} if to else {})
        try:
            return _read(quantity_from, self._rpc.call("eth_estimateGas", fields))
        except RpcRefused as refused:
            raise _refusal(refused) from refused

    def _fees(self, above: int) -> dict[str, int]:
        block = self._ask(_block("latest"))[0]
        least = above + above // 4 + 1 if above else 0
        if not isinstance(block, dict) or block.get("baseFeePerGas") is None:
            price = _read(quantity_from, self._ask(("eth_gasPrice", []))[0])
            return {"gasPrice": max(price, least)}
        fee = max(2 * _read(quantity_from, block["baseFeePerGas"]) + MIN_TIP, least)
        # A replacement has to raise the tip as well as the limit; offering the whole limit as the
        # tip does both without knowing the tip before.
        tip = fee if above else MIN_TIP
        return {"type": 2, "maxFeePerGas": fee, "maxPriorityFeePerGas": tip}

    def _ask(self, *calls: tuple[str, list[Any]]) -> list[Any]:
        answers = self._rpc.batch(calls) if calls else []
        for answer in answers:
            if isinstance(answer, RpcRefused):
                raise LedgerUnavailable(answer.en, ko=answer.ko) from answer
        return answers


def _block(tag: str) -> tuple[str, list[Any]]:
    return "eth_getBlockByNumber", [tag, False]


def _count(address: str, tag: str) -> tuple[str, list[Any]]:
    return "eth_getTransactionCount", [address, tag]


def _hex(data: bytes) -> str:
    return "0x" + data.hex()


def _block_hash(block: object) -> bytes:
    return bytes32_from(_member(block, "hash"))


def _parent_hash(block: object) -> bytes:
    return bytes32_from(_member(block, "parentHash"))


def _block_number(block: object) -> int:
    return quantity_from(_member(block, "number"))


def _member(value: object, name: str) -> object:
    if not isinstance(value, Mapping):
        raise MalformedInput("Expected an object.", ko="객체가 아닙니다.")
    return value.get(name)


def _receipt(transaction: bytes, answer: object) -> Receipt | None:
    if answer is None:
        return None
    if not isinstance(answer, Mapping):
        raise _nonsense()
    if answer.get("blockHash") is None:
        return None  # some nodes answer while it is still in the pool
    if _read(bytes32_from, answer.get("transactionHash")) != transaction:
        raise _nonsense()
    return Receipt(
        transaction=transaction,
        # No status at all is a chain from before Byzantium: not a success.
        succeeded=_read(quantity_from, answer.get("status")) == 1,
        block_number=_read(quantity_from, answer.get("blockNumber")),
        block_hash=_read(bytes32_from, answer.get("blockHash")),
    )


def _read[T](reader: Callable[[object], T], value: object) -> T:
    """A value that a node gave, or LedgerUnavailable: a wrong answer is no answer."""
    try:
        return reader(value)
    except MalformedInput as error:
        raise _nonsense() from error


def _nonsense() -> LedgerUnavailable:
    return LedgerUnavailable(
        "The ledger's answer makes no sense; it is asked again.",
        ko="원장의 응답을 이해할 수 없습니다. 다시 시도합니다.",
    )


def _refusal(refused: RpcRefused) -> DamdaError:
    reason = revert_reason(_revert_data(refused.data))
    if reason is not None:
        return reason
    message = refused.message.lower()
    for text, code, ko in _REFUSALS:
        if text in message:
            return LedgerRejected(refused.en, ko=f"원장이 거절하였습니다: {ko}.", code=code)
    return LedgerRejected(refused.en, ko=refused.ko)


def _revert_data(data: object) -> object:
    # Most nodes give the data itself; some wrap it.
    return data.get("data") if isinstance(data, Mapping) else data
