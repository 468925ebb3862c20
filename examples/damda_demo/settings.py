"""Where the demo keeps its data and which ports it uses."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from damda.errors import DamdaError


@dataclass(frozen=True, slots=True)
class Settings:
    """Ports are offsets from ``port_base``; ``data`` holds everything that a second start needs."""

    port_base: int
    data: Path

    @property
    def ports(self) -> dict[str, int]:
        return {
            "start page": self.port_base,
            "agent": self.port_base + 20,
            "agent admin": self.port_base + 21,
            "issuer": self.port_base + 30,
            "verifier": self.port_base + 40,
            "ledger": self.port_base + 45,
        }

    def url(self, use: str) -> str:
        return f"http://localhost:{self.ports[use]}"

    @property
    def ledger_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['ledger']}"

    @property
    def admin_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['agent admin']}"

    @property
    def deployment(self) -> Path:
        return self.data / "ledger" / "deployment.json"

    @property
    def wallet(self) -> Path:
        return self.data / "wallet"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def ledger_options(self) -> tuple[str, ...]:
        """Where the ledger is, for `damda ledger`."""
        return ("--rpc", self.ledger_url, "--deployment", str(self.deployment))

    @contextmanager
    def private_file(self, name: str, text: str) -> Iterator[Path]:
        """A private file with ``text``, gone when the block is left."""
        path = self.data / "secrets" / name
        path.touch(mode=0o600)
        try:
            path.write_text(text)
            yield path
        finally:
            path.unlink()

    def secret(self, name: str) -> str:
        """A random secret of this data folder, made at its first use and kept in a private file."""
        path = self.secret_file(name)
        return path.read_text().strip()

    def secret_file(self, name: str) -> Path:
        path = self.data / "secrets" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            path.write_text(
                f"{secrets.randbelow(10**6):06d}" if name == "pin" else secrets.token_hex(24)
            )
        return path


def open_data(settings: Settings) -> None:
    """Make the data folder, or check that it was made with the same ports.

    The institutions' DIDs hold host and port, so data made with other ports cannot be served.
    """
    marker = settings.data / "demo.json"
    if marker.exists():
        made_with = json.loads(marker.read_text())["port_base"]
        if made_with != settings.port_base:
            raise DamdaError(
                f"the data in {settings.data} was made with --port-base {made_with}, and the DIDs "
                "in it hold those ports. Use that port base, or another --data folder.",
                ko=f"{settings.data} 의 데이터는 --port-base {made_with} 로 만들어졌습니다. "
                "같은 포트를 쓰거나 다른 --data 폴더를 지정해 주세요.",
                code="other_ports",
            )
        return
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    marker.write_text(json.dumps({"port_base": settings.port_base}))
