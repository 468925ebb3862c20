"""The one place that knows how the agent is started: the argument list of `aca-py`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class AcaPyCommand:
    """What an agent process needs. Ports are of 127.0.0.1 unless ``host`` says otherwise.

    ``plugin`` are settings of `damda_agent.config` by key. ``wallet_database`` is None for SQLite
    below ``home``, or a PostgreSQL URL for the key store.
    """

    admin_port: int
    inbound_port: int
    admin_api_key: str
    wallet_key: str
    jwt_secret: str
    home: Path
    plugin: Mapping[str, str | int | float] = field(default_factory=dict)
    host: str = "127.0.0.1"
    wallet_name: str = "damda"
    wallet_database: str | None = None
    label: str = "Damda"
    log_level: str = "warning"

    def argv(self) -> list[str]:
        """The arguments, `aca-py` included. Those that are secret are in `environment`."""
        inbound = f"http://{self.host}:{self.inbound_port}"
        return [
            # The program beside this interpreter: no PATH needed.
            str(Path(sys.executable).with_name("aca-py")),
            "start",
            *("--label", self.label, "--no-ledger", "--log-level", self.log_level),
            *("--inbound-transport", "http", self.host, str(self.inbound_port)),
            *("--outbound-transport", "http", "--endpoint", inbound),
            *("--admin", self.host, str(self.admin_port)),
            *("--wallet-type", "askar-anoncreds", "--wallet-name", self.wallet_name),
            *("--auto-provision", "--multitenant", "--multitenant-admin"),
            "--multitenancy-config",
            "wallet_type=single-wallet-askar",
            f"wallet_name={self.wallet_name}-tenants",
            *self._wallet_storage(),
            *("--plugin", "damda_agent"),
            *self._plugin_config(),
        ]

    def environment(self) -> dict[str, str]:
        """Variables to set: secrets, which a process list must not show, and ACA-Py's folder."""
        return {
            "ACAPY_ADMIN_API_KEY": self.admin_api_key,
            "ACAPY_WALLET_KEY": self.wallet_key,
            "ACAPY_MULTITENANT_JWT_SECRET": self.jwt_secret,
            # Where Askar keeps its SQLite files.
            "ACAPY_HOME": str(self.home),
            **self._wallet_credentials(),
        }

    def _plugin_config(self) -> list[str]:
        # JSON scalars are YAML scalars, so a text such as "8130" stays a text.
        pairs = [
            f"damda_agent.{name}={json.dumps(value, ensure_ascii=False)}"
            for name, value in sorted(self.plugin.items())
        ]
        return ["--plugin-config-value", *pairs] if pairs else []

    def _wallet_storage(self) -> list[str]:
        if self.wallet_database is None:
            return []
        parts = urlsplit(self.wallet_database)
        where = {"url": f"{parts.hostname}:{parts.port or 5432}", "max_connections": 10}
        return [
            *("--wallet-storage-type", "postgres_storage"),
            *("--wallet-storage-config", json.dumps(where)),
        ]

    def _wallet_credentials(self) -> dict[str, str]:
        if self.wallet_database is None:
            return {}
        parts = urlsplit(self.wallet_database)
        name, password = unquote(parts.username or ""), unquote(parts.password or "")
        credentials = {
            "account": name,
            "password": password,
            "admin_account": name,
            "admin_password": password,
        }
        return {"ACAPY_WALLET_STORAGE_CREDS": json.dumps(credentials)}
