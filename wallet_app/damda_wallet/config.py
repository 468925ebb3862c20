"""``settings.toml`` in the wallet's folder: which ledger, and which hosts may speak plain http."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .errors import SetupFaulty

FILE_NAME = "settings.toml"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """``ledger_rpc`` and ``ledger_deployment`` are given both or not at all."""

    ledger_rpc: str | None = None
    ledger_deployment: Path | None = None
    plain_http_hosts: frozenset[str] = frozenset()


def check_settings(settings: Settings) -> Settings:
    """The settings, if they can be used. Raises SetupFaulty."""
    if (settings.ledger_rpc is None) != (settings.ledger_deployment is None):
        raise _faulty(
            "Name both the ledger's RPC address and its deployment file, or neither.",
            "원장 RPC 주소와 배포 파일은 둘 다 적거나 둘 다 비워 두세요.",
        )
    if settings.ledger_rpc is not None:
        try:
            parts = urlsplit(settings.ledger_rpc)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise _faulty(
                "The ledger's RPC address must be an http(s) URL.",
                "원장 RPC 주소는 http(s) 주소여야 합니다.",
            )
    if not settings.plain_http_hosts <= LOOPBACK:
        raise _faulty(
            f"Plain http is for this machine only: {', '.join(sorted(LOOPBACK))}.",
            f"암호화되지 않은 http는 이 컴퓨터({', '.join(sorted(LOOPBACK))})에만 쓸 수 있습니다.",
        )
    return settings


def read_settings(folder: Path) -> Settings:
    """Raises SetupFaulty with the file's name; a missing file is a wallet without a ledger."""
    path = folder / FILE_NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise _faulty(f"{path}: {error}", f"{path}: 읽을 수 없습니다 ({error})") from None
    rpc, deployment = table.pop("ledger_rpc", None), table.pop("ledger_deployment", None)
    hosts = table.pop("plain_http_hosts", [])
    fits = all(value is None or isinstance(value, str) for value in (rpc, deployment))
    if table or not fits or not _are_texts(hosts):
        names = ", ".join(table) or "ledger_rpc, ledger_deployment, plain_http_hosts"
        raise _faulty(
            f"{path}: unknown or wrong setting: {names}",
            f"{path}: 모르는 설정이거나 값이 잘못되었습니다: {names}",
        )
    place = None if deployment is None else folder / deployment
    return check_settings(Settings(rpc, place, frozenset(hosts)))


def write_settings(folder: Path, settings: Settings) -> None:
    """Writes the file whole or not at all. Raises SetupFaulty."""
    check_settings(settings)
    lines = ["# The wallet's settings. / 지갑 설정입니다."]
    if settings.ledger_rpc is not None and settings.ledger_deployment is not None:
        lines.append(f"ledger_rpc = {_text(settings.ledger_rpc)}")
        lines.append(f"ledger_deployment = {_text(str(settings.ledger_deployment.absolute()))}")
    hosts = ", ".join(_text(host) for host in sorted(settings.plain_http_hosts))
    lines.append(f"plain_http_hosts = [{hosts}]")
    draft = folder / f"{FILE_NAME}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
        os.replace(draft, folder / FILE_NAME)
    except OSError as error:
        raise _faulty(
            f"{folder} can't be written: {error.strerror}",
            f"{folder}에 쓸 수 없습니다: {error.strerror}",
        ) from None


def _text(value: str) -> str:
    # A JSON string is a TOML basic string, but for the delete character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _faulty(en: str, ko: str) -> SetupFaulty:
    return SetupFaulty(en, ko=ko)
