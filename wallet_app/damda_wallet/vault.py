"""The encrypted store: one SQLite file, every row sealed with AES-256-GCM.

A random data key seals the rows; Argon2id over the PIN wraps the data key. A row is bound to
its kind, its id and the write it came from, and a sealed census over all rows is kept, so a row
that was changed, swapped, dropped or put back from an older write is an error and never data.
(A whole older copy of the file cannot be told from the present one.)

What can be read without the key: how many rows of which kind there are, and their sizes.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hmac
from damda.protocols import Clock, Entropy

from .errors import VaultMissing
from .pin_lock import check_not_locked, unlock, write_header
from .sealing import Argon2Cost, bind, check_pin, seal, unseal
from .vault_file import as_damage, as_exists, build, check_file, connect, damaged, refuse_existing

COLUMNS = {"summary": "summary", "value": "value"}


@dataclass(frozen=True, slots=True)
class Row:
    """``summary`` is what a list needs; it is sealed apart so that lists need not read values."""

    kind: str
    id: str
    value: bytes
    summary: bytes = b""


class Vault:
    """An unlocked vault. Safe from several threads and beside other processes."""

    def __init__(
        self, db: sqlite3.Connection, data_key: bytes, cost: Argon2Cost, entropy: Entropy
    ) -> None:
        """Use `create` or `open`."""
        self._db = db
        self._key: bytes | None = data_key
        self._cost = cost
        self._entropy = entropy
        self._lock = threading.RLock()
        self._depth = 0

    # --- opening --------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        pin: str,
        *,
        clock: Clock,
        entropy: Entropy = os.urandom,
        cost: Argon2Cost | None = None,
    ) -> Vault:
        """A new, empty vault that only ``pin`` opens.

        Raises VaultMissing ("vault_exists") rather than overwrite one; SetupFaulty ("weak_pin").
        """
        check_pin(pin)
        refuse_existing(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Built aside and linked in place whole: a process killed here leaves no half vault.
        draft = path.with_name(f"{path.name}.{entropy(6).hex()}.new")
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            build(draft, pin, cost or Argon2Cost(), entropy)
            with as_exists(path):
                os.link(draft, path)
        finally:
            draft.unlink()
        return cls.open(path, pin, clock=clock, entropy=entropy)

    @classmethod
    def open(cls, path: Path, pin: str, *, clock: Clock, entropy: Entropy = os.urandom) -> Vault:
        """Raises VaultMissing, VaultLocked (wrong PIN or locked out), VaultDamaged."""
        db = connect(path)
        try:
            with as_damage():
                check_file(db)
                data_key, cost = unlock(db, pin, clock)
                vault = cls(db, data_key, cost, entropy)
                vault._check_census()
        except BaseException:
            db.close()
            raise
        return vault

    @staticmethod
    def check_openable(path: Path, *, clock: Clock) -> None:
        """Raises VaultMissing, VaultDamaged, VaultLocked ("pin_locked_out"); tries no PIN."""
        db = connect(path)
        try:
            with as_damage():
                check_file(db)
                check_not_locked(db, clock())
        finally:
            db.close()

    def close(self) -> None:
        """Drops the data key and the file. Every later call raises VaultMissing."""
        with self._lock:
            self._key = None
            self._db.close()

    def change_pin(self, old: str, new: str, *, clock: Clock) -> None:
        """Wraps the data key anew. Raises VaultLocked (``old`` is wrong), SetupFaulty."""
        check_pin(new)
        with self._lock, as_damage():
            data_key, _ = unlock(self._db, old, clock)
            with self.transaction():
                write_header(self._db, data_key, new, self._cost, self._entropy)

    # --- rows -----------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside happens, or nothing; others' writes stay out meanwhile."""
        with self._lock, as_damage():
            self._sealing_key()
            if self._depth == 0:
                self._db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                if self._depth == 1:
                    self._db.execute("ROLLBACK")
                raise
            else:
                if self._depth == 1:
                    self._db.execute("COMMIT")
            finally:
                self._depth -= 1

    def put(self, *rows: Row) -> None:
        """Stores each row, in place of one with the same kind and id, all or none."""
        with self.transaction():
            for row in rows:
                self._put(row)

    def remove(self, *keys: tuple[str, str]) -> None:
        """Removes each (kind, id) that is there, all or none."""
        with self.transaction():
            for kind, row_id in keys:
                old = self._stored(kind, row_id)
                if old is not None:
                    self._db.execute("DELETE FROM rows WHERE seq=?", (old[0],))
                    self._count(self._mark(old[0], kind, row_id, old[1]))

    def get(self, kind: str, row_id: str) -> bytes | None:
        return self._one("value", kind, row_id)

    def summary(self, kind: str, row_id: str) -> bytes | None:
        return self._one("summary", kind, row_id)

    def blind(self, name: str) -> str:
        """A row id for ``name`` that tells nothing of it without the data key."""
        return f"{self._mac('blind', name):064x}"

    def summaries(
        self, kind: str, *, limit: int = 1000, offset: int = 0
    ) -> list[tuple[str, bytes]]:
        """(id, summary) of a kind, newest first."""
        return self._list("summary", kind, limit, offset)

    def values(self, kind: str, *, limit: int = 1000, offset: int = 0) -> list[tuple[str, bytes]]:
        """(id, value) of a kind, newest first."""
        return self._list("value", kind, limit, offset)

    def _one(self, part: str, kind: str, row_id: str) -> bytes | None:
        column = COLUMNS[part]
        with self._lock, as_damage():
            self._sealing_key()
            row = self._db.execute(
                f"SELECT seq, stamp, {column} FROM rows WHERE kind=? AND id=?",  # noqa: S608
                (kind, row_id),
            ).fetchone()
            if row is None:
                return None
            return self._unsealed(row[2], part, kind, row_id, row[0], row[1])

    def _list(self, part: str, kind: str, limit: int, offset: int) -> list[tuple[str, bytes]]:
        column = COLUMNS[part]
        with self._lock, as_damage():
            self._sealing_key()
            rows = self._db.execute(
                f"SELECT id, seq, stamp, {column} FROM rows WHERE kind=?"  # noqa: S608
                " ORDER BY seq DESC LIMIT ? OFFSET ?",
                (kind, limit, offset),
            ).fetchall()
            return [(r[0], self._unsealed(r[3], part, kind, r[0], r[1], r[2])) for r in rows]

    def _put(self, row: Row) -> None:
        old = self._stored(row.kind, row.id)
        if old is None:
            top = self._db.execute("SELECT max(seq) FROM rows").fetchone()[0]
            seq = (top or 0) + 1
        else:
            seq = old[0]
        stamp = self._entropy(16)
        key = self._sealing_key()
        sealed = [
            seal(key, data, bind(part, row.kind, row.id, seq, stamp), self._entropy)
            for part, data in (("summary", row.summary), ("value", row.value))
        ]
        self._db.execute(
            "INSERT OR REPLACE INTO rows VALUES (?,?,?,?,?,?)",
            (seq, row.kind, row.id, stamp, *sealed),
        )
        marks = [self._mark(seq, row.kind, row.id, stamp)]
        if old is not None:
            marks.append(self._mark(old[0], row.kind, row.id, old[1]))
        self._count(*marks)

    def _stored(self, kind: str, row_id: str) -> tuple[int, bytes] | None:
        found: tuple[int, bytes] | None = self._db.execute(
            "SELECT seq, stamp FROM rows WHERE kind=? AND id=?", (kind, row_id)
        ).fetchone()
        return found

    def _unsealed(self, sealed: bytes, *bound: str | int | bytes) -> bytes:
        plaintext = unseal(self._sealing_key(), sealed, bind(*bound))
        if plaintext is None:
            raise damaged()
        return plaintext

    def _sealing_key(self) -> bytes:
        if self._key is None:
            raise VaultMissing(
                "The vault is closed.",
                ko="보관함이 닫혀 있습니다. PIN으로 다시 여세요.",
                code="vault_closed",
            )
        return self._key

    # --- the census -----------------------------------------------------------------------
    # The XOR of a keyed mark for each row. Marks are distinct (each write has its own stamp) and
    # unknown without the data key, so no other set of rows with the same XOR can be picked.

    def _mark(self, seq: int, kind: str, row_id: str, stamp: bytes) -> int:
        return self._mac("mark", kind, row_id, seq, stamp)

    def _mac(self, *parts: str | int | bytes) -> int:
        mac = hmac.HMAC(self._sealing_key(), hashes.SHA256())
        mac.update(bind(*parts))
        return int.from_bytes(mac.finalize())

    def _count(self, *marks: int) -> None:
        census = self._census()
        for mark in marks:
            census ^= mark
        sealed = seal(self._sealing_key(), census.to_bytes(32), b"census", self._entropy)
        self._db.execute("UPDATE header SET census=?", (sealed,))

    def _census(self) -> int:
        stored = self._db.execute("SELECT census FROM header WHERE one=1").fetchone()[0]
        return int.from_bytes(self._unsealed_census(stored))

    def _unsealed_census(self, stored: bytes) -> bytes:
        plaintext = unseal(self._sealing_key(), stored, b"census")
        if plaintext is None:
            raise damaged()
        return plaintext

    def _check_census(self) -> None:
        with self.transaction():
            census = self._census()
            for seq, kind, row_id, stamp in self._db.execute(
                "SELECT seq, kind, id, stamp FROM rows"
            ):
                census ^= self._mark(seq, kind, row_id, stamp)
        if census:
            raise damaged()
