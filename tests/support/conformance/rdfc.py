"""The RDFC-1.0 suite, entry by entry."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from damda.canonical.rdfc import canonical_labels, canonical_nquads
from damda.errors import LimitExceeded
from damda.protocols import RdfcHash

from support.nquads import parse_nquads

_HASHES: dict[str, RdfcHash] = {"SHA256": "sha256", "SHA384": "sha384"}


@dataclass(slots=True)
class RdfcResult:
    """How many entries there are of each kind, how many passed, and the ids of the others."""

    total: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


def rdfc_entries(folder: Path) -> list[dict[str, Any]]:
    """The entries of the manifest in the folder of the RDFC-1.0 vectors."""
    found: list[dict[str, Any]] = json.loads((folder / "manifest.jsonld").read_text())["entries"]
    return found


def run_rdfc(folder: Path) -> RdfcResult:
    """Run every entry of the suite."""
    result = RdfcResult()
    for entry in rdfc_entries(folder):
        kind = entry["type"].removeprefix("rdfc:RDFC10")
        result.total[kind] += 1
        if passes(folder, entry):
            result.passed[kind] += 1
        else:
            result.failed.append(entry["id"])
    return result


def passes(folder: Path, entry: dict[str, Any]) -> bool:
    """Whether one entry comes out as the suite wants it."""
    quads = parse_nquads(_text(folder, entry["action"]))
    hash_name = _HASHES[entry.get("hashAlgorithm", "SHA256")]
    kind = entry["type"]
    if kind == "rdfc:RDFC10EvalTest":
        return canonical_nquads(quads, hash_name=hash_name) == _text(folder, entry["result"])
    if kind == "rdfc:RDFC10MapTest":
        labels = canonical_labels(quads, hash_name=hash_name)
        expected = json.loads(_text(folder, entry["result"]))
        return {old[2:]: new[2:] for old, new in labels.items()} == expected
    try:
        canonical_nquads(quads, hash_name=hash_name)
    except LimitExceeded:
        return True
    return False


def _text(folder: Path, path: str) -> str:
    return (folder / path).read_bytes().decode()
