"""The vault's SQLite file: made, opened and checked. Nothing here needs the data key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from damda.protocols import Entropy

from .errors import SetupFaulty, VaultDamaged, VaultMissing
from .pin_lock import HEADER, write_header
from .sealing import KEY_BYTES, Argon2Cost, seal

APPLICATION_ID = 0x44616D64  # "Damd"
SCHEMA_VERSION = 1
ROWS = """
CREATE TABLE rows (
  seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, stamp BLOB NOT NULL,
  summary BLOB NOT NULL, value BLOB NOT NULL, UNIQUE (kind, id)
) STRICT
"""
UNWRITABLE = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
)


def build(path: Path, pin: str, cost: Argon2Cost, entropy: Entropy) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        data_key = entropy(KEY_BYTES)
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("BEGIN IMMEDIATE")
        db.execute(HEADER)
        db.execute(ROWS)
        db.execute("CREATE INDEX rows_newest ON rows (kind, seq)")
        write_header(db, data_key, pin, cost, entropy)
        db.execute("UPDATE header SET census=?", (seal(data_key, bytes(32), b"census", entropy),))
        db.execute("COMMIT")
    finally:
        db.close()


def connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise VaultMissing(
            f"There is no vault at {path}. Run: damda wallet init",
            ko=f"{path}에 보관함이 없습니다. 먼저 damda wallet init 을 실행하세요.",
        )
    # Calls come from worker threads; the vault's own lock keeps them apart.
    db = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
    try:
        with as_damage():
            for pragma in ("synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF"):
                db.execute(f"PRAGMA {pragma}")
    except BaseException:
        db.close()
        raise
    return db


def check_file(db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise damaged()
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        raise VaultDamaged(
            f"The vault has format {version}; this program reads format {SCHEMA_VERSION}.",
            ko=f"보관함 형식이 {version}입니다. 이 프로그램은 형식 {SCHEMA_VERSION}만 읽습니다.",
            code="vault_version",
        )
    # The index too: a lookup that misses a row which is there would be a silent loss.
    if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise damaged()


def refuse_existing(path: Path) -> None:
    if path.exists():
        raise VaultMissing(
            f"There is a vault at {path} already.",
            ko=f"{path}에 이미 보관함이 있습니다.",
            code="vault_exists",
        )


@contextmanager
def as_exists(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        refuse_existing(path)
        raise


def damaged() -> VaultDamaged:
    return VaultDamaged(
        "The vault file is damaged or was changed by another program. Restore it from a backup.",
        ko="보관함 파일이 손상되었거나 다른 프로그램이 바꾸었습니다. 백업에서 복원하세요.",
    )


@contextmanager
def as_damage() -> Iterator[None]:
    """SQLite's own errors, and shapes that it lets through, as the vault's error."""
    try:
        yield
    except sqlite3.OperationalError as error:
        # The low byte is the primary code; errors of the sqlite3 module itself have none.
        number = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if number in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise SetupFaulty(
                "Another program is using the vault. Close it and try again.",
                ko="다른 프로그램이 보관함을 사용 중입니다. 닫고 다시 시도하세요.",
                code="vault_in_use",
            ) from None
        if number in UNWRITABLE:
            raise SetupFaulty(
                "The vault can't be written. Check the free space and the folder's permissions.",
                ko="보관함에 쓸 수 없습니다. 저장 공간과 폴더 권한을 확인하세요.",
                code="vault_unwritable",
            ) from None
        raise damaged() from None
    except (sqlite3.Error, sqlite3.Warning):
        raise damaged() from None
