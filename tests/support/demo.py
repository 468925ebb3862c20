"""The demo as a process, for end-to-end tests."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx

OFFSETS = (0, 20, 21, 30, 40, 45)
"""Of the demo's ports from its port base."""


def demo_argv(data: Path, base: int, *options: str) -> list[str]:
    place = ("--data", str(data), "--port-base", str(base))
    return [sys.executable, "-m", "damda_demo", *place, *options]


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


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def is_up(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, follow_redirects=True).status_code == 200
    except httpx.HTTPError:
        return False
