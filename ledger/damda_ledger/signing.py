"""Ledger accounts: keys in an encrypted keystore file (Web3 Secret Storage v3).

In production the same Protocol, `writer.TransactionSigner`, stands for a Web3Signer or a KMS.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from damda import strict_json
from damda.errors import DamdaError, KeyMalformed
from damda.protocols import Entropy
from eth_account import Account
from eth_account.signers.local import LocalAccount

from .deployment import DEV_CHAIN_IDS

# The accounts of "test test test test test test test test test test test junk", which anvil and
# Hardhat print at their start: everybody has these keys.
WELL_KNOWN_ACCOUNTS = frozenset(
    {
        "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
        "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
        "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
        "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
        "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
        "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
        "0x976EA74026E726554dB657fA54763abd0C3a0aa9",
        "0x14dC79964da2C08b23698B3D3cc7Ca32193d9955",
        "0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f",
        "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720",
    }
)

KEYSTORE_ITERATIONS = 1 << 14
"""scrypt's N: a quarter of a second and 16 MB, so that an agent's start stays quick."""


class LocalSigner:
    """A private key (32 bytes) in this process's memory. Raises KeyMalformed."""

    def __init__(self, private_key: bytes) -> None:
        try:
            self._account: LocalAccount = Account.from_key(private_key)
        except (ValueError, TypeError) as error:
            raise KeyMalformed(
                "The ledger key is not a secp256k1 private key.",
                ko="원장 키가 올바른 secp256k1 개인키가 아닙니다.",
            ) from error

    @property
    def address(self) -> str:
        return str(self._account.address)

    def sign_transaction(self, fields: Mapping[str, Any]) -> bytes:
        return bytes(self._account.sign_transaction(dict(fields)).raw_transaction)


def new_keystore(path: Path, password: bytes, *, entropy: Entropy) -> str:
    """Makes a key, writes its keystore file (mode 600), and gives back the address.

    Raises KeyMalformed if the file exists: a key is never written over.
    """
    private = _private_key(entropy)
    keystore = Account.encrypt(private, password.decode(), iterations=KEYSTORE_ITERATIONS)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyMalformed(
            f"{path} exists already and is not written over.",
            ko=f"{path} 파일이 이미 있어 덮어쓰지 않았습니다.",
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(keystore, file)
    return LocalSigner(private).address


def open_keystore(path: Path, password: bytes) -> LocalSigner:
    """The signer of a keystore file. Raises KeyMalformed if it can't be read or the password is wrong."""
    try:
        keystore = strict_json.loads(path.read_bytes(), max_bytes=65_536)
        return LocalSigner(bytes(Account.decrypt(keystore, password.decode())))
    except (OSError, DamdaError, ValueError, TypeError, KeyError) as error:
        raise KeyMalformed(
            f"The keystore {path} can't be opened: no such file, no keystore, or a wrong password.",
            ko=f"키 저장소 {path}을(를) 열 수 없습니다. 파일과 비밀번호를 확인하십시오.",
        ) from error


def read_password(path: Path) -> bytes:
    """The first line of a password file. Raises KeyMalformed."""
    try:
        password = path.read_bytes().split(b"\n", 1)[0].strip()
    except OSError as error:
        raise KeyMalformed(
            f"The password file {path} can't be read.",
            ko=f"비밀번호 파일 {path}을(를) 읽을 수 없습니다.",
        ) from error
    if not password:
        raise KeyMalformed(
            f"The password file {path} is empty.", ko=f"비밀번호 파일 {path}이(가) 비어 있습니다."
        )
    return password


def check_account(address: str, chain_id: int) -> None:
    """Refuses the published development accounts on any chain that is not a development one.

    Raises KeyMalformed.
    """
    if address in WELL_KNOWN_ACCOUNTS and chain_id not in DEV_CHAIN_IDS:
        raise KeyMalformed(
            f"{address} is a published development account; it may not sign on chain {chain_id}.",
            ko=f"{address}은(는) 공개된 개발용 계정이라 체인 {chain_id}에서 쓸 수 없습니다.",
            code="well_known_key",
        )


def _private_key(entropy: Entropy) -> bytes:
    # secp256k1's order is just below 2^256: a second draw is never seen, but costs nothing.
    while True:
        key = entropy(32)
        if (
            0
            < int.from_bytes(key)
            < 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
        ):
            return key
