"""`damda.inspect` on published documents (../shared/vectors): told what they are, keys refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from damda.errors import DamdaError
from damda.inspect import inspect
from support.shelf import vectors

DATA_INTEGRITY = [vectors("vc-di-eddsa"), vectors("vc-di-ecdsa"), vectors("vc-di-bbs")]
LOGS = sorted(p for p in vectors("did-webvh").glob("*/*/did.jsonl") if p.stat().st_size)
SIGNED = sorted(
    path
    for folder in DATA_INTEGRITY
    for path in folder.rglob("*.json")
    if (name := path.name.lower()).startswith("signed") or "signedsd" in name
)


def names(path: Path) -> str:
    return "/".join(path.parts[-3:])


@pytest.mark.parametrize("path", SIGNED, ids=names)
def test_signed_credentials(path):
    document = json.loads(path.read_bytes())
    found = inspect(path.read_bytes()).to_json()
    assert found["kind"] == "credential"
    assert found["sections"]["subject"] == document["credentialSubject"]
    proofs = document["proof"]
    assert found["sections"]["proofs"] == (proofs if isinstance(proofs, list) else [proofs])


@pytest.mark.parametrize("path", LOGS, ids=names)
def test_did_logs(path):
    lines = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    found = inspect(path.read_bytes()).to_json()
    assert found["kind"] == "did_log"
    assert [v["id"] for v in found["sections"]["versions"]] == [each["versionId"] for each in lines]
    assert found["inside"][0]["sections"]["id"] == lines[-1]["state"]["id"]


def test_there_are_many():
    assert len(SIGNED) > 12
    assert len(LOGS) > 50


@pytest.mark.parametrize("folder", DATA_INTEGRITY, ids=names)
def test_key_pairs_are_not_shown(folder):
    pairs = [p for p in folder.rglob("*.json") if "keypair" in p.name.lower()]
    private = [p for p in pairs if b"secret" in p.read_bytes() or b"private" in p.read_bytes()]
    for path in private:
        with pytest.raises(DamdaError) as caught:
            inspect(path.read_bytes())
        assert caught.value.code in ("private_key", "unknown_document")
