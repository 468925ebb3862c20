"""`damda verify` and `damda inspect` as processes: pipes, a terminal, the network, the time."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from damda.cli import main
from damda.dids.did_webvh import log_url
from damda.status import status_entry
from support.credential_world import World
from support.signed_files import AT, SignedFiles

pytestmark = pytest.mark.integration
DAMDA = [sys.executable, "-m", "damda.cli"]


def damda(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*DAMDA, *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        **options,
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> SignedFiles:
    return SignedFiles(tmp_path_factory.mktemp("files"))


@pytest.fixture
def server() -> Iterator[tuple[str, dict[str, bytes]]]:
    """An address on loopback, and the pages that are served there, by path."""
    pages: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(404 if page is None else 200)
            self.end_headers()
            self.wfile.write(page or b"")

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"localhost:{running.server_address[1]}", pages
    running.shutdown()
    thread.join()
    running.server_close()


def test_exit_codes_and_pipes(files):
    whole = {"input": json.dumps(files.document)}
    good = damda("verify", "-", *files.evidence, "--json", **whole)
    assert (good.returncode, json.loads(good.stdout)["verified"], good.stderr) == (0, True, "")
    bad = damda("verify", "-", *files.evidence_of_revocation, **whole)
    assert (bad.returncode, bad.stderr) == (1, "")
    assert damda("inspect", "-", **whole).returncode == 0
    assert damda("verify", files.badge + "x").returncode == 2


def test_the_locale_chooses_the_language_and_an_old_one_breaks_nothing(files):
    for locale, expected in (("ko_KR.UTF-8", "검증하지"), ("C", "Nothing was verified")):
        told = damda("inspect", files.badge, env=os.environ | {"LC_ALL": locale})
        assert told.stdout.startswith(expected)
    ascii_only = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "ko_KR"}
    told = damda("verify", files.badge, *files.evidence, env=ascii_only)
    assert (told.returncode, told.stderr) == (0, "")


def test_a_reader_that_goes_away_is_no_error(files):
    many = {"type": "VerifiableCredential", "credentialSubject": {"x": ["가" * 150] * 1_900}}
    name = files.write("many.json", many)
    with subprocess.Popen(
        [*DAMDA, "inspect", name], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


@pytest.mark.parametrize(("variables", "colour"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_for_a_terminal(files, variables, colour):
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm"} | variables
    arguments = [*DAMDA, "verify", files.badge, *files.evidence, "--lang", "ko"]
    with subprocess.Popen(arguments, stdout=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    assert process.returncode == 0
    assert (b"\x1b[32m" in shown) is colour
    assert "[통과]" in shown.decode()


def test_logs_and_lists_are_fetched_unless_offline(server, tmp_path, capsys):
    host, pages = server
    world = World.create(domain=f"{host.replace(':', '%3A')}:keis")
    lists = {purpose: f"http://{host}/status/{purpose}" for purpose in ("revocation", "suspension")}
    for purpose, url in lists.items():
        world.publish(url, purpose)
    files = SignedFiles(tmp_path, world)
    entries = [status_entry(url, 5, purpose) for purpose, url in lists.items()]
    badge = files.write("fetched.json", files.signed_badge(credentialStatus=entries))
    pages["/keis/did.jsonl"] = world.web.pages[log_url(world.issuer.did)]
    for purpose, url in lists.items():
        pages[f"/status/{purpose}"] = world.web.pages[url]

    def told(*options: str) -> tuple[int, list[dict[str, Any]]]:
        code = main(["verify", badge, "--at", AT, "--json", *options])
        return code, json.loads(capsys.readouterr().out)["checks"]

    loopback = ("--plain-http-host", "localhost")
    assert told(*loopback)[0] == 0
    for refusing in ([], ["--offline"], ["--offline", *loopback]):
        code, checks = told(*refusing)
        assert code == 1
        causes = {check["evidence"].get("cause") for check in checks}
        assert ("offline" if refusing else "fetch_failed") in causes
    world.publish(lists["revocation"], "revocation", 5)
    pages["/status/revocation"] = world.web.pages[lists["revocation"]]
    checks = told(*loopback)[1]
    assert [c["code"] for c in checks if c["outcome"] == "failed"] == ["revoked"]
    del pages["/status/revocation"]
    checks = told(*loopback)[1]
    assert [c["code"] for c in checks if c["id"] == "status"] == [
        "status_unavailable",
        "not_suspended",
    ]


def test_a_ledger_that_does_not_answer_leaves_its_checks_open(files, capsys):
    deployment = {
        "chainId": 31337,
        "genesis": "0x" + "11" * 32,
        "issuerRegistry": "0x" + "22" * 20,
        "credentialAnchor": "0x" + "33" * 20,
        "block": 1,
    }
    ledger = ("--ledger-rpc", "http://127.0.0.1:9", "--ledger-deployment")
    named = (*ledger, files.write("deployment.json", deployment))
    assert main(["verify", files.badge, *files.evidence, *named, "--json"]) == 0
    codes = {c["id"]: c["code"] for c in json.loads(capsys.readouterr().out)["checks"]}
    assert codes["accreditation"] == "ledger_unavailable"
    assert main(["verify", files.badge, *ledger, str(files.folder / "missing.json")]) == 2


def test_inspect_starts_quickly(files):
    # Processor time, as the machine may be busy: well under half a second of it.
    before = os.times()
    started = time.monotonic()
    assert damda("inspect", files.badge).returncode == 0
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    assert used < 1.5, f"{used:.2f} s of processor time, {time.monotonic() - started:.2f} s"


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the other side has closed
        return b""
