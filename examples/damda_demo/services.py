"""What the demo starts: the ledger, the agent and the verifier, and how each is known to be ready."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import httpx
from damda import cli as damda_cli
from damda_agent.command import AcaPyCommand
from damda_ledger.anvil import END_SIGNAL, anvil_argv

from .processes import Command
from .progress import DidNotHold
from .settings import Settings

DAMDA = [sys.executable, "-m", "damda.cli"]


def ledger(settings: Settings) -> Command:
    """A development chain with one-second blocks whose state is kept in a file."""
    state = settings.data / "ledger" / "state.json"
    state.parent.mkdir(parents=True, exist_ok=True)
    argv = anvil_argv(port=settings.ports["ledger"], state_file=state)
    return Command("ledger", argv, end_signal=END_SIGNAL)


def agent(settings: Settings) -> Command:
    """The institutions' ACA-Py agent with our plugin."""
    home = settings.data / "agent"
    home.mkdir(parents=True, exist_ok=True)
    made = AcaPyCommand(
        admin_port=settings.ports["agent admin"],
        inbound_port=settings.ports["agent"],
        admin_api_key=settings.secret("admin-key"),
        wallet_key=settings.secret("wallet-key"),
        jwt_secret=settings.secret("jwt-secret"),
        home=home,
        plugin={
            "public_port": settings.ports["issuer"],
            "public_url": settings.url("issuer"),
            "database_url": f"sqlite:///{home / 'damda.sqlite'}",
            "ledger_rpc": settings.ledger_url,
            "ledger_deployment": str(settings.deployment),
            "ledger_key_file": str(ledger_key(settings)),
            "ledger_key_password_file": str(settings.secret_file("ledger-key-password")),
            "anchor_max_seconds": 1.0,
            "status_ttl_seconds": 1,
        },
    )
    return Command("agent", made.argv(), made.environment())


def verifier(settings: Settings) -> Command:
    """The employer's verifier service."""
    argv = [
        *DAMDA,
        "verifier",
        *("--port", str(settings.ports["verifier"]), "--public-url", settings.url("verifier")),
        *("--ledger-rpc", settings.ledger_url, "--ledger-deployment", str(settings.deployment)),
        *("--data", str(settings.data / "verifier"), "--agent-url", settings.url("issuer")),
    ]
    return Command("verifier", argv)


def ledger_key(settings: Settings) -> Path:
    """The encrypted key file of the agent's ledger account."""
    return settings.data / "ledger" / "agent-key.json"


def prepare_ledger(settings: Settings) -> None:
    """Deploy the contracts and make the agent's ledger account; both once."""
    key, password = ledger_key(settings), settings.secret_file("ledger-key-password")
    run_damda("ledger", "deploy", *settings.ledger_options)
    if not key.exists():
        run_damda("ledger", "key", "new", "--out", str(key), "--password-file", str(password))
    run_damda("ledger", "fund", *settings.ledger_options, "--key-file", str(key))


def damda(*arguments: str) -> tuple[int, str]:
    """Run a `damda` subcommand to its end, as the terminal would; exit code and what it said.

    In this process: a Python of its own for each of a dozen commands would take half a minute.
    """
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = damda_cli.main(list(arguments))
    if code == 130:  # Ctrl-C was pressed, and the subcommand ended for it: so do we
        raise KeyboardInterrupt
    return code, said.getvalue().strip()


def run_damda(*arguments: str) -> None:
    """Run a `damda` subcommand. Raises DidNotHold with what it said unless it ends with 0."""
    code, said = damda(*arguments)
    if code != 0:
        what = " ".join(arguments[:2])
        raise DidNotHold(
            f"damda {what} ended with {code}: {said}",
            ko=f"damda {what} 명령이 실패했습니다: {said}",
        )


def answers(url: str) -> Callable[[], bool]:
    """Whether a GET of ``url`` gives 200."""

    def ask() -> bool:
        try:
            return httpx.get(url, timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    return ask


def ledger_answers(url: str) -> Callable[[], bool]:
    """Whether the ledger has a first block."""
    question: dict[str, Any] = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "eth_blockNumber",
        "params": [],
    }

    def ask() -> bool:
        try:
            return int(httpx.post(url, json=question, timeout=2).json()["result"], 16) >= 1
        except (httpx.HTTPError, KeyError, ValueError):
            return False

    return ask
