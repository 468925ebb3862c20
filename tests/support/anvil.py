"""A real anvil for tests: a free port, pinned chain, ended by its own process id."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from damda.errors import LedgerUnavailable
from damda_ledger.anvil import DEV_CHAIN_ID, END_SIGNAL, anvil_argv
from damda_ledger.evm_chain import EvmChain
from damda_ledger.rpc import RpcClient

BLOCK_SECONDS = 0.1


@dataclass(slots=True)
class AnvilProcess:
    """A running chain. ``url`` stays the same over `kill9` and `start`."""

    port: int
    chain_id: int
    argv: list[str]
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill9(self) -> None:
        """As a power cut: blocks since the last state dump are lost."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ends it properly; it writes its state file."""
        self.process.send_signal(END_SIGNAL)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill9()

    def start(self) -> None:
        """Again, on the same port, after `kill9` or `stop`."""
        self.process = _launch(self.argv, self.port, self.chain_id)


@contextmanager
def running_anvil(
    state_file: Path | None = None,
    *,
    chain_id: int = DEV_CHAIN_ID,
    block_seconds: float = BLOCK_SECONDS,
    dump_seconds: int = 1,
    port: int | None = None,
) -> Iterator[AnvilProcess]:
    """Starts anvil, waits until it answers, and ends it whatever happens."""
    port = port or _free_port()
    argv = anvil_argv(
        port=port,
        chain_id=chain_id,
        block_seconds=block_seconds,
        state_file=state_file,
        dump_seconds=dump_seconds,
    )
    anvil = AnvilProcess(port, chain_id, argv, _launch(argv, port, chain_id))
    try:
        yield anvil
    finally:
        if anvil.process.poll() is None:
            anvil.stop()


def _launch(argv: list[str], port: int, chain_id: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    rpc = RpcClient(f"http://127.0.0.1:{port}")
    try:
        _wait(process, EvmChain(rpc), chain_id)
    except BaseException:
        process.kill()
        process.wait()
        raise
    finally:
        rpc.close()
    return process


def _wait(process: subprocess.Popen[bytes], chain: EvmChain, chain_id: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"anvil ended at once with {process.returncode}")
        try:
            if chain.chain_id() == chain_id:
                return
        except LedgerUnavailable:
            time.sleep(0.03)
    raise RuntimeError("anvil did not answer within 20 s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
