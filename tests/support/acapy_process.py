"""A real `aca-py` process with the plugin, for integration and end-to-end tests."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
from damda_agent.command import AcaPyCommand

from support.ports import free_port_base

READY_SECONDS = 180


def agent_command(home: Path, **plugin: str | int | float) -> AcaPyCommand:
    """The command of an agent whose files are in ``home``, on free ports."""
    admin = free_port_base((0, 1, 2))
    settings = {
        "public_port": admin + 2,
        "database_url": f"sqlite:///{home / 'damda.sqlite'}",
        **plugin,
    }
    return AcaPyCommand(
        admin_port=admin,
        inbound_port=admin + 1,
        admin_api_key="test-admin-key",
        wallet_key="test-wallet-key",
        jwt_secret="test-jwt-secret-of-at-least-32-bytes",
        home=home,
        plugin=settings,
    )


@dataclass
class AcaPyProcess:
    """One agent: `start`, `kill`, `stop`; `admin` and `public` are HTTP clients for it."""

    command: AcaPyCommand
    log: Path
    _popen: subprocess.Popen[bytes] | None = None
    admin: httpx.Client = field(init=False)
    public: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.admin = httpx.Client(
            base_url=f"http://127.0.0.1:{self.command.admin_port}",
            headers={"x-api-key": self.command.admin_api_key},
            timeout=30,
        )
        self.public = httpx.Client(base_url=self.public_url, timeout=30)

    @property
    def public_url(self) -> str:
        return f"http://localhost:{self.command.plugin['public_port']}"

    def spawn(self) -> subprocess.Popen[bytes]:
        """Start without waiting."""
        self.command.home.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self._popen = subprocess.Popen(
                self.command.argv(),
                env={**os.environ, **self.command.environment()},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self._popen

    def start(self) -> None:
        """Start, and wait until our own health check says that it is ready."""
        process = self.spawn()
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            assert process.poll() is None, f"aca-py ended: {self.tail()}"
            if self.healthy():
                return
            time.sleep(0.1)
        raise AssertionError(f"aca-py was not ready in {READY_SECONDS} s: {self.tail()}")

    def healthy(self) -> bool:
        try:
            return self.public.get("/health", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def wait(self, seconds: float) -> int:
        """The exit code of a process that is expected to end by itself."""
        assert self._popen is not None
        try:
            return self._popen.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"aca-py did not end: {self.tail()}") from None

    def kill(self) -> None:
        """kill -9: nothing is tidied up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self._popen is not None and self._popen.poll() is None:
            self._popen.send_signal(number)
            try:
                self._popen.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._popen.kill()
                self._popen.wait()

    def tail(self, lines: int = 40) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def as_tenant(self, token: str) -> httpx.Client:
        """An admin client that acts for one institution."""
        return httpx.Client(
            base_url=self.admin.base_url,
            headers={"authorization": f"Bearer {token}"},
            timeout=30,
        )

    def institution(self, slug: str = "keis") -> dict[str, Any]:
        """Create (or find) the institution; its answer."""
        answer = self.admin.post("/damda/institutions", json={"slug": slug})
        assert answer.status_code in (200, 201), answer.text
        body: dict[str, Any] = answer.json()
        return body


@contextmanager
def running_agent(
    home: Path,
    *,
    command: AcaPyCommand | None = None,
    wallet_database: str | None = None,
    **plugin: str | int | float,
) -> Iterator[AcaPyProcess]:
    """An agent that is ready; ended with the block."""
    command = command or agent_command(home, **plugin)
    command = replace(command, wallet_database=wallet_database)
    agent = AcaPyProcess(command, home.with_suffix(".log"))
    try:
        agent.start()
        yield agent
    finally:
        agent.stop()
