"""The demo's child processes: ready, failing, and gone with their parent."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from damda_demo.processes import Command, StartFailed, Supervisor, require_free_ports

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until_gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


def test_a_taken_port_is_named_with_its_use():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartFailed) as caught:
            require_free_ports({"verifier": port})
    assert caught.value.code == "port_taken"
    assert str(port) in caught.value.en
    assert "verifier" in caught.value.ko


def test_a_process_that_ends_early_is_reported_with_the_end_of_its_log(tmp_path):
    command = Command(
        "broken", [sys.executable, "-c", "print('no such key'); raise SystemExit(3)"], {}
    )
    with Supervisor(tmp_path) as supervisor:
        process = supervisor.start(command)
        with pytest.raises(StartFailed, match=r"ended with code 3[\s\S]*no such key"):
            process.wait_ready(lambda: False, timeout=10)


def test_a_process_that_is_never_ready_is_given_up(tmp_path):
    with Supervisor(tmp_path) as supervisor:
        process = supervisor.start(Command("slow", SLEEP))
        with pytest.raises(StartFailed, match="was not ready"):
            process.wait_ready(lambda: False, timeout=0.3)


def test_leaving_the_block_ends_what_was_started(tmp_path):
    with Supervisor(tmp_path) as supervisor:
        pid = supervisor.start(Command("sleeper", SLEEP)).pid
        assert alive(pid)
    assert wait_until_gone(pid)


def test_a_process_that_ignores_the_request_to_end_is_killed(tmp_path):
    stubborn = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    with Supervisor(tmp_path) as supervisor:
        process = supervisor.start(Command("stubborn", [sys.executable, "-c", stubborn]))
        process.wait_ready(lambda: "up" in process.log.read_text(), timeout=10)
        process.stop(grace=0.3)
        assert wait_until_gone(process.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
def test_kill_9_of_the_parent_ends_the_children(tmp_path):
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path\n"
            "from damda_demo.processes import Command, Supervisor\n"
            f"p = Supervisor(Path({str(tmp_path)!r})).start(Command('child', {SLEEP!r}, {{}}))\n"
            "print(p.pid, flush=True); time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    child = int(parent.stdout.readline())
    assert alive(child)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert wait_until_gone(child)
