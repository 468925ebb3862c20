"""The other published vectors: how many tests of them there are, and whether they pass."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TESTS = "tests/vectors"

# File under tests/vectors, and what is in it.
VECTORS = {
    "test_eddsa.py": "Data Integrity EdDSA: `eddsa-rdfc-2022`, `eddsa-jcs-2022`, proof sets and "
    "chains, `Ed25519Signature2020` (read only); every intermediate hash",
    "test_ecdsa.py": "Data Integrity ECDSA: `ecdsa-rdfc-2019`, `ecdsa-jcs-2019` with P-256 and "
    "P-384; every intermediate hash",
    "test_ecdsa_sd_grouping.py": "`ecdsa-sd-2023`: canonical and labelled statements, groups by JSON "
    "Pointers, revealed documents",
    "test_ecdsa_sd.py": "`ecdsa-sd-2023`: base proof, derived proof, verification; every "
    "intermediate value",
    "test_bbs.py": "`bbs-2023`, baseline: base proof and derived proof byte for byte, with every "
    "intermediate value; the other features refused by their names",
    "test_jcs_vectors.py": "JSON Canonicalization Scheme (RFC 8785): output and bytes",
    "test_did_webvh_vectors.py": "did:webvh 1.0 logs, good and bad, `did-webvh` as second opinion",
    "test_token_status_list.py": "IETF Token Status List: encodings, JWT and CWT",
    "test_sd_jwt.py": "SD-JWT cases and examples of RFC 9901: issued, presented, verified; both "
    "serializations",
    "test_dcql.py": "DCQL queries of OpenID4VP 1.0",
}
NOT_YET: tuple[str, ...] = ()


def collected() -> Counter[str]:
    """File name to the number of its tests, by pytest's own collection."""
    lines = _pytest("--collect-only").stdout.splitlines()
    return Counter(Path(line.partition("::")[0]).name for line in lines if "::" in line)


def check_passing() -> None:
    """Run them all. Raises AssertionError with pytest's words if one does not pass."""
    done = _pytest()
    assert done.returncode == 0, done.stdout[-2_000:]


def _pytest(*arguments: str) -> subprocess.CompletedProcess[str]:
    files = [f"{TESTS}/{name}" for name in VECTORS]
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments, *files]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
