"""@digitalbazaar/vc with its cryptosuites, in one Node process that lives as long as the run."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from damda import multibase
from damda.keys import SoftwareSigner
from damda.protocols import Json

from ..contexts import contexts
from ..participant import Missing, Participant, Refused
from ..parties import CHALLENGE, DOMAIN, Parties

NAME = "digitalbazaar"
INSTALL = "npm ci --prefix benchmarks"

_VERIFY = "`verifyCredential`: form, dates, proof in safe mode, issuer and key"
COVERS = {
    "rdfc-issue": "`issue`: form, dates, proof in safe mode",
    "rdfc-verify": _VERIFY,
    "rdfc-vp10-verify": "`verify`: the holder's proof, challenge and domain, each badge",
    "jcs-verify": _VERIFY,
    "status-check": "`checkStatus` with the list's proof, dates and issuer",
    "ecdsa-sd-issue": "`issue`: form, dates, proof in safe mode",
    "ecdsa-sd-derive": "`derive`",
    "ecdsa-sd-verify": _VERIFY,
}

_FOLDER = Path(__file__).parents[2]
_ED25519_PRIVATE = b"\x80\x26"
"""Multicodec ed25519-priv."""
_P256_PRIVATE = b"\x86\x26"
"""Multicodec p256-priv."""


def participant(parties: Parties) -> Participant:
    """Raises Missing."""
    node = shutil.which("node")
    if node is None or not (_FOLDER / "node_modules" / "@digitalbazaar" / "vc").is_dir():
        raise Missing("no node, or no packages in benchmarks")
    return _Digitalbazaar(node, parties)


class _Digitalbazaar:
    name = NAME
    jobs = frozenset(COVERS)

    def __init__(self, node: str, parties: Parties) -> None:
        script = Path(__file__).with_name("digitalbazaar.mjs")
        self._process = subprocess.Popen(
            [node, "--expose-gc", str(script)],
            cwd=_FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._ask(start=_setting(parties))

    def prepare(self, job: str, materials: Sequence[Json]) -> None:
        self._ask(prepare={"job": job, "materials": materials})

    def run(self, job: str, start: int, stop: int) -> float:
        return float(self._ask(run={"job": job, "start": start, "stop": stop})["cpu_ms"])

    def close(self) -> None:
        _pipe(self._process.stdin).close()
        self._process.wait(timeout=10)

    def _ask(self, **message: Any) -> Json:
        requests, answers = _pipe(self._process.stdin), _pipe(self._process.stdout)
        requests.write(json.dumps(message) + "\n")
        requests.flush()
        line = answers.readline()
        reply = json.loads(line) if line else {"error": "the Node process has ended"}
        if "error" in reply:
            raise Refused(f"{NAME}: {reply['error']}")
        return reply


def _setting(parties: Parties) -> Json:
    dids: dict[str, Json] = {}
    for signer in (parties.issuer, parties.holder, parties.p256_issuer):
        dids |= _did_documents(signer)
    private = _ED25519_PRIVATE + parties.issuer.private
    return {
        "contexts": contexts(),
        "dids": dids,
        "key": {**_method(parties.issuer), "secretKeyMultibase": multibase.encode(private)},
        "p256Key": {
            **_method(parties.p256_issuer),
            "secretKeyMultibase": multibase.encode(_P256_PRIVATE + parties.p256_issuer.private),
        },
        "challenge": CHALLENGE,
        "domain": DOMAIN,
    }


def _did_documents(signer: SoftwareSigner) -> dict[str, Json]:
    """A did:key's document, and the key's own: what its resolver would answer."""
    method = signer.verification_method
    document = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": signer.did,
        "verificationMethod": [_method(signer)],
        "assertionMethod": [method],
        "authentication": [method],
    }
    return {signer.did: document, method: _method(signer)}


def _method(signer: SoftwareSigner) -> Json:
    return {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": signer.verification_method,
        "type": "Multikey",
        "controller": signer.did,
        "publicKeyMultibase": signer.public.multikey,
    }


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise Refused("The Node process has no pipes.")
    return stream
