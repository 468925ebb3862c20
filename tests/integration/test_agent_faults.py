"""Killed between issuing and anchoring; started wrongly; on PostgreSQL."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

import httpx
import pytest
from damda.keys import SoftwareSigner
from support.acapy_process import AcaPyProcess, agent_command, running_agent
from support.agent_story import Checker, Citizen, accredit, ledger_settings, offer
from support.ledger_chain import Chain, running_chain
from support.postgres import create_database, running_postgres

pytestmark = pytest.mark.integration


def take(agent: AcaPyProcess, tenant: httpx.Client):
    signer = SoftwareSigner.create("P-256", did_method="jwk")
    return Citizen(agent, signer).take(offer(tenant)["offer_uri"])


def wait_anchored(checker: Checker, credentials, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while any(checker.anchor(each) is None for each in credentials):
        assert time.monotonic() < deadline, checker.agent.tail()
        time.sleep(0.2)


def anchor_events(chain: Chain) -> list[str]:
    """The transactions of all events of CredentialAnchor since the deployment."""
    query = {"address": chain.deployment.credential_anchor, "fromBlock": "0x0"}
    return [entry["transactionHash"] for entry in chain.rpc.call("eth_getLogs", query)]


def test_killed_between_issuing_and_anchoring_then_anchored_once(tmp_path: Path):
    with running_chain(tmp_path / "chain.json") as chain:
        settings = ledger_settings(chain, tmp_path / "ledger")
        agent = AcaPyProcess(agent_command(tmp_path / "home", **settings), tmp_path / "log")
        try:
            agent.start()
            institution = agent.institution()
            accredit(chain, institution)
            tenant = agent.as_tenant(institution["token"])
            chain.anvil.stop()
            issued = [take(agent, tenant) for _ in range(3)]
            checker = Checker(agent, chain)
            assert [checker.anchor(each) for each in issued] == [None] * 3, "anchor pending"
            agent.kill()
            chain.anvil.start()
            agent.start()
            assert agent.institution() == institution, "same DID, same wallet, same token"
            wait_anchored(checker, issued)
            assert all(checker.verdict(each).verified for each in issued)
            listed = tenant.get("/damda/credentials").json()
            transactions = {each["anchor"]["transaction"] for each in listed["results"]}
            assert sorted(anchor_events(chain)) == sorted(transactions), "each root once"
        finally:
            agent.stop()


def test_on_postgresql_for_rows_and_keys(tmp_path: Path):
    with running_postgres() as server:
        url = create_database(server, "damda_rows")
        command = agent_command(tmp_path / "home", database_url=url)
        with running_agent(tmp_path / "home", command=command, wallet_database=server) as agent:
            institution = agent.institution()
            take(agent, agent.as_tenant(institution["token"]))
            assert (
                agent.as_tenant(institution["token"]).get("/damda/credentials").json()["total"] == 1
            )


def test_a_wrong_start_ends_with_one_line_and_a_code(tmp_path: Path):
    first = agent_command(tmp_path / "a")
    taken = httpx.URL(f"http://127.0.0.1:{first.plugin['public_port']}")
    cases = {
        "public_prot": agent_command(tmp_path / "b", public_prot=1),
        "can't be listened on": agent_command(tmp_path / "d", public_port=taken.port or 0),
    }
    with socket.create_server(("127.0.0.1", taken.port or 0)):
        started = {
            words: AcaPyProcess(command, tmp_path / f"{at}.log")
            for at, (words, command) in enumerate(cases.items())
        }
        for agent in started.values():
            agent.spawn()
        for words, agent in started.items():
            assert agent.wait(60) == 1
            lines = [
                line for line in agent.tail().splitlines() if "damda_agent does not start" in line
            ]
            assert len(lines) == 1
            assert words in lines[0]
            assert "Traceback" not in agent.tail(500)


def test_an_acapy_of_another_shape_ends_with_one_line_and_a_code(tmp_path: Path):
    folder = tmp_path / "newer_vc"
    folder.mkdir()
    (folder / "__init__.py").write_text("async def setup(context): ...\n")
    (folder / "routes.py").write_text(
        "from aiohttp import web\n"
        "async def derive(request): ...\n"
        "async def register(app): app.add_routes([web.post('/vc/presentations/derive', derive)])\n"
    )
    command = agent_command(tmp_path / "home")
    argv = command.argv()
    at = argv.index("--plugin")
    done = subprocess.run(
        [*argv[:at], "--plugin", "newer_vc", *argv[at:]],
        env={**os.environ, **command.environment(), "PYTHONPATH": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "damda_agent does not start: this ACA-Py is not the 1.7" in done.stderr.decode()
    assert "/vc/presentations/derive" in done.stderr.decode()
