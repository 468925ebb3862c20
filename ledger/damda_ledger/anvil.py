"""The development chain: anvil's native binary, and the command line that starts it.

One process on one machine is no distributed ledger; it stands in for one in development and tests.
"""

from __future__ import annotations

import platform
import signal
from dataclasses import dataclass
from pathlib import Path

from damda.errors import DamdaError

DEV_CHAIN_ID = 20261124
HARDFORK = "cancun"
"""What the contracts are compiled for, and what Kaia and Besu networks run."""
GAS_LIMIT = 300_000_000

END_SIGNAL = signal.SIGINT
"""Ends anvil with its state written. SIGTERM ends it like a power cut."""

_MACHINES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


class AnvilMissing(DamdaError):
    """The binary is not there; the sentence says how to get it."""

    code = "anvil_missing"


@dataclass(frozen=True, slots=True)
class AnvilOptions:
    """``block_seconds`` may be a fraction. With ``state_file`` the chain continues after a restart;
    a killed anvil loses the blocks since the last dump, ``dump_seconds`` apart."""

    port: int
    chain_id: int = DEV_CHAIN_ID
    block_seconds: float = 1.0
    state_file: Path | None = None
    dump_seconds: int = 5


def find_anvil(project: Path) -> Path:
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


def anvil_command(binary: Path, options: AnvilOptions) -> list[str]:
    """Program and arguments. Always blocks by time: mining on demand stalls under batched JSON-RPC.

    The published accounts are not made: keys come from keystores, and `damda ledger fund` gives
    them money.
    """
    command = [str(binary), "--host", "127.0.0.1", "--port", str(options.port)]
    command += ["--chain-id", str(options.chain_id), "--hardfork", HARDFORK]
    command += ["--block-time", f"{options.block_seconds:g}", "--gas-limit", str(GAS_LIMIT)]
    command += ["--accounts", "0", "--quiet"]
    if options.state_file is not None:
        command += ["--state", str(options.state_file)]
        command += ["--state-interval", str(options.dump_seconds)]
    return command
