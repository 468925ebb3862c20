"""`make demo` as a user meets it: the story holds, a second start continues, nothing is left."""

import re
import signal
import socket
import subprocess

import pytest
from support.demo import OFFSETS, demo_argv, processes_of, wait_until
from support.ports import free_port_base

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "data", free_port_base(OFFSETS)


def play_once(place) -> str:
    data, base = place
    done = subprocess.run(
        demo_argv(data, base, "--once"), capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.rstrip().splitlines()[-1]
    found = re.fullmatch(r"demo: (\d+) steps, (\d+) held", last)
    assert found, last
    assert found[1] == found[2]
    assert int(found[1]) == 20
    assert "검증 완료" in done.stdout
    assert "폐지" in done.stdout
    assert "훈련과정명 데이터 분석 실무, NCS 코드 20010202" in done.stdout, "what the verifier saw"
    return done.stdout


@pytest.fixture(scope="module")
def first_run(place) -> str:
    return play_once(place)


def did_of(told: str) -> str:
    return re.search(r"did:webvh:\S+", told)[0]


def test_the_story_holds_and_nothing_is_left_running(place, first_run):
    assert did_of(first_run)
    assert wait_until(lambda: not processes_of(place[0]), 5), processes_of(place[0])


def test_a_second_start_continues_from_the_data(place, first_run):
    assert did_of(play_once(place)) == did_of(first_run)


def test_a_taken_port_is_said_before_anything_starts(place):
    data, base = place
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", base + 40))
        taken.listen()
        done = subprocess.run(
            demo_argv(data, base, "--once"), capture_output=True, text=True, timeout=30, check=False
        )
    assert done.returncode == 2
    assert f"{base + 40}" in done.stderr
    assert "verifier" in done.stderr
    assert not processes_of(data)


def all_started(data) -> bool:
    """The ledger, the agent and the verifier are there, however far each has come."""
    lines = processes_of(data)
    return all(any(name in line for line in lines) for name in ("--state", "aca-py", "verifier"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_it_ends_nothing_is_left_running(place, number):
    data, base = place
    running = subprocess.Popen(
        demo_argv(data, base),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # As a shell starts what runs in the background.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # noqa: PLW1509
    )
    try:
        assert wait_until(lambda: all_started(data), 60)
        running.send_signal(number)
        running.wait(timeout=40)
    finally:
        if running.poll() is None:
            running.kill()
        running.stdout.close()
    assert wait_until(lambda: not processes_of(data), 10), processes_of(data)
