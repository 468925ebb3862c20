"""Private keys of DIDs in a file that only its owner can read, sealed with a password or not.

Sealed: scrypt (RFC 7914) gives the key, AES-256-GCM seals. The file's text form is our own; the
keys in it are found by their public Multikey.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from damda import base64url, strict_json
from damda.errors import DamdaError, KeyMalformed, MalformedInput
from damda.keys import PublicKey, SoftwareSigner
from damda.protocols import Entropy

MAX_BYTES = 262_144
_VERSION = 1
_SCRYPT_N = 1 << 15
_KINDS = ("Ed25519", "P-256", "P-384")


class Keystore:
    """The keys of one file. `save` writes it anew, at once, with mode 600."""

    def __init__(self, path: Path, password: bytes | None, *, entropy: Entropy) -> None:
        self._path, self._password, self._entropy = path, password, entropy
        self._keys: dict[str, SoftwareSigner] = {}

    @classmethod
    def open(cls, path: Path, password: bytes | None, *, entropy: Entropy) -> Self:
        """The keys of ``path``; none if there is no such file yet. Raises DamdaError."""
        store = cls(path, password, entropy=entropy)
        if path.exists():
            store._keys = _read(path, password)
        return store

    def __iter__(self) -> Iterable[SoftwareSigner]:
        return iter(self._keys.values())

    def create(self, kind: Any) -> SoftwareSigner:
        """A new key, kept by `save`. ``kind`` is ``Ed25519``, ``P-256`` or ``P-384``."""
        signer = SoftwareSigner.create(kind, entropy=self._entropy)
        self._keys[signer.public.multikey] = signer
        return signer

    def find(self, multikeys: Iterable[str]) -> SoftwareSigner | None:
        """The first of these keys that is here."""
        return next((self._keys[name] for name in multikeys if name in self._keys), None)

    def public_keys(self) -> list[PublicKey]:
        return [signer.public for signer in self._keys.values()]

    def save(self) -> None:
        """Raises DamdaError ("file_unwritable")."""
        write_private(self._path, json.dumps(self._contents(), indent=1).encode() + b"\n")

    def _contents(self) -> dict[str, Any]:
        keys = {
            name: {"kind": signer.public.kind, "private": base64url.encode(signer.private)}
            for name, signer in self._keys.items()
        }
        if self._password is None:
            return {"version": _VERSION, "keys": keys}
        salt, nonce = self._entropy(16), self._entropy(12)
        sealed = AESGCM(_sealing_key(self._password, salt)).encrypt(
            nonce, json.dumps(keys).encode(), None
        )
        parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
        return {"version": _VERSION, **{n: base64url.encode(v) for n, v in parts.items()}}


def write_private(path: Path, data: bytes) -> None:
    """Writes a file that only its owner can read, whole or not at all.

    Raises DamdaError ("file_unwritable").
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> DamdaError:
    return DamdaError(
        f"{path} can't be written: {error.strerror}.",
        ko=f"{path}: 저장할 수 없습니다({error.strerror}).",
        code="file_unwritable",
    )


def _read(path: Path, password: bytes | None) -> dict[str, SoftwareSigner]:
    contents = _contents_of(path)
    if contents.get("version") != _VERSION:
        raise _malformed(path)
    keys = contents.get("keys") if "sealed" not in contents else _unsealed(path, contents, password)
    if not isinstance(keys, dict):
        raise _malformed(path)
    return {name: _signer(path, name, key) for name, key in keys.items()}


def _contents_of(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_mode & 0o077:
            raise DamdaError(
                f"{path} can be read by others. Run: chmod 600 {path}",
                ko=f"{path}: 다른 사람이 읽을 수 있는 파일입니다. chmod 600 {path} 을 실행하세요.",
                code="keystore_open",
            )
        return strict_json.loads_object(path.read_bytes(), max_bytes=MAX_BYTES)
    except OSError as error:
        raise DamdaError(
            f"{path} can't be read: {error.strerror}.",
            ko=f"{path}: 읽을 수 없습니다({error.strerror}).",
            code="file_unreadable",
        ) from error
    except MalformedInput as error:
        raise _malformed(path) from error


def _unsealed(path: Path, contents: dict[str, Any], password: bytes | None) -> Any:
    if password is None:
        raise DamdaError(
            f"{path} is sealed with a password: give --password-file.",
            ko=f"{path}: 비밀번호로 잠긴 파일입니다. --password-file 을 지정하세요.",
            code="password_needed",
        )
    try:
        salt, nonce, sealed = (
            base64url.decode(contents.get(n)) for n in ("salt", "nonce", "sealed")
        )
        opened = AESGCM(_sealing_key(password, salt)).decrypt(nonce, sealed, None)
    except (InvalidTag, ValueError, MalformedInput) as error:
        raise DamdaError(
            f"{path} can't be opened with this password.",
            ko=f"{path}: 이 비밀번호로 열 수 없습니다.",
            code="password_wrong",
        ) from error
    return strict_json.loads(opened)


def _signer(path: Path, name: str, key: Any) -> SoftwareSigner:
    kind = key.get("kind") if isinstance(key, dict) else None
    if kind not in _KINDS:
        raise _malformed(path)
    try:
        method = f"did:key:{name}#{name}"
        signer = SoftwareSigner.from_private(kind, base64url.decode(key.get("private")), method)
    except (KeyMalformed, MalformedInput) as error:
        raise _malformed(path) from error
    if signer.public.multikey != name:
        raise _malformed(path)
    return signer


def _sealing_key(password: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_SCRYPT_N, r=8, p=1).derive(password)


def _malformed(path: Path) -> DamdaError:
    return KeyMalformed(
        f"{path} is no file of keys that damda did wrote.",
        ko=f"{path}: damda did가 만든 키 파일이 아닙니다.",
    )
