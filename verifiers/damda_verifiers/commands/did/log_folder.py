"""The files of a DID in a folder, ready to be published: did.jsonl, did-witness.json, did.json."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from damda.dids.did_webvh.log import MAX_LOG_BYTES
from damda.dids.did_webvh.witness import MAX_WITNESS_BYTES
from damda.errors import DamdaError

from ..input_file import read_input
from .keystore import unwritable


@dataclass(frozen=True, slots=True)
class LogFolder:
    """A folder with at most one DID in it."""

    folder: Path

    @property
    def log_file(self) -> Path:
        return self.folder / "did.jsonl"

    @property
    def witness_file(self) -> Path:
        return self.folder / "did-witness.json"

    @property
    def did_web_file(self) -> Path:
        return self.folder / "did.json"

    def check_new(self) -> None:
        """Raises DamdaError ("exists_already") where a DID is already: it is never written over."""
        if self.log_file.exists():
            raise DamdaError(
                f"{self.log_file} exists already and is not written over. Use: damda did update",
                ko=f"{self.log_file} 파일이 이미 있어 덮어쓰지 않았습니다. damda did update 를 쓰세요.",
                code="exists_already",
            )

    def log(self) -> bytes:
        """Raises DamdaError ("file_unreadable", "file_empty", "limit_exceeded")."""
        return read_input(str(self.log_file), limit=MAX_LOG_BYTES)

    def witness_proofs(self) -> bytes | None:
        """The approvals, None where there is no file of them. Raises like `log`."""
        if not self.witness_file.exists():
            return None
        return read_input(str(self.witness_file), limit=MAX_WITNESS_BYTES)

    def write(self, path: Path, data: bytes) -> None:
        """Whole or not at all. Raises DamdaError ("file_unwritable")."""
        beside = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise unwritable(path, error) from error
