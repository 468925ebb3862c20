"""What was measured on, and the bare figures beside which results are to be read."""

from __future__ import annotations

import gc
import os
import platform
import shutil
import subprocess
import time
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cryptography.hazmat.backends.openssl import backend
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .figures import spread
from .results import read

PACKAGES = ("cryptography", "pyld", "openvc-core", "acapy-agent", "aries-askar")


def machine(folder: Path) -> dict[str, Any]:
    """Processor, systems and versions. ``folder`` is where package.json is."""
    npm = (read(folder / "package.json") or {}).get("dependencies", {})
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "openssl": backend.openssl_version_text(),
        "node": _node(),
        "packages": {name: _version(name) for name in PACKAGES} | npm,
    }


def bare() -> dict[str, float]:
    """CPU milliseconds of what no software can do without, alone on this machine."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public, data = key.public_key(), bytes(64)
    signature, document = key.sign(data), bytes(4096)
    return {
        "ed25519_sign_ms": _alone(lambda: key.sign(data)),
        "ed25519_verify_ms": _alone(lambda: public.verify(signature, data)),
        "sha256_4096_bytes_ms": _alone(lambda: sha256(document).digest()),
    }


def _alone(operation: Callable[[], object]) -> float:
    rounds = []
    gc.collect()
    for _ in range(20):
        begin = time.process_time()
        for _ in range(100):
            operation()
        rounds.append((time.process_time() - begin) * 10)
    return round(spread(rounds).median, 5)


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _node() -> str | None:
    node = shutil.which("node")
    if node is None:
        return None
    return subprocess.run(
        [node, "--version"], check=True, capture_output=True, text=True
    ).stdout.strip()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
