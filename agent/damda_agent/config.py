"""The plugin's settings: one frozen value, read once, unknown keys refused.

ACA-Py 1.7 takes them as ``--plugin-config-value damda_agent.public_port=8130`` (several after one
option, or the option several times), or as ``damda_agent:`` in the YAML file of
``--plugin-config``. It reads each value as YAML and keeps them in
``settings["plugin_config"]["damda_agent"]``, which arrives here as a mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from damda.errors import DamdaError


class ConfigRefused(DamdaError):
    """A setting that is unknown, malformed or does not fit another one."""

    code = "config_refused"


@dataclass(frozen=True, slots=True)
class LedgerConfig:
    """Where the ledger is, and the account that writes to it."""

    rpc: str
    deployment: Path
    key_file: Path
    key_password_file: Path


@dataclass(frozen=True, slots=True)
class AgentConfig:
    """``public_url`` is the origin under which wallets reach the public server.

    ``issuers_folder`` None means the institutions that come with the package. ``status_ttl`` is
    how long a verifier may keep a status list, ``status_lifetime`` how long a list is valid.
    """

    public_host: str
    public_port: int
    public_url: str
    database_url: str
    issuers_folder: Path | None
    ledger: LedgerConfig | None
    anchor_max_items: int
    anchor_max_seconds: float
    offer_lifetime: timedelta
    token_lifetime: timedelta
    status_ttl: timedelta
    status_lifetime: timedelta


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys that may be given, their types, and what they are when they are not given."""

    public_host: str = "127.0.0.1"
    public_port: int = 8130
    public_url: str = ""
    database_url: str = "sqlite:///damda-agent.sqlite"
    issuers_folder: str = ""
    ledger_rpc: str = ""
    ledger_deployment: str = ""
    ledger_key_file: str = ""
    ledger_key_password_file: str = ""
    anchor_max_items: int = 1_000
    anchor_max_seconds: float = 2.0
    offer_lifetime_seconds: int = 86_400
    token_lifetime_seconds: int = 3_600
    status_ttl_seconds: int = 5
    status_lifetime_seconds: int = 86_400


def read_config(values: Mapping[str, Any]) -> AgentConfig:
    """The settings from what ACA-Py hands in. Raises ConfigRefused with the key and the reason."""
    keys = _typed(values)
    if not 0 < keys.public_port < 65_536:
        raise _refused("public_port", "must be 1 to 65535")
    for name in ("anchor_max_items", "anchor_max_seconds", *_SECONDS):
        if not 0 < getattr(keys, name) <= 31_536_000:
            raise _refused(name, "must be more than 0, and at most a year")
    if keys.status_ttl_seconds >= keys.status_lifetime_seconds:
        raise _refused("status_ttl_seconds", "must be less than status_lifetime_seconds")
    return AgentConfig(
        public_host=keys.public_host,
        public_port=keys.public_port,
        public_url=_origin(keys.public_url or f"http://localhost:{keys.public_port}"),
        database_url=keys.database_url,
        issuers_folder=Path(keys.issuers_folder) if keys.issuers_folder else None,
        ledger=_ledger(keys),
        anchor_max_items=keys.anchor_max_items,
        anchor_max_seconds=keys.anchor_max_seconds,
        offer_lifetime=timedelta(seconds=keys.offer_lifetime_seconds),
        token_lifetime=timedelta(seconds=keys.token_lifetime_seconds),
        status_ttl=timedelta(seconds=keys.status_ttl_seconds),
        status_lifetime=timedelta(seconds=keys.status_lifetime_seconds),
    )


_SECONDS = tuple(f.name for f in fields(_Keys) if f.name.endswith("_seconds") and f.type == "int")


def _typed(values: Mapping[str, Any]) -> _Keys:
    known = {field.name: field for field in fields(_Keys)}
    if unknown := sorted(str(name) for name in values if name not in known):
        raise _refused(unknown[0], f"is unknown; known are {', '.join(known)}")
    given: dict[str, Any] = {}
    for name, got in values.items():
        wanted = str(known[name].type)
        value = float(got) if wanted == "float" and type(got) is int else got
        if type(value).__name__ != wanted:
            raise _refused(name, f"must be {_WORDS[wanted]}")
        given[name] = value
    return _Keys(**given)


_WORDS = {"str": "a text", "int": "a whole number", "float": "a number"}


def _origin(url: str) -> str:
    """``url`` if it is an origin that a did:webvh can name: scheme, host name and port only."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused("public_url", "is no URL") from None
    if parts.scheme not in ("http", "https") or url != f"{parts.scheme}://{parts.netloc}":
        raise _refused("public_url", "must be http(s)://host[:port], without path and final slash")
    if parts.netloc != (host if port is None else f"{host}:{port}"):
        raise _refused("public_url", "must have a lower-case host and no user name")
    if host.replace(".", "").isdigit() or ":" in host or ("." not in host and host != "localhost"):
        raise _refused(
            "public_url", "must have a host name (or localhost), since DIDs are made of it"
        )
    if parts.scheme == "http" and host != "localhost":
        raise _refused("public_url", "must be https, but for localhost")
    return url


def _ledger(keys: _Keys) -> LedgerConfig | None:
    names = ("ledger_rpc", "ledger_deployment", "ledger_key_file", "ledger_key_password_file")
    missing = [name for name in names if not getattr(keys, name)]
    if len(missing) == len(names):
        return None
    if missing:
        raise _refused(missing[0], f"is needed: give all of {', '.join(names)}, or none of them")
    return LedgerConfig(
        rpc=keys.ledger_rpc,
        deployment=Path(keys.ledger_deployment),
        key_file=Path(keys.ledger_key_file),
        key_password_file=Path(keys.ledger_key_password_file),
    )


def _refused(name: str, why: str) -> ConfigRefused:
    return ConfigRefused(
        f"setting damda_agent.{name[:64]} {why}.",
        ko=f"설정 damda_agent.{name[:64]} 값이 올바르지 않습니다: {why}.",
    )
