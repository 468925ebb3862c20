"""ecdsa-sd-2023 with @digitalbazaar's and openvc-core: each takes what the others made.

openvc-core selects no elements of arrays, and derives nothing where a mandatory object has a blank
node within: it is asked for the rest.
"""

import json
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from damda import multibase
from damda.errors import DamdaError
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, check_proof, derive_proof
from damda_schemas import context_loader
from openvc import P256SigningKey
from openvc.proof.ecdsa_sd import EcdsaSdProofSuite
from openvc.proof.errors import ProofError
from support.credential_world import CANONICALIZER, ISSUED, NOW
from support.disclosures import pointers, unsecured
from support.open_badge import CREDENTIALS_V2, OPEN_BADGES, open_badge

pytestmark = pytest.mark.peer

PROGRAM = Path(__file__).with_name("digitalbazaar_ecdsa_sd.mjs")
PACKAGES = PROGRAM.parents[2] / "benchmarks" / "node_modules" / "@digitalbazaar"
SIGNER = SoftwareSigner.create("P-256")
BADGE = open_badge(SIGNER.did, "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
ALIGNMENT = BADGE["credentialSubject"]["achievement"]["alignment"]
ALIGNMENT.append({**ALIGNMENT[0], "targetCode": "20010203"})
MANDATORY = [["/issuer", "/validFrom", "/credentialStatus"], ["/credentialSubject/result"], []]
LEAST = ["/issuer", "/credentialSubject/id"]
"""What @digitalbazaar/vc wants of a credential."""
POINTERS = [
    pointer
    for pointer in pointers(BADGE)
    if "@" not in pointer and "/credentialStatus/" not in pointer and "/type/" not in pointer
]
"""Without what is refused, and without the one status or type of an array: JavaScript's compaction
takes it out, and no pointer finds it."""
CONTEXTS = {url: dict(context_loader().load(url)) for url in (CREDENTIALS_V2, OPEN_BADGES)}
SECRET = b"\x86\x26"
"""Multicodec p256-priv."""


def method() -> Any:
    return {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": SIGNER.verification_method,
        "type": "Multikey",
        "controller": SIGNER.did,
        "publicKeyMultibase": SIGNER.public.multikey,
    }


def ask(*tasks: Any) -> list[Any]:
    if not (PACKAGES / "ecdsa-sd-2023-cryptosuite").is_dir():
        pytest.fail("run npm ci --prefix benchmarks")
    did = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": SIGNER.did,
        "verificationMethod": [method()],
        "assertionMethod": [SIGNER.verification_method],
    }
    asked = {
        "contexts": CONTEXTS,
        "dids": {SIGNER.did: did, SIGNER.verification_method: method()},
        "key": {**method(), "secretKeyMultibase": multibase.encode(SECRET + SIGNER.private)},
        "tasks": tasks,
    }
    done = subprocess.run(
        ["node", str(PROGRAM)],
        input=json.dumps(asked),
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


def issued(mandatory: list[str], document: Any = BADGE) -> Any:
    return add_proof(
        document,
        signer=SIGNER,
        purpose="assertionMethod",
        created=ISSUED,
        canonicalizer=CANONICALIZER,
        cryptosuite="ecdsa-sd-2023",
        mandatory_pointers=mandatory,
    )


def derived(base: Any, *selective: str) -> Any:
    return derive_proof(base, selective_pointers=selective, canonicalizer=CANONICALIZER)


@pytest.mark.parametrize("mandatory", MANDATORY, ids=len)
def test_they_derive_from_ours_what_we_do_and_verify_it(mandatory: list[str]) -> None:
    base = issued(mandatory)
    some = POINTERS[len(mandatory) :: 5]
    selected = [[*LEAST, *pair] for pair in zip(some, reversed(some), strict=True)]
    ours = [derived(base, *pair) for pair in selected]
    answers = ask(
        *({"derive": base, "pointers": pair} for pair in selected),
        *({"verify": shown} for shown in ours),
        *({"verify": {**shown, "id": "urn:uuid:other"}} for shown in ours),
    )
    count = len(selected)
    for mine, theirs in zip(ours, answers[:count], strict=True):
        assert "error" not in theirs, theirs
        check(theirs)
        assert unsecured(theirs) == unsecured(mine)
        assert theirs["proof"] == mine["proof"]
    assert answers[count : 2 * count] == [True] * count
    assert all("error" in answer for answer in answers[2 * count :])


def test_we_derive_from_theirs_what_they_verify() -> None:
    bases = ask(*({"issue": BADGE, "pointers": mandatory} for mandatory in MANDATORY))
    shown = []
    for base in bases:
        check(base, as_holder=True)
        shown += [derived(base, pointer, *LEAST) for pointer in POINTERS[::9]]
    for document in shown:
        check(document)
    assert ask(*({"verify": document} for document in shown)) == [True] * len(shown)


def test_alike_nodes_that_are_shown_one_by_one() -> None:
    result = BADGE["credentialSubject"]["result"][0]
    subject = {**BADGE["credentialSubject"], "result": [result, dict(result), dict(result)]}
    base = issued(["/issuer"], {**BADGE, "credentialSubject": subject})
    pair = ["/credentialSubject/result/1", "/credentialSubject/result/2"]
    shown = derived(base, *pair)
    theirs, verified = ask({"derive": base, "pointers": pair}, {"verify": shown})
    check(theirs)
    assert verified is True
    with pytest.raises(DamdaError, match="say the same"):
        issued([pair[0]], {**BADGE, "credentialSubject": subject})


MEMBERS = ["/validFrom", "/credentialSubject/achievement/name", "/credentialSubject/id"]


@pytest.mark.parametrize(("mandatory", "selective"), list(product(MEMBERS, MEMBERS)))
def test_with_openvc_both_ways(mandatory: str, selective: str) -> None:
    private = ec.derive_private_key(int.from_bytes(SIGNER.private), ec.SECP256R1())
    key = P256SigningKey(private, SIGNER.verification_method)
    suite, contexts = EcdsaSdProofSuite(), {OPEN_BADGES: CONTEXTS[OPEN_BADGES]}
    theirs = suite.add_base_proof(
        BADGE,
        signing_key=key,
        verification_method=SIGNER.verification_method,
        mandatory_pointers=[mandatory],
        created=ISSUED,
        extra_contexts=contexts,
    )
    check(theirs, as_holder=True)
    for base in (theirs, issued([mandatory])):
        check(suite.derive_proof(base, selective_pointers=[selective], extra_contexts=contexts))
        shown = derived(base, selective)
        options = {"public_key_jwk": SIGNER.public.jwk, "extra_contexts": contexts}
        suite.verify(shown, **options)
        with pytest.raises(ProofError):
            suite.verify({**shown, "validFrom": "2026-11-24T09:00:01Z"}, **options)
