"""``main.py``: which wallet is opened, and what is said when none can be."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageGrab
from support.wallet_vaults import PIN
from support.wallet_window import WalletWindow

MAIN = Path(__file__).resolve().parents[2] / "wallet_app" / "main.py"
SIZE = (412, 800)


def load_main():
    spec = importlib.util.spec_from_file_location("wallet_main", MAIN)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KIVY_", "SDL_")) and name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    return subprocess.run(
        [sys.executable, str(MAIN), *arguments],
        env=kept | environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_demos_wallet_comes_before_the_users(tmp_path):
    main = load_main()
    assert main.wallet_folder({}, tmp_path) == Path.home() / ".damda-wallet"
    (tmp_path / ".damda" / "wallet").mkdir(parents=True)
    assert main.wallet_folder({}, tmp_path) == tmp_path / ".damda" / "wallet"
    named = {"DAMDA_WALLET_HOME": "/somewhere"}
    assert main.wallet_folder(named, tmp_path) == Path("/somewhere")
    phone = {"ANDROID_PRIVATE": "/data/app", **named}
    assert main.wallet_folder(phone, tmp_path) == Path("/data/app/wallet")


def test_without_settings_the_first_screen_says_what_to_do(tmp_path, town):
    notice = load_main().missing_settings(tmp_path)
    with WalletWindow(town.door, notice=notice) as window:
        assert window.shows("`make demo`를 먼저")
        window.press("English")
        assert window.shows("run `make demo` first")
    (tmp_path / "settings.toml").write_text("")
    assert load_main().missing_settings(tmp_path) is None


def said(capfd) -> list[str]:
    out, err = capfd.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return [line.removeprefix("damda wallet: ") for line in err.splitlines()]


def test_without_a_display_two_lines_say_so(tmp_path, capfd, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    assert load_main().main(["--home", str(tmp_path / "home")], {}) == 2
    assert said(capfd) == list(reversed(load_main().NO_DISPLAY))


def test_a_display_that_is_gone_is_told_too(tmp_path):
    done = run("--home", str(tmp_path / "home"), DISPLAY=":4711")
    assert done.returncode == 2
    assert "there is no display" in done.stderr
    assert "화면이 없거나" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_settings_that_cannot_be_read_are_told(tmp_path, capfd):
    (tmp_path / "settings.toml").write_text("colour = 'red'\n")
    assert load_main().main(["--home", str(tmp_path)], {}) == 2
    assert all("colour" in line for line in said(capfd))


def test_a_home_that_is_a_file_is_told(tmp_path, capfd):
    (tmp_path / "home").write_text("")
    assert load_main().main(["--home", str(tmp_path / "home")], {}) == 2
    assert len(said(capfd)) == 2


@pytest.fixture
def display(tmp_path) -> Iterator[str]:
    """An X server of our own."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "800x900x24", "-nolisten", "tcp"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def wait[T](look: Callable[[], T], *, seconds: float = 30) -> T:
    latest = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < latest
        time.sleep(0.1)
    return found


def test_a_wallet_is_made_with_the_mouse_in_a_real_window(tmp_path, display):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KIVY_", "SDL_"))}
    environ = kept | {"DISPLAY": display}

    def xdotool(*arguments: str) -> str:
        told = subprocess.run(
            ["xdotool", *arguments], env=environ, capture_output=True, text=True, check=False
        )
        return told.stdout.strip()

    log = (tmp_path / "log").open("w+")
    app = subprocess.Popen(
        [sys.executable, str(MAIN), "--home", str(tmp_path / "home")],
        env=environ,
        stderr=log,
        stdout=log,
    )
    try:
        window = wait(lambda: xdotool("search", "--onlyvisible", "--pid", str(app.pid)))
        left, top = _place(xdotool("getwindowgeometry", "--shell", window))

        def picture() -> Image.Image:
            whole = ImageGrab.grab(xdisplay=display).convert("RGB")
            return whole.crop((left, top, left + SIZE[0], top + SIZE[1]))

        def bar() -> tuple[int, ...]:
            return picture().getpixel((6, SIZE[1] - 6))

        wait(lambda: bar() == (245, 247, 251))
        wait(lambda: len(picture().getcolors(100_000)) > 100)
        for _ in range(2):
            for digit in PIN:
                x, y = _key(digit)
                xdotool("mousemove", str(left + x), str(top + y), "click", "1")
                time.sleep(0.15)
        # The bar at the bottom is white; the first screen has none.
        wait(lambda: bar() == (255, 255, 255))
        assert (tmp_path / "home" / "vault.db").is_file()
    finally:
        app.send_signal(signal.SIGTERM)
        app.wait(20)
    log.seek(0)
    assert "Traceback" not in log.read()


def _place(shell: str) -> tuple[int, int]:
    values = dict(line.split("=", 1) for line in shell.splitlines())
    return int(values["X"]), int(values["Y"])


def _key(digit: str) -> tuple[int, int]:
    """The middle of a key of the pad, in pixels from the top left (1 dp is one pixel)."""
    column, row = (1, 3) if digit == "0" else ((int(digit) - 1) % 3, (int(digit) - 1) // 3)
    return (85, 206, 327)[column], SIZE[1] - (60 + (3 - row) * 80)
