"""bbs-2023 with @digitalbazaar's: each reads, derives from and verifies what the other made."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from damda import multibase
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, check_proof, derive_proof
from damda_schemas import context_loader
from support.credential_world import CANONICALIZER, ISSUED, NOW
from support.disclosures import unsecured
from support.open_badge import CREDENTIALS_V2, OPEN_BADGES, open_badge

pytestmark = pytest.mark.peer

PROGRAM = Path(__file__).with_name("digitalbazaar_bbs.mjs")
PACKAGE = PROGRAM.parents[2] / "benchmarks" / "node_modules" / "@digitalbazaar/bbs-2023-cryptosuite"
SIGNER = SoftwareSigner.create("BLS12-381-G2")
BADGE = open_badge(SIGNER.did, "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
del BADGE["credentialStatus"]
MANDATORY = ["/issuer", "/validFrom"]
SELECTIVE = ["/credentialSubject/achievement/name", "/credentialSubject/result/0"]
SECRET = b"\x8a\x26"
"""Multicodec bls12_381-g2-priv."""


def method() -> Any:
    return {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": SIGNER.verification_method,
        "type": "Multikey",
        "controller": SIGNER.did,
        "publicKeyMultibase": SIGNER.public.multikey,
    }


def setting() -> Any:
    did = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": SIGNER.did,
        "verificationMethod": [method()],
        "assertionMethod": [SIGNER.verification_method],
    }
    loader = context_loader()
    return {
        "contexts": {url: dict(loader.load(url)) for url in (CREDENTIALS_V2, OPEN_BADGES)},
        "dids": {SIGNER.did: did, SIGNER.verification_method: method()},
        "key": {**method(), "secretKeyMultibase": multibase.encode(SECRET + SIGNER.private)},
    }


def ask(*tasks: Any) -> list[Any]:
    if not PACKAGE.is_dir():
        pytest.fail("run npm ci --prefix benchmarks")
    done = subprocess.run(
        ["node", str(PROGRAM)],
        input=json.dumps({**setting(), "tasks": tasks}),
        capture_output=True,
        text=True,
        check=True,
        timeout=110,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def check(document: Any, *, as_holder: bool = False) -> None:
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=lambda method, purpose: SIGNER.public,
        canonicalizer=CANONICALIZER,
        now=NOW,
        as_holder=as_holder,
    )


def issued() -> Any:
    return add_proof(
        BADGE,
        signer=SIGNER,
        purpose="assertionMethod",
        created=ISSUED,
        canonicalizer=CANONICALIZER,
        mandatory_pointers=MANDATORY,
    )


def derived(base: Any) -> Any:
    return derive_proof(base, selective_pointers=SELECTIVE, canonicalizer=CANONICALIZER)


def test_each_takes_what_the_other_made() -> None:
    ours = issued()
    theirs, from_ours, verified, refused = ask(
        {"issue": BADGE, "pointers": MANDATORY},
        {"derive": ours, "pointers": SELECTIVE},
        {"verify": derived(ours)},
        {"verify": {**derived(ours), "validFrom": "2026-11-24T09:00:01Z"}},
    )
    check(theirs, as_holder=True)
    check(from_ours)
    assert unsecured(from_ours) == unsecured(derived(ours))
    assert verified is True
    assert "error" in refused
    from_theirs = derived(theirs)
    check(from_theirs)
    assert ask({"verify": from_theirs}, {"derive": theirs, "pointers": SELECTIVE})[0] is True
