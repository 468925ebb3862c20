"""`damda verifier` as a process: it starts, says what is wrong in both languages, and ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.integration

DEPLOYMENT = {
    "chainId": 31337,
    "genesis": "0x" + "11" * 32,
    "issuerRegistry": "0x" + "22" * 20,
    "credentialAnchor": "0x" + "33" * 20,
    "block": 3,
}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def command(folder: Path, port: int, **other: str) -> list[str]:
    (folder / "deployment.json").write_text(json.dumps(DEPLOYMENT))
    options = {
        "port": str(port),
        "public-url": f"http://localhost:{port}",
        "ledger-rpc": "http://127.0.0.1:9",  # discard: nobody answers
        "ledger-deployment": str(folder / "deployment.json"),
        "data": str(folder / "data"),
    } | {name.replace("_", "-"): value for name, value in other.items()}
    pairs = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [sys.executable, "-m", "damda.cli", "verifier", *pairs]


def run(folder: Path, port: int, **other: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, port, **other), capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    process = subprocess.Popen(
        command(tmp_path, port), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    url = f"http://localhost:{port}"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{url}/health")
            break
        except httpx.TransportError:
            time.sleep(0.05)
    yield process, url
    if process.poll() is None:
        process.kill()
    process.communicate(timeout=10)


def test_it_serves_also_while_the_ledger_is_down(
    served: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    _, url = served
    health = httpx.get(f"{url}/health").json()
    assert health["relying_parties"] == ["academy", "employer"]
    assert (tmp_path / "data" / "keys.json").stat().st_mode & 0o777 == 0o600
    created = httpx.post(f"{url}/api/requests", json={"relying_party": "employer"}).json()
    assert httpx.get(created["request_uri"]).status_code == 200
    assert httpx.get(f"{url}/verify/employer", follow_redirects=True).status_code == 200


def test_it_ends_in_time_with_a_page_open(served: tuple[subprocess.Popen[str], str]) -> None:
    process, url = served
    created = httpx.post(f"{url}/api/requests", json={"relying_party": "employer"}).json()
    with httpx.stream("GET", f"{url}/events/{created['id']}", timeout=20) as stream:
        next(stream.iter_lines())
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
    _, errors = process.communicate(timeout=10)
    assert created["id"] not in errors, "the log gives no access to results"
    assert "Traceback" not in errors


def test_a_taken_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(tmp_path, port)
    assert done.returncode == 2
    assert f"127.0.0.1:{port} can't be listened on" in done.stderr
    assert "포트" in done.stderr
    assert "port_taken" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("public_url", "http://verifier.example", "bad_public_url"),
        ("ledger_deployment", "/nowhere.json", "malformed"),
        ("data", "/dev/null/folder", "data_unusable"),
        ("host", "203.0.113.1", "port_taken"),
    ],
)
def test_a_wrong_setting(tmp_path: Path, option: str, value: str, code: str) -> None:
    done = run(tmp_path, free_port(), **{option: value})
    assert done.returncode == 2
    assert code in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_key_in_a_definition_stops_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "parties" / "shop"
    folder.mkdir(parents=True)
    (folder / "verifier.toml").write_text('\nnmae = "x"\n')
    done = run(tmp_path, free_port(), relying_parties=str(folder.parent))
    assert done.returncode == 2
    assert "verifier.toml:2: " in done.stderr
    assert "did you mean 'name'" in done.stderr


def test_help_in_both_languages() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "damda.cli", "verifier", "--help"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert "--public-url" in done.stdout
    assert "검증 서비스" in done.stdout
