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

from .eth_account_import import Account, LocalAccount

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
