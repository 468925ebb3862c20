"""Child processes that end with us: by Ctrl-C, by a signal, and when we are killed outright."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from damda.errors import DamdaError

_PR_SET_PDEATHSIG = 1


class StartFailed(DamdaError):
    """A process did not start, ended early or was not ready in time."""

    code = "start_failed"


@dataclass(frozen=True, slots=True)
class Command:
    """What to start: a short name for messages, the arguments, and what its environment adds.

    ``end_signal`` asks the program to end in order.
    """

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    end_signal: int = signal.SIGTERM


def require_free_ports(ports: Mapping[str, int]) -> None:
    """Raise StartFailed, naming the port and its use, if one of ``ports`` is taken."""
    for use, port in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise StartFailed(
                    f"port {port} ({use}) is taken by another program. End that program, or choose "
                    'other ports: make demo DEMO_ARGS="--port-base 9100 --data .damda-9100"',
                    ko=f"포트 {port}({use})을 다른 프로그램이 사용하고 있습니다. 그 프로그램을 끝내거나 "
                    '다른 포트를 쓰세요: make demo DEMO_ARGS="--port-base 9100 --data .damda-9100"',
                    code="port_taken",
                ) from None


def _die_with_parent() -> None:
    """Ask the kernel to kill this child when its parent dies (Linux), kill -9 included."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Process:
    """One started program; its output goes to a log file."""

    def __init__(self, command: Command, log: Path) -> None:
        self.name = command.name
        self.log = log
        self._end_signal = command.end_signal
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            # A session of its own: the terminal's Ctrl-C reaches only us, and we end it in order.
            self._popen = subprocess.Popen(
                list(command.argv),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **command.environment},
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - no threads run when we start children
            )

    @property
    def pid(self) -> int:
        return self._popen.pid

    def wait_ready(self, ready: Callable[[], bool], *, timeout: float) -> None:
        """Return once ``ready`` says so. Raises StartFailed when the process ends or time is up."""
        deadline = time.monotonic() + timeout
        while not ready():
            if self._popen.poll() is not None:
                raise self._failure(f"ended with code {self._popen.returncode}")
            if time.monotonic() > deadline:
                raise self._failure(f"was not ready after {timeout:.0f} s")
            time.sleep(0.1)

    def stop(self, *, grace: float) -> None:
        """End it: first asked to, after ``grace`` seconds killed, with its own children."""
        if self._popen.poll() is None:
            self._popen.send_signal(self._end_signal)
            try:
                self._popen.wait(timeout=grace)
            except subprocess.TimeoutExpired:
                os.killpg(self._popen.pid, signal.SIGKILL)
                self._popen.wait()

    def _failure(self, what: str) -> StartFailed:
        lines = self.log.read_text(errors="replace").splitlines()[-12:]
        tail = "\n".join(f"    {line}" for line in lines)
        return StartFailed(
            f"{self.name} {what}. The end of its log ({self.log}):\n{tail}",
            ko=f"{self.name} 을(를) 시작하지 못했습니다. 위 로그를 확인해 주세요.",
        )


class Supervisor:
    """Starts processes and ends them in reverse order when the block is left."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: list[Process] = []

    def start(self, command: Command) -> Process:
        process = Process(command, self._logs / f"{command.name}.log")
        self._running.append(process)
        return process

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *_: object) -> None:
        while self._running:
            self._running.pop().stop(grace=8)
