"""The development chain: anvil's native binary, and the command line that starts it.

One process on one machine is no distributed ledger; it stands in for one in development and tests.
"""

from __future__ import annotations

import platform
import signal
from pathlib import Path

from damda.errors import DamdaError

DEV_CHAIN_ID = 20261124
HARDFORK = "cancun"
"""What the contracts are compiled for, and what Kaia and Besu networks run."""
GAS_LIMIT = 300_000_000
PROJECT = Path(__file__).resolve().parents[2]
"""The checkout: `npm ci` puts the binary below it."""

END_SIGNAL = signal.SIGINT
"""Ends anvil with its state written. SIGTERM ends it like a power cut."""

_MACHINES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


class AnvilMissing(DamdaError):
    """The binary is not there; the sentence says how to get it."""

    code = "anvil_missing"


def find_anvil(project: Path = PROJECT) -> Path:
    """The binary below the project's node_modules. Raises AnvilMissing.

    The binary itself and not npm's wrapper script: the process id is then anvil's own.
    """
    machine = _MACHINES.get(platform.machine().lower(), platform.machine())
    package = f"anvil-{platform.system().lower()}-{machine}"
    binary = project / "node_modules" / "@foundry-rs" / package / "bin" / "anvil"
    if not binary.is_file():
        raise AnvilMissing(
            f"anvil is not installed ({package}): run `npm ci` in {project}.",
            ko=f"anvil이 설치되어 있지 않습니다. {project}에서 npm ci를 실행하십시오.",
        )
    return binary


def anvil_argv(
    *,
    port: int,
    state_file: Path | None = None,
    chain_id: int = DEV_CHAIN_ID,
    block_seconds: float = 1.0,
    dump_seconds: int = 5,
    project: Path = PROJECT,
) -> list[str]:
    """Program and arguments of a chain on loopback. Raises AnvilMissing.

    With ``state_file`` it continues after a restart; killed, it loses the blocks since the last
    dump. Blocks come by time: mining on demand stalls for good under batched JSON-RPC. The
    published accounts get no money: keys come from keystores, money from `damda ledger fund`.
    """
    command = [str(find_anvil(project)), "--host", "127.0.0.1", "--port", str(port)]
    command += ["--chain-id", str(chain_id), "--hardfork", HARDFORK]
    command += ["--block-time", f"{block_seconds:g}", "--gas-limit", str(GAS_LIMIT)]
    command += ["--accounts", "0", "--quiet"]
    if state_file is not None:
        command += ["--state", str(state_file), "--state-interval", str(dump_seconds)]
    return command
