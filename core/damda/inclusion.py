"""The inclusion proof of a credential as JSON: what a wallet keeps and a verifier is sent.

``{"chainId": 31337, "contract": "0x..", "issuer": "..", "salt": hex, "path": [hex], "root": hex,
"transaction": hex, "blockNumber": 12}``; hex is lower case, 32 bytes each, without ``0x``.
"""

from __future__ import annotations

import re
from typing import Any

from .errors import MalformedInput
from .protocols import AnchorProof, Json

MAX_PATH = 64
"""Longest path: a tree of 2^64 leaves."""

_MEMBERS = frozenset(
    {"chainId", "contract", "issuer", "salt", "path", "root", "transaction", "blockNumber"}
)
_WORD = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NAME = re.compile(r"[\x21-\x7e]{1,2048}", re.ASCII)


def anchor_proof_to_json(proof: AnchorProof) -> Json:
    """``proof`` as JSON."""
    return {
        "chainId": proof.chain_id,
        "contract": proof.contract,
        "issuer": proof.issuer,
        "salt": proof.salt.hex(),
        "path": [node.hex() for node in proof.path],
        "root": proof.root.hex(),
        "transaction": proof.transaction.hex(),
        "blockNumber": proof.block_number,
    }


def anchor_proof_from_json(value: object) -> AnchorProof:
    """The proof of `anchor_proof_to_json`'s JSON, read strictly. Raises MalformedInput."""
    if not isinstance(value, dict) or value.keys() != _MEMBERS:
        raise _malformed("members")
    path = value["path"]
    if not isinstance(path, list) or len(path) > MAX_PATH:
        raise _malformed("path")
    return AnchorProof(
        chain_id=_number(value, "chainId"),
        contract=_text(value, "contract"),
        issuer=_text(value, "issuer"),
        salt=_word(value["salt"], "salt"),
        path=tuple(_word(node, "path") for node in path),
        root=_word(value["root"], "root"),
        transaction=_word(value["transaction"], "transaction"),
        block_number=_number(value, "blockNumber"),
    )


def _word(text: object, name: str) -> bytes:
    if not isinstance(text, str) or not _WORD.fullmatch(text):
        raise _malformed(name)
    return bytes.fromhex(text)


def _text(value: Json, name: str) -> str:
    text: Any = value[name]
    if not isinstance(text, str) or not _NAME.fullmatch(text):
        raise _malformed(name)
    return text


def _number(value: Json, name: str) -> int:
    number: Any = value[name]
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**53:
        raise _malformed(name)
    return number


def _malformed(what: str) -> MalformedInput:
    return MalformedInput(
        f"The inclusion proof can't be read: {what}.",
        ko=f"블록체인 기록 증명을 읽을 수 없습니다: {what}.",
    )
