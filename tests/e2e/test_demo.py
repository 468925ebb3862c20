"""`make demo` as a user meets it: the story holds, a second start continues, nothing is left."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from support.ports import free_port_base

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

OFFSETS = (0, 20, 21, 30, 40, 45)


def demo(data: Path, base: int, *options: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "damda_demo",
        "--data",
        str(data),
        "--port-base",
        str(base),
        *options,
    ]


def processes_of(data: Path) -> list[str]:
    """Command lines of running processes that name the data folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if str(data) in line:
                found.append(line)
    return found


def wait_until(condition, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "data", free_port_base(OFFSETS)


def play_once(place) -> str:
    data, base = place
    done = subprocess.run(
        demo(data, base, "--once"), capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.rstrip().splitlines()[-1]
    found = re.fullmatch(r"demo: (\d+) steps, (\d+) held", last)
    assert found, last
    assert found[1] == found[2]
    assert int(found[1]) >= 15
    assert "검증 완료" in done.stdout
    assert "폐지" in done.stdout
    return done.stdout


def test_the_story_holds_and_nothing_is_left_running(place):
    play_once(place)
    assert wait_until(lambda: not processes_of(place[0]), 5), processes_of(place[0])


def test_a_second_start_continues_from_the_data(place):
    first_did = re.search(r"did:webvh:\S+", play_once(place))[0]
    again = re.search(r"did:webvh:\S+", play_once(place))[0]
    assert again == first_did


def test_a_taken_port_is_said_before_anything_starts(place):
    data, base = place
    import socket

    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", base + 40))
        taken.listen()
        done = subprocess.run(
            demo(data, base, "--once"), capture_output=True, text=True, timeout=30, check=False
        )
    assert done.returncode == 2
    assert f"{base + 40}" in done.stderr
    assert "verifier" in done.stderr
    assert not processes_of(data)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_it_ends_nothing_is_left_running(place, number):
    data, base = place
    running = subprocess.Popen(
        demo(data, base),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert wait_until(lambda: is_up(f"http://127.0.0.1:{base + 40}/health"), 60)
        running.send_signal(number)
        running.wait(timeout=40)
    finally:
        if running.poll() is None:
            running.kill()
        running.stdout.close()
    assert wait_until(lambda: not processes_of(data), 10), processes_of(data)


def is_up(url: str) -> bool:
    try:
        return httpx.get(url, timeout=1).status_code == 200
    except httpx.HTTPError:
        return False
