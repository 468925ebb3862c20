"""The header of a vault: the wrapped data key and the count of wrong PINs.

The count is written before a PIN is tried, so that stopping the process does not save a try.
It cannot bind whoever copies the file and computes elsewhere: against them stands the cost of
Argon2id, and on a phone a second wrap by the device's keystore.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from damda.protocols import Clock, Entropy

from .errors import VaultDamaged, VaultLocked
from .sealing import KEY_BYTES, SALT_BYTES, Argon2Cost, bind, key_from_pin, seal, unseal

HEADER = """
CREATE TABLE header (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  salt BLOB NOT NULL, memory_kib INTEGER NOT NULL, iterations INTEGER NOT NULL,
  lanes INTEGER NOT NULL, wrapped BLOB NOT NULL,
  wrong INTEGER NOT NULL, locked_until INTEGER NOT NULL, census BLOB NOT NULL
) STRICT
"""

WAITS = (0, 0, 0, 0, 30, 60, 300, 900)
"""Seconds to wait after the first, second, ... wrong PIN."""
LONGEST_WAIT = 3600


def wait_after(wrong: int) -> int:
    """Seconds until another PIN may be tried after ``wrong`` wrong ones in a row."""
    if wrong <= 0:
        return 0
    return WAITS[wrong - 1] if wrong <= len(WAITS) else LONGEST_WAIT


def write_header(
    db: sqlite3.Connection, data_key: bytes, pin: str, cost: Argon2Cost, entropy: Entropy
) -> None:
    """Stores the data key under ``pin`` with a fresh salt. The caller owns the transaction."""
    salt = entropy(SALT_BYTES)
    wrapped = seal(key_from_pin(pin, salt, cost), data_key, _wrap_binding(salt, cost), entropy)
    columns = (salt, cost.memory_kib, cost.iterations, cost.lanes, wrapped)
    changed = db.execute(
        "UPDATE header SET salt=?, memory_kib=?, iterations=?, lanes=?, wrapped=?,"
        " wrong=0, locked_until=0",
        columns,
    ).rowcount
    if not changed:
        db.execute("INSERT INTO header VALUES (1,?,?,?,?,?,0,0,x'')", columns)


def unlock(db: sqlite3.Connection, pin: str, clock: Clock) -> tuple[bytes, Argon2Cost]:
    """The data key. ``db`` is in autocommit mode. Raises VaultLocked, VaultDamaged."""
    now = clock()
    wrong = _count_try(db, now)
    row = db.execute(
        "SELECT salt, memory_kib, iterations, lanes, wrapped FROM header WHERE one=1"
    ).fetchone()
    salt, wrapped = row[0], row[4]
    cost = Argon2Cost(row[1], row[2], row[3])
    if len(salt) != SALT_BYTES:
        raise VaultDamaged(
            "The vault's header is damaged.", ko="보관함의 머리 정보가 손상되었습니다."
        )
    data_key = unseal(key_from_pin(pin, salt, cost), wrapped, _wrap_binding(salt, cost))
    if data_key is None or len(data_key) != KEY_BYTES:
        wait = wait_after(wrong)
        db.execute("UPDATE header SET locked_until=?", (int(now.timestamp()) + wait,))
        raise _wrong_pin(wait, wrong)
    db.execute("UPDATE header SET wrong=0, locked_until=0")
    return data_key, cost


def check_not_locked(db: sqlite3.Connection, now: datetime) -> int:
    """The count of wrong PINs in a row. Raises VaultLocked ("pin_locked_out"), VaultDamaged."""
    row = db.execute("SELECT wrong, locked_until FROM header WHERE one=1").fetchone()
    if row is None:
        raise VaultDamaged(
            "The vault has no header.", ko="보관함의 머리 정보가 없습니다. 백업에서 복원하세요."
        )
    # A clock that was set back must not lock the holder out for longer than the longest wait.
    wait = min(row[1] - int(now.timestamp()), LONGEST_WAIT)
    if wait > 0:
        raise _locked_out(wait, row[0])
    return max(0, row[0])


def _count_try(db: sqlite3.Connection, now: datetime) -> int:
    db.execute("BEGIN IMMEDIATE")
    try:
        wrong = check_not_locked(db, now) + 1
        db.execute("UPDATE header SET wrong=?", (wrong,))
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    return wrong


def _wrap_binding(salt: bytes, cost: Argon2Cost) -> bytes:
    return bind("damda vault 1", salt, cost.memory_kib, cost.iterations, cost.lanes)


def _wrong_pin(wait: int, wrong: int) -> VaultLocked:
    later_en = f" Try again in {wait} seconds." if wait else ""
    later_ko = f" {wait}초 뒤에 다시 시도하세요." if wait else ""
    return VaultLocked(
        f"The PIN is wrong ({wrong} in a row).{later_en}",
        ko=f"PIN이 틀렸습니다(연속 {wrong}회).{later_ko}",
        code="wrong_pin",
        wait_seconds=wait,
        attempts=wrong,
    )


def _locked_out(wait: int, wrong: int) -> VaultLocked:
    return VaultLocked(
        f"Too many wrong PINs. Try again in {wait} seconds.",
        ko=f"PIN을 여러 번 틀렸습니다. {wait}초 뒤에 다시 시도하세요.",
        code="pin_locked_out",
        wait_seconds=wait,
        attempts=wrong,
    )
