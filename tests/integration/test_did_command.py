"""`damda did` as a process: a DID's whole life in files, and resolving over the network."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from support.did_logs import peer_resolves

pytestmark = pytest.mark.integration
ENGLISH = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": ""}


def run(folder: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "damda.cli", "did", *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        cwd=folder,
        env=ENGLISH,
    )
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done


def told(folder: Path, *arguments: str) -> Any:
    return json.loads(run(folder, *arguments, "--json").stdout)


def created(folder: Path, *options: str, place: str = "agency.example/rice") -> str:
    return str(told(folder, "create", place, "--keys", "keys.json", *options)["did"])


def changed(folder: Path, *options: str) -> Any:
    return told(folder, "update", "--keys", "keys.json", *options)


def resolved(folder: Path, did: str, *options: str) -> Any:
    return told(folder, "resolve", did, "--log", "did.jsonl", "--offline", *options)


def test_a_did_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    did = created(tmp_path, "--pre-rotation", "--portable", "--did-web")
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    changed(tmp_path, "--add-key", "key-2", "--kind", "P-256", "--did-web")
    moved = changed(tmp_path, "--move-to", "https://new.example/rice", "--remove-key", "key-1")
    assert moved["did"] == did.replace("agency.example", "new.example")
    web = json.loads((tmp_path / "did.json").read_text())
    assert web["id"] == "did:web:new.example:rice"
    # By the specification the text is replaced everywhere, in the name of before too.
    assert web["alsoKnownAs"] == ["did:web:agency.example:rice", moved["did"]]
    document = resolved(tmp_path, moved["did"])["didDocument"]
    assert document["assertionMethod"] == [f"{moved['did']}#key-2"]
    assert document["alsoKnownAs"] == ["did:web:new.example:rice", did]
    run(tmp_path, "deactivate", "--keys", "keys.json", code=2)
    run(tmp_path, "deactivate", "--keys", "keys.json", "--yes")
    over = json.loads(
        run(tmp_path, "resolve", did, "--log", "did.jsonl", "--offline", "--json", code=1).stdout
    )
    assert over["didDocument"] is None
    assert over["didDocumentMetadata"]["deactivated"] is True
    run(tmp_path, "update", "--keys", "keys.json", code=1)
    log = told(tmp_path, "log", "did.jsonl")
    kinds = [next(iter(version["changes"])) for version in log["versions"]]
    assert kinds == ["created", "signedBy", "moved", "deactivated"]
    shown = run(tmp_path, "log", ".", "--lang", "ko").stdout
    assert "이력 전체를 확인했습니다" in shown
    assert "더 이상 쓰지 않는 DID" in shown


@pytest.mark.peer
def test_the_second_implementation_reads_what_the_command_writes(tmp_path: Path) -> None:
    did = created(
        tmp_path, "--pre-rotation", "--watcher", "https://watcher.example/w", "--ttl", "60"
    )
    changed(tmp_path, "--add-key", "key-2")
    document = peer_resolves(did, tmp_path / "did.jsonl")
    assert document is not None
    assert len(document["verificationMethod"]) == 2


def test_versions_by_number_by_id_and_by_time(tmp_path: Path) -> None:
    did = created(tmp_path)
    first = json.loads((tmp_path / "did.jsonl").read_text())
    changed(tmp_path, "--add-key", "key-2")
    for option in (
        ("--version", "1"),
        ("--version", first["versionId"]),
        ("--at", first["versionTime"]),
    ):
        result = resolved(tmp_path, did, *option)
        assert len(result["didDocument"]["verificationMethod"]) == 1
        assert result["didDocumentMetadata"]["versionId"] == first["versionId"]
    by_url = resolved(tmp_path, f"{did}?versionNumber=1")
    assert len(by_url["didDocument"]["verificationMethod"]) == 1
    for option in (("--version", "9"), ("--at", "2020-01-01T00:00:00Z")):
        answer = run(
            tmp_path, "resolve", did, "--log", "did.jsonl", "--offline", "--json", *option, code=1
        )
        assert json.loads(answer.stdout)["didResolutionMetadata"]["error"] == "notFound"


def test_witnesses_must_approve_before_it_holds(tmp_path: Path) -> None:
    witness = told(tmp_path, "create", "--method", "key", "--keys", "witness.json")["did"]
    created(tmp_path, "--witness", witness)
    assert "approved by 0 witnesses" in run(tmp_path, "log", ".", code=1).stderr
    run(tmp_path, "update", "--keys", "keys.json", code=1)
    run(tmp_path, "witness", "--keys", "keys.json", code=1)
    assert told(tmp_path, "witness", "--keys", "witness.json")["missing"] is False
    assert changed(tmp_path, "--no-witness")["missing"] is True
    told(tmp_path, "witness", "--keys", "witness.json")
    assert changed(tmp_path)["missing"] is False
    assert len(told(tmp_path, "log", ".")["versions"]) == 3


def test_the_keys_file_is_guarded(tmp_path: Path) -> None:
    created(tmp_path)
    before = (tmp_path / "did.jsonl").read_bytes()
    again = run(tmp_path, "create", "agency.example", "--keys", "keys.json", code=2)
    assert "[exists_already]" in again.stderr
    (tmp_path / "keys.json").chmod(0o644)
    opened = run(tmp_path, "update", "--keys", "keys.json", "--lang", "ko", code=2)
    assert "chmod 600" in opened.stderr
    assert run(tmp_path, "update", "--keys", "others.json", code=1).stderr.count("no_update_key")
    assert (tmp_path / "did.jsonl").read_bytes() == before


def test_keys_are_sealed_with_a_password(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("correct horse\n")
    (tmp_path / "wrong").write_text("battery\n")
    created(tmp_path, "--password-file", "password")
    assert "private" not in (tmp_path / "keys.json").read_text()
    run(tmp_path, "update", "--keys", "keys.json", code=2)
    run(tmp_path, "update", "--keys", "keys.json", "--password-file", "wrong", code=2)
    changed(tmp_path, "--rotate", "--password-file", "password")
    changed(tmp_path, "--password-file", "password")


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "--keys", "k"),
        ("create", "127.0.0.1", "--keys", "k"),
        ("create", "a.example/..", "--keys", "k"),
        ("create", "a.example/%2e%2e", "--keys", "k"),
        ("create", "a.example", "--keys", "k", "--ttl", "-1"),
        ("create", "a.example", "--keys", "k", "--witness", "did:web:b.example"),
        ("create", "a.example", "--keys", "k", "--watcher", "no url"),
        ("create", "a.example", "--method", "key", "--keys", "k"),
        ("resolve", "no did", "--offline"),
        ("resolve", "did:key:z6Mk?hl=zQm", "--offline"),
        ("resolve", "did:web:e.example", "--offline"),
        ("resolve", "did:web:e.example", "--log", "missing"),
        ("log", "missing"),
        ("update", "--keys", "k", "--folder", "missing"),
    ],
    ids=" ".join,
)
def test_bad_input_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, *arguments, code=2)
    assert done.stderr.startswith("damda did")
    assert not (tmp_path / "k").exists()


@pytest.fixture
def server() -> Iterator[tuple[int, dict[str, bytes]]]:
    """A port on loopback, and the pages that are served there, by path."""
    pages: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            if page is not None and page.startswith(b"http"):
                self.send_response(302)
                self.send_header("location", page.decode())
                page = b""
            else:
                self.send_response(404 if page is None else 200)
            self.end_headers()
            self.wfile.write(page or b"")

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running.server_port, pages
    running.shutdown()
    thread.join()
    running.server_close()


PLAIN = ("--plain-http-host", "localhost")


def test_a_did_is_resolved_where_it_lies(tmp_path: Path, server: Any) -> None:
    port, pages = server
    did = created(tmp_path, "--did-web", place=f"localhost:{port}/issuers/rice")
    pages["/issuers/rice/did.jsonl"] = (tmp_path / "did.jsonl").read_bytes()
    pages["/issuers/rice/whois.vp"] = b"a presentation"
    pages["/issuers/rice/a%20b/c.txt"] = b"a file"
    document = told(tmp_path, "resolve", did, *PLAIN)["didDocument"]
    assert [service["id"] for service in document["service"]] == [f"{did}#files", f"{did}#whois"]
    assert run(tmp_path, "resolve", f"{did}/whois", *PLAIN).stdout == "a presentation"
    assert run(tmp_path, "resolve", f"{did}/a%20b/c.txt", *PLAIN).stdout == "a file"
    key = json.loads(run(tmp_path, "resolve", f"{did}#key-1", *PLAIN).stdout)
    assert key["id"] == f"{did}#key-1"
    run(tmp_path, "resolve", f"{did}/absent", *PLAIN, code=1)
    run(tmp_path, "resolve", f"{did}#absent", *PLAIN, code=1)
    run(tmp_path, "resolve", f"{did}/%2e%2e/secret", *PLAIN, code=2)
    scid = did.split(":")[2]
    pages[f"/watcher/log?scid={scid}"] = pages.pop("/issuers/rice/did.jsonl")
    run(tmp_path, "resolve", did, *PLAIN, code=1)
    watcher = f"https://localhost:{port}/watcher"
    assert told(tmp_path, "resolve", did, "--watcher", watcher, *PLAIN)["didDocument"]["id"] == did


def test_case_41(tmp_path: Path, server: Any) -> None:
    port, pages = server
    created(tmp_path, "--did-web", place=f"localhost:{port}/issuers/rice")
    pages["/issuers/rice/did.json"] = (tmp_path / "did.json").read_bytes()
    did = f"did:web:localhost%3A{port}:issuers:rice"
    found = json.loads(run(tmp_path, "resolve", f"{did}#key-1", *PLAIN).stdout)
    assert found["controller"] == did
    small = did.replace("%3A", "%3a")
    assert "%3A" in run(tmp_path, "resolve", small, *PLAIN, code=1).stderr
    plain = did.replace("%3A", ":")
    run(tmp_path, "resolve", plain, *PLAIN, code=2)
    pages["/issuers/other/did.json"] = pages["/issuers/rice/did.json"]
    other = run(tmp_path, "resolve", did.replace("rice", "other"), *PLAIN, code=1)
    assert "another DID" in other.stderr
    pages["/issuers/moved/did.json"] = b"http://127.0.0.1:1/issuers/rice/did.json"
    moved = run(tmp_path, "resolve", did.replace("rice", "moved"), *PLAIN, code=2)
    assert "302" in moved.stderr
