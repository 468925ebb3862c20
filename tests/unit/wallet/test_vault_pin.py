"""A wrong PIN opens nothing, costs a wait that grows, and the count outlives the process."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest
from damda_wallet.errors import SetupFaulty, VaultDamaged, VaultLocked
from damda_wallet.pin_lock import LONGEST_WAIT, wait_after
from damda_wallet.vault import Row, Vault
from support.wallet_vaults import CHEAP, PIN, HandClock, new_vault, open_vault


def wrong(folder, clock, pin="000001"):
    with pytest.raises(VaultLocked) as caught:
        open_vault(folder, pin, clock)
    return caught.value


def test_wrong_pins_wait_longer_and_longer(tmp_path):
    clock = HandClock()
    new_vault(tmp_path, clock).close()
    waits = []
    for _ in range(10):
        error = wrong(tmp_path, clock)
        assert error.code == "wrong_pin"
        waits.append(error.wait_seconds)
        clock.turn(error.wait_seconds)
    assert waits == [0, 0, 0, 0, 30, 60, 300, 900, LONGEST_WAIT, LONGEST_WAIT]
    assert [wait_after(n) for n in (0, 1, 4, 5, 50)] == [0, 0, 0, 30, LONGEST_WAIT]


def test_while_locked_out_even_the_right_pin_waits(tmp_path):
    clock = HandClock()
    new_vault(tmp_path, clock).close()
    for _ in range(5):
        wrong(tmp_path, clock)
    clock.turn(29)
    error = wrong(tmp_path, clock, PIN)
    assert (error.code, error.wait_seconds, error.attempts) == ("pin_locked_out", 1, 5)
    with pytest.raises(VaultLocked):
        Vault.check_openable(tmp_path / "vault.db", clock=clock)
    clock.turn(1)
    Vault.check_openable(tmp_path / "vault.db", clock=clock)
    open_vault(tmp_path, PIN, clock).close()
    assert wrong(tmp_path, clock).attempts == 1


def test_a_clock_set_back_does_not_lock_for_ever(tmp_path):
    clock = HandClock()
    new_vault(tmp_path, clock).close()
    for _ in range(5):
        wrong(tmp_path, clock)
    clock.turn(-86400 * 365)
    assert wrong(tmp_path, clock, PIN).wait_seconds == LONGEST_WAIT


def test_a_try_is_counted_before_the_pin_is_tried(tmp_path):
    """Stopping the process during Argon2id must not give the try back."""
    new_vault(tmp_path).close()
    db = sqlite3.connect(tmp_path / "vault.db")
    db.execute("UPDATE header SET memory_kib=1")  # makes the try itself fail
    db.commit()
    with pytest.raises(VaultDamaged):
        open_vault(tmp_path)
    assert db.execute("SELECT wrong FROM header").fetchone() == (1,)


@pytest.mark.parametrize(
    ("column", "value"),
    [("memory_kib", 2**31), ("iterations", 10**6), ("lanes", 0), ("lanes", 10**9)],
)
def test_parameters_that_would_take_all_memory_are_refused(tmp_path, column, value):
    new_vault(tmp_path).close()
    db = sqlite3.connect(tmp_path / "vault.db")
    db.execute(f"UPDATE header SET {column}=?", (value,))
    db.commit()
    with pytest.raises(VaultDamaged):
        open_vault(tmp_path)


def test_parameters_are_bound_to_the_wrapped_key(tmp_path):
    new_vault(tmp_path).close()
    db = sqlite3.connect(tmp_path / "vault.db")
    db.execute("UPDATE header SET iterations=2")
    db.commit()
    assert wrong(tmp_path, HandClock(), PIN).code == "wrong_pin"


def test_pin_change_keeps_the_rows_and_the_old_pin_is_dead(tmp_path):
    clock = HandClock()
    vault = new_vault(tmp_path, clock)
    vault.put(Row("card", "a", b"1"))
    with pytest.raises(VaultLocked):
        vault.change_pin("111222", "719203", clock=clock)
    vault.change_pin(PIN, "719203", clock=clock)
    vault.close()
    wrong(tmp_path, clock, PIN)
    assert open_vault(tmp_path, "719203", clock).get("card", "a") == b"1"


@pytest.mark.parametrize(
    "pin", ["", "12345", "123456", "654321", "000000", "가가가가가가", "x" * 129]
)
def test_a_pin_that_anybody_tries_first_is_refused(tmp_path, pin):
    with pytest.raises(SetupFaulty) as caught:
        Vault.create(tmp_path / "vault.db", pin, clock=HandClock(), cost=CHEAP)
    assert caught.value.code == "weak_pin"
    assert not list(tmp_path.iterdir())


def test_a_hangul_pin_opens_in_either_normal_form(tmp_path):
    pin = "바다와하늘과별"
    Vault.create(tmp_path / "vault.db", pin, clock=HandClock(), cost=CHEAP).close()
    open_vault(tmp_path, unicodedata.normalize("NFD", pin)).close()
