"""The committed code: compiled from the sources, its paths and its reverts understood in Python."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from damda_ledger import merkle
from damda_ledger.contracts import Function, revert_reason
from damda_ledger.governing import transact
from eth_hash.auto import keccak
from support.ledger_chain import STRANGER, WAITING, Chain, running_chain

pytestmark = pytest.mark.integration

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def chain() -> Iterator[Chain]:
    with running_chain() as running:
        yield running


def _root(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


@pytest.mark.parametrize("count", [1, 2, 3, 5, 16, 33])
def test_solidity_s_merkle_proof_accepts_our_paths(chain: Chain, count: int) -> None:
    artifact = json.loads(
        (CHECKOUT / "tests/support/contracts/MerkleCheck.json").read_text("utf-8")
    )
    verify = Function("verify", ("bytes32[]", "bytes32", "bytes32"), ("bool",))
    made = _create(chain, bytes.fromhex(artifact["bytecode"][2:]))
    leaves = [merkle.leaf(_root(f"salt {i}"), _root(f"digest {i}")) for i in range(count)]
    tree = merkle.tree(leaves)
    asked = [verify.encode(tree.proof(i), tree.root, leaf) for i, leaf in enumerate(leaves)]
    assert all(verify.decode(answer)[0] for answer in chain.chain.call(made, asked))
    wrong = [verify.encode(tree.proof(i), tree.root, _root("no leaf")) for i in range(count)]
    assert not any(verify.decode(answer)[0] for answer in chain.chain.call(made, wrong))


def _create(chain: Chain, code: bytes) -> str:
    receipt = transact(chain.chain, STRANGER, to=None, data=code, waiting=WAITING)
    answer = chain.rpc.call("eth_getTransactionReceipt", "0x" + receipt.transaction.hex())
    return str(answer["contractAddress"])


def test_the_committed_code_is_what_the_sources_compile_to() -> None:
    built = json.loads(
        subprocess.run(
            ["node", "ledger/contracts/build.mjs", "--stdout"],
            cwd=CHECKOUT,
            check=True,
            capture_output=True,
            timeout=60,
        ).stdout
    )
    folders = {"MerkleCheck": "tests/support/contracts"}
    for contract, fresh in built.items():
        folder = CHECKOUT / folders.get(contract, "ledger/damda_ledger/artifacts")
        committed = json.loads((folder / f"{contract}.json").read_text("utf-8"))
        assert committed == fresh, f"{contract}: run `node ledger/contracts/build.mjs`"


def test_every_revert_of_the_contracts_has_a_sentence() -> None:
    for contract in ("IssuerRegistry", "CredentialAnchor"):
        path = CHECKOUT / "ledger/damda_ledger/artifacts" / f"{contract}.json"
        errors = [e for e in json.loads(path.read_text("utf-8"))["abi"] if e["type"] == "error"]
        for error in errors:
            types = ",".join(part["type"] for part in error["inputs"])
            selector = keccak(f"{error['name']}({types})".encode())[:4]
            known = revert_reason("0x" + selector.hex())
            assert known is not None or error["name"] == "AccessControlBadConfirmation", error
