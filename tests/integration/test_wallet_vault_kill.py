"""kill -9 at any moment leaves a vault that opens, with every row that was reported as stored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from support.wallet_vaults import new_vault, open_vault

CHILD = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from damda_wallet.vault import Row, Vault
vault = Vault.open(Path(sys.argv[1]), sys.argv[2], clock=lambda: datetime.now(UTC))
n = int(sys.argv[3])
while True:
    name = f"c{n}"
    vault.put(Row("card", name, name.encode() * 3000, b"s"), Row("key", name, name.encode()))
    if n % 3 == 0:
        vault.remove(("card", name), ("key", name))
    print(n, flush=True)
    n += 1
"""


@pytest.mark.integration
def test_killed_writers_lose_nothing_that_they_reported(tmp_path):
    new_vault(tmp_path).close()
    reported = -1
    for round_ in range(8):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path / "vault.db"), "493817", str(reported + 1)],
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        first = child.stdout.readline()  # it is writing now
        time.sleep(0.011 * round_)
        os.kill(child.pid, signal.SIGKILL)
        lines = [first, *child.stdout.readlines()]
        child.wait()
        reported = max(int(line) for line in lines if line.endswith(b"\n"))
        vault = open_vault(tmp_path)
        cards, keys = (
            dict(vault.values("card", limit=10**6)),
            dict(vault.values("key", limit=10**6)),
        )
        vault.close()
        expected = {f"c{n}" for n in range(reported + 1) if n % 3}
        # What the child was at when it died may be whole or absent, never half.
        at_work = {f"c{reported + 1}"}
        assert expected <= set(cards) <= expected | at_work
        assert set(cards) == set(keys)
        assert all(value == name.encode() * 3000 for name, value in cards.items())
    assert reported > 20
