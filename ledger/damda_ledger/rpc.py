"""JSON-RPC 2.0 over HTTP, bounded and strict: what is no sensible answer is `LedgerUnavailable`.

A node behind a proxy answers with HTML, 429 or half a batch when it is in trouble. None of that
says anything about a transaction, so none of it may be taken for an answer
(cert-issuer stored a node's error as a transaction id; see `evm.EvmLedger.submit`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import httpx
from damda import strict_json
from damda.errors import LedgerRejected, LedgerUnavailable, MalformedInput

MAX_ANSWER = 16 * 1_048_576
MAX_BATCH = 100
TIMEOUT = httpx.Timeout(10.0, connect=3.0)

type RpcCall = tuple[str, list[Any]]
"""Method and parameters."""


class RpcRefused(LedgerRejected):
    """A JSON-RPC error object: the node understood and said no.

    ``number`` is its code, ``message`` its text, ``data`` what came along (revert data).
    """

    code = "ledger_rejected"

    def __init__(self, number: int, message: str, data: object) -> None:
        super().__init__(f"The ledger refused: {message}", ko=f"원장이 거절하였습니다: {message}")
        self.number = number
        self.message = message
        self.data = data


class RpcClient:
    """A JSON-RPC endpoint. One HTTP session; safe to use from several threads.

    ``client`` may be handed in (tests, proxies); otherwise one is made. Redirects are not followed.
    """

    def __init__(self, url: str, *, client: httpx.Client | None = None) -> None:
        self._url = url
        self._client = client or httpx.Client(timeout=TIMEOUT, follow_redirects=False)

    def close(self) -> None:
        self._client.close()

    def call(self, method: str, *params: Any) -> Any:
        """The result. Raises LedgerUnavailable, RpcRefused (a LedgerRejected)."""
        answer = self.batch([(method, list(params))])[0]
        if isinstance(answer, RpcRefused):
            raise answer
        return answer

    def batch(self, calls: Sequence[RpcCall]) -> list[Any]:
        """One result or RpcRefused per call, in order; sent in batches of MAX_BATCH.

        Raises LedgerUnavailable if any batch is not answered in full.
        """
        results: list[Any] = []
        for start in range(0, len(calls), MAX_BATCH):
            results += self._round_trip(calls[start : start + MAX_BATCH])
        return results

    def _round_trip(self, calls: Sequence[RpcCall]) -> list[Any]:
        requests = [
            {"jsonrpc": "2.0", "id": i, "method": method, "params": params}
            for i, (method, params) in enumerate(calls)
        ]
        # A single call is sent bare: some nodes limit or refuse batches.
        answer = self._post(requests[0] if len(requests) == 1 else requests)
        return _in_order([answer] if len(requests) == 1 else answer, len(requests))

    def _post(self, body: object) -> Any:
        try:
            with self._client.stream(
                "POST",
                self._url,
                content=json.dumps(body).encode(),
                headers={"content-type": "application/json", "accept": "application/json"},
            ) as response:
                if response.status_code != 200:
                    raise _unavailable(f"HTTP {response.status_code}")
                return strict_json.loads(_bounded(response), max_bytes=MAX_ANSWER)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _unavailable(type(error).__name__) from error
        except MalformedInput as error:
            raise _unavailable("the answer is not JSON") from error


def _bounded(response: httpx.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_ANSWER:
            raise _unavailable("the answer is too large")
    return bytes(body)


def _in_order(answers: object, count: int) -> list[Any]:
    if not isinstance(answers, list):
        raise _unavailable("the batch was not answered")
    by_id: dict[int, Any] = {}
    for answer in answers:
        number, result = _one(answer)
        by_id[number] = result
    if len(answers) != count or set(by_id) != set(range(count)):
        raise _unavailable("the batch was answered in part")
    return [by_id[i] for i in range(count)]


def _one(answer: object) -> tuple[int, Any]:
    if not isinstance(answer, dict) or not isinstance(answer.get("id"), int):
        raise _unavailable("the answer is not JSON-RPC")
    if "error" in answer:
        return answer["id"], _refusal(answer["error"])
    if "result" not in answer:
        raise _unavailable("the answer is not JSON-RPC")
    return answer["id"], answer["result"]


def _refusal(error: object) -> RpcRefused:
    if not isinstance(error, dict) or not isinstance(error.get("message"), str):
        raise _unavailable("the answer is not JSON-RPC")
    number = error.get("code")
    message = error["message"][:300]
    # -32005 (EIP-1474): the node limits requests; it says nothing about the request itself.
    if number == -32005:
        raise _unavailable("the node limits requests")
    return RpcRefused(number if isinstance(number, int) else 0, message, error.get("data"))


def _unavailable(why: str) -> LedgerUnavailable:
    return LedgerUnavailable(
        f"The ledger does not answer ({why}).", ko=f"원장이 응답하지 않습니다 ({why})."
    )
