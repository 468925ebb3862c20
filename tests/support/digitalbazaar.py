"""@digitalbazaar's cryptosuites for selective disclosure, asked in a Node process."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from damda import multibase
from damda.keys import SoftwareSigner
from damda_schemas import context_loader

from .open_badge import CREDENTIALS_V2, OPEN_BADGES

PROGRAM = Path(__file__).with_suffix(".mjs")
PACKAGES = PROGRAM.parents[2] / "benchmarks" / "node_modules" / "@digitalbazaar"
CONTEXTS = {url: dict(context_loader().load(url)) for url in (CREDENTIALS_V2, OPEN_BADGES)}
SUITES = {
    "ecdsa-sd-2023": ("ecdsa-multikey", b"\x86\x26"),
    "bbs-2023": ("bls12-381-multikey", b"\x8a\x26"),
}
"""The package of the keys, and the multicodec of a private one."""


@dataclass(frozen=True, slots=True)
class Digitalbazaar:
    """Knows the key of ``signer``, with which it issues."""

    cryptosuite: str
    signer: SoftwareSigner

    def ask(self, *tasks: Any) -> list[Any]:
        """The answers to ``{"issue" | "derive" | "verify": document, "pointers": [..]}``.

        A document, true, or ``{"error": text}``.
        """
        if not (PACKAGES / f"{self.cryptosuite}-cryptosuite").is_dir():
            pytest.fail("run npm ci --prefix benchmarks")
        done = subprocess.run(
            ["node", str(PROGRAM)],
            input=json.dumps({**self._setting(), "tasks": tasks}),
            capture_output=True,
            text=True,
            check=True,
            timeout=110,
        )
        answers: list[Any] = json.loads(done.stdout)
        return answers

    def _setting(self) -> Any:
        signer, (multikey, secret) = self.signer, SUITES[self.cryptosuite]
        method = {
            "@context": "https://w3id.org/security/multikey/v1",
            "id": signer.verification_method,
            "type": "Multikey",
            "controller": signer.did,
            "publicKeyMultibase": signer.public.multikey,
        }
        did = {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": signer.did,
            "verificationMethod": [method],
            "assertionMethod": [signer.verification_method],
        }
        return {
            "packages": {"multikey": multikey, "suite": f"{self.cryptosuite}-cryptosuite"},
            "contexts": CONTEXTS,
            "dids": {signer.did: did, signer.verification_method: method},
            "key": {**method, "secretKeyMultibase": multibase.encode(secret + signer.private)},
        }
