"""The vault gives back what was put in, or an error; never anything else."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from damda.errors import DamdaError
from damda_wallet.errors import SetupFaulty, VaultDamaged, VaultMissing
from damda_wallet.vault import Row, Vault
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.wallet_vaults import CHEAP, PIN, HandClock, new_vault, open_vault

names = st.text(min_size=1, max_size=20)
rows = st.lists(
    st.builds(Row, kind=names, id=names, value=st.binary(), summary=st.binary()), max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows)
def test_what_was_put_is_there_after_reopening(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("vault")
    vault = new_vault(folder)
    vault.put(*drawn)
    vault.close()
    again = open_vault(folder)
    expected = {(r.kind, r.id): r for r in drawn}
    for (kind, row_id), row in expected.items():
        assert again.get(kind, row_id) == row.value
        assert dict(again.summaries(kind))[row_id] == row.summary
    assert sum(len(again.values(kind)) for kind in {k for k, _ in expected}) == len(expected)
    again.close()


def test_lists_are_newest_first_and_an_update_keeps_its_place(tmp_path):
    vault = new_vault(tmp_path)
    for n in range(5):
        vault.put(Row("card", f"c{n}", b"v", f"s{n}".encode()))
    vault.put(Row("card", "c2", b"v", b"new"))
    assert [s for _, s in vault.summaries("card")] == [b"s4", b"s3", b"new", b"s1", b"s0"]
    assert [i for i, _ in vault.summaries("card", limit=2, offset=1)] == ["c3", "c2"]


def test_a_transaction_that_fails_leaves_nothing(tmp_path):
    vault = new_vault(tmp_path)
    vault.put(Row("card", "kept", b"1"))

    def fail_halfway() -> None:
        with vault.transaction():
            vault.put(Row("card", "lost", b"2"))
            vault.remove(("card", "kept"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert vault.get("card", "kept") == b"1"
    assert vault.get("card", "lost") is None
    vault.close()
    assert open_vault(tmp_path).get("card", "kept") == b"1"


def test_two_open_vaults_on_one_file_see_each_others_rows(tmp_path):
    one, two = new_vault(tmp_path), open_vault(tmp_path)
    one.put(Row("card", "a", b"1"))
    two.put(Row("card", "b", b"2"))
    one.remove(("card", "b"))
    assert two.get("card", "a") == b"1"
    assert two.get("card", "b") is None
    one.close()
    two.close()
    open_vault(tmp_path).close()


def test_nothing_that_was_put_is_readable_in_the_file(tmp_path):
    secret, summary, removed = "강감찬 8501011234567", "직업훈련 배지", "지워진 기록"
    vault = new_vault(tmp_path)
    vault.put(Row("card", "x", secret.encode() * 50, summary.encode() * 50))
    vault.put(Row("card", "y", removed.encode() * 500))
    vault.remove(("card", "y"))
    vault.close()
    data = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert len(data) > 1000
    for text in (secret, summary, removed, PIN):
        for encoding in ("utf-8", "utf-16-le", "cp949"):
            assert text.encode(encoding) not in data


def sample(folder: Path) -> dict[tuple[str, str], bytes]:
    vault = new_vault(folder)
    kept = {("card", f"c{n}"): bytes([n]) * (40 + 900 * n) for n in range(6)}
    kept[("key", "k")] = b"private"
    vault.put(*(Row(k, i, v, v[:9]) for (k, i), v in kept.items()))
    vault.close()
    return kept


def everything(folder: Path, keys) -> dict[tuple[str, str], bytes | None]:
    """All rows as three ways of reading agree on them."""
    vault = open_vault(folder)
    found = {key: vault.get(*key) for key in keys}
    assert sorted(v for _, v in vault.values("card") + vault.values("key")) == sorted(
        v for v in found.values() if v is not None
    )
    assert all(s == (found["card", i] or b"")[:9] for i, s in vault.summaries("card"))
    vault.close()
    return found


def test_a_flipped_byte_anywhere_is_an_error_or_changes_nothing(tmp_path):
    kept = sample(tmp_path)
    whole = (tmp_path / "vault.db").read_bytes()
    errors = 0
    for place in range(0, len(whole), 97):
        folder = tmp_path / "broken"
        folder.mkdir()
        changed = bytearray(whole)
        changed[place] ^= 0x41
        (folder / "vault.db").write_bytes(changed)
        try:
            found = everything(folder, kept)
        except DamdaError:
            errors += 1
        else:
            assert found == kept, place
        shutil.rmtree(folder)
    assert errors > len(whole) // 97 // 4


@pytest.mark.parametrize("length", [0, 1, 99, 4096, -1])
def test_a_cut_file_is_an_error(tmp_path, length):
    sample(tmp_path)
    path = tmp_path / "vault.db"
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(VaultDamaged):
        open_vault(tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM rows WHERE id='c3'",
        "UPDATE rows SET id='c9' WHERE id='c3'",
        "UPDATE rows SET kind='other' WHERE id='c3'",
        "UPDATE rows SET seq=99 WHERE id='c3'",
        "INSERT INTO rows SELECT 50, kind, 'copy', stamp, summary, value FROM rows WHERE id='c1'",
        "UPDATE header SET census=x''",
        "DELETE FROM header",
        "DROP TABLE rows",
    ],
)
def test_a_row_dropped_moved_or_copied_by_sql_is_noticed(tmp_path, statement):
    sample(tmp_path)
    db = sqlite3.connect(tmp_path / "vault.db")
    db.execute(statement)
    db.commit()
    db.close()
    with pytest.raises(VaultDamaged):
        open_vault(tmp_path)


def test_the_older_write_of_a_row_can_not_be_put_back(tmp_path):
    vault = new_vault(tmp_path)
    vault.put(Row("state", "s", b"revoked: no"))
    db = sqlite3.connect(tmp_path / "vault.db")
    old = db.execute("SELECT * FROM rows").fetchone()
    vault.put(Row("state", "s", b"revoked: yes"))
    vault.close()
    db.execute("INSERT OR REPLACE INTO rows VALUES (?,?,?,?,?,?)", old)
    db.commit()
    db.close()
    with pytest.raises(VaultDamaged):
        open_vault(tmp_path)


def test_summary_and_value_can_not_change_places(tmp_path):
    vault = new_vault(tmp_path)
    vault.put(Row("card", "s", b"same size", b"different"))
    db = sqlite3.connect(tmp_path / "vault.db")
    db.execute("UPDATE rows SET summary=value, value=summary")
    db.commit()
    db.close()
    with pytest.raises(VaultDamaged):
        vault.get("card", "s")


def test_another_schema_version_says_so(tmp_path):
    new_vault(tmp_path).close()
    db = sqlite3.connect(tmp_path / "vault.db")
    db.execute("PRAGMA user_version=2")
    db.close()
    with pytest.raises(VaultDamaged) as caught:
        open_vault(tmp_path)
    assert caught.value.code == "vault_version"


def test_a_vault_is_not_made_over_another(tmp_path):
    new_vault(tmp_path).put(Row("card", "a", b"1"))
    with pytest.raises(VaultMissing) as caught:
        Vault.create(tmp_path / "vault.db", "719203", clock=HandClock(), cost=CHEAP)
    assert caught.value.code == "vault_exists"
    assert open_vault(tmp_path).get("card", "a") == b"1"
    assert [p.name for p in tmp_path.iterdir()] == ["vault.db"]
    assert (tmp_path / "vault.db").stat().st_mode & 0o077 == 0


def test_a_closed_vault_gives_nothing(tmp_path):
    vault = new_vault(tmp_path)
    vault.put(Row("card", "a", b"1"))
    vault.close()
    for call in (lambda: vault.get("card", "a"), lambda: vault.summaries("card")):
        with pytest.raises(VaultMissing) as caught:
            call()
        assert caught.value.code == "vault_closed"


def test_no_file_is_a_clear_error(tmp_path):
    with pytest.raises(VaultMissing) as caught:
        open_vault(tmp_path)
    assert "damda wallet init" in caught.value.ko


def test_another_program_in_a_write_is_a_clear_error(tmp_path):
    vault = new_vault(tmp_path)
    vault._db.execute("PRAGMA busy_timeout=50")
    db = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SetupFaulty) as caught:
        vault.put(Row("card", "a", b"1"))
    assert caught.value.code == "vault_in_use"
    db.execute("ROLLBACK")
    vault.put(Row("card", "a", b"1"))
