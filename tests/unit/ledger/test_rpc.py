"""What a node, or what stands in its place, may answer; none of it becomes a transaction id (case 49)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from damda.errors import LedgerRejected, LedgerUnavailable
from damda_ledger.evm_chain import EvmChain
from damda_ledger.rpc import RpcClient
from eth_hash.auto import keccak

RAW = b"\x02signed bytes"


def _client(handler: Callable[[httpx.Request], httpx.Response]) -> RpcClient:
    return RpcClient("http://node", client=httpx.Client(transport=httpx.MockTransport(handler)))


def _answering(body: Any, status: int = 200) -> RpcClient:
    def handler(request: httpx.Request) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.Response(status, content=content)

    return _client(handler)


def _error(message: str, code: int = -32000, data: Any = None) -> dict[str, Any]:
    error = {"code": code, "message": message} | ({"data": data} if data else {})
    return {"jsonrpc": "2.0", "id": 0, "error": error}


def _result(value: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 0, "result": value}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"<html>Too Many Requests</html>", 429),
        (b"<html>hello</html>", 200),
        (b"", 200),
        (b'{"jsonrpc":"2.0","id":0,"result":"0x1","result":"0x2"}', 200),
        (_result("0x1"), 503),
        ({"jsonrpc": "2.0", "id": 7, "result": "0x1"}, 200),
        ({"jsonrpc": "2.0", "id": 0}, 200),
        ({"jsonrpc": "2.0", "id": 0, "error": "no"}, 200),
        (["0x1"], 200),
        ("0x1", 200),
        (_error("request limit reached", -32005), 200),
        (b"", 302),
    ],
)
def test_no_sensible_answer_is_unavailable(body: Any, status: int) -> None:
    with pytest.raises(LedgerUnavailable):
        _answering(body, status).call("eth_chainId")


def test_no_connection_is_unavailable() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(LedgerUnavailable):
        _client(refuse).call("eth_chainId")


def test_an_answer_without_end_is_cut_off() -> None:
    with pytest.raises(LedgerUnavailable, match="too large"):
        _answering(b" " * (16 * 1_048_576 + 1)).call("eth_chainId")


def test_a_batch_is_put_in_order_and_has_to_be_whole() -> None:
    def shuffled(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)
        answers = [{"jsonrpc": "2.0", "id": a["id"], "result": a["params"][0]} for a in asked]
        return httpx.Response(200, json=answers[::-1])

    calls = [("echo", [i]) for i in range(150)]
    assert _client(shuffled).batch(calls) == list(range(150))

    def halved(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=[_result("0x1")])

    with pytest.raises(LedgerUnavailable, match="in part"):
        _client(halved).batch(calls)


@pytest.mark.parametrize(
    "message",
    ["already known", "transaction already imported", "Known transaction", "AlreadyKnown"],
)
def test_already_known_is_a_success(message: str) -> None:
    EvmChain(_answering(_error(message))).submit(RAW)


def test_a_right_hash_is_a_success() -> None:
    EvmChain(_answering(_result("0x" + keccak(RAW).hex()))).submit(RAW)


@pytest.mark.parametrize(
    "answer", ["0x", "0x1234", "ok", None, {}, "0x" + "00" * 32, "0x" + "zz" * 32]
)
def test_a_result_that_is_not_the_transaction_s_hash_leaves_it_pending(answer: Any) -> None:
    with pytest.raises(LedgerUnavailable):
        EvmChain(_answering(_result(answer))).submit(RAW)


def test_a_refusal_has_a_code() -> None:
    for message, code in (
        ("nonce too low", "nonce_too_low"),
        ("Insufficient funds for gas * price + value", "insufficient_funds"),
        ("replacement transaction underpriced", "underpriced"),
        ("something else", "ledger_rejected"),
    ):
        with pytest.raises(LedgerRejected) as caught:
            EvmChain(_answering(_error(message))).submit(RAW)
        assert caught.value.code == code


@pytest.mark.parametrize(
    "receipt",
    [
        {"transactionHash": "0x" + "11" * 32, "blockHash": "0x" + "22" * 32, "status": "0x1"},
        {"blockHash": "0x" + "22" * 32, "status": "0x1", "blockNumber": "0x1"},
        {
            "transactionHash": "0x" + keccak(RAW).hex(),
            "blockHash": "0x22",
            "status": "0x1",
            "blockNumber": "0x1",
        },
        {
            "transactionHash": "0x" + keccak(RAW).hex(),
            "blockHash": "0x" + "22" * 32,
            "blockNumber": "0x1",
        },
        "0x1",
    ],
    ids=["another's", "no_hash", "short_block", "no_status", "text"],
)
def test_a_receipt_that_makes_no_sense_is_no_receipt(receipt: Any) -> None:
    with pytest.raises(LedgerUnavailable):
        EvmChain(_answering(_result(receipt))).receipts([keccak(RAW)])


def test_a_transaction_in_the_pool_has_no_receipt() -> None:
    assert EvmChain(_answering(_result(None))).receipts([keccak(RAW)]) == [None]
    assert EvmChain(_answering(_result({"blockHash": None}))).receipts([keccak(RAW)]) == [None]
