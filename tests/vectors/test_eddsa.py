"""The vectors of W3C Data Integrity EdDSA Cryptosuites 1.0, intermediate values included.

The ``employ`` set is left out: it needs a draft context that no bundled package has.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from damda import multibase
from damda.canonical.jcs import jcs
from damda.dids import resolve
from damda.keys import PublicKey, SoftwareSigner
from damda.proofs import CRYPTOSUITES, add_proof, check_proof
from support.contexts import canonicalizer
from support.shelf import vectors

FOLDER = vectors("vc-di-eddsa")
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
SUITES = {
    "eddsa-rdfc-2022": (FOLDER / "eddsa-rdfc-2022", "DataInt"),
    "eddsa-jcs-2022": (FOLDER / "eddsa-jcs-2022", "JCS"),
}
both = pytest.mark.parametrize("suite", SUITES)


def text(suite: str, name: str) -> str:
    folder, suffix = SUITES[suite]
    return (folder / f"{name}{suffix}.txt").read_text()


def read(path: Path) -> Any:
    return json.loads(path.read_text())


def canonical(suite: str, document: Any) -> bytes:
    return jcs(document) if suite == "eddsa-jcs-2022" else canonicalizer().nquads(document)


def parts(suite: str) -> tuple[Any, Any, Any]:
    """The document, the proof configuration and the secured document."""
    folder, suffix = SUITES[suite]
    config = read(folder / f"proofConfig{suffix}.json")
    return read(FOLDER / "unsigned.json"), config, read(folder / f"signed{suffix}.json")


def key_for(verification_method: str, purpose: str) -> PublicKey:
    did = verification_method.partition("#")[0]
    return resolve(did, log=None, now=CREATED).key(verification_method, purpose)


@both
def test_canonical_forms_and_hashes(suite: str) -> None:
    document, config, _ = parts(suite)
    assert canonical(suite, document).decode() == text(suite, "canonDoc")
    assert canonical(suite, config).decode() == text(suite, "proofCanon")
    assert sha256(canonical(suite, document)).hexdigest() == text(suite, "docHash")
    assert sha256(canonical(suite, config)).hexdigest() == text(suite, "proofHash")


@both
def test_signing_input_and_signature(suite: str) -> None:
    document, config, _ = parts(suite)
    signing_input = CRYPTOSUITES[suite].signing_input(document, config, canonicalizer())
    assert signing_input.hex() == text(suite, "combinedHash")
    signature = bytes.fromhex(text(suite, "sigHex"))
    assert multibase.encode(signature) == text(suite, "sigBTC58").strip()


@both
def test_we_make_the_same_document(suite: str) -> None:
    document, config, signed = parts(suite)
    private = multibase.decode(read(FOLDER / "keyPair.json")["privateKeyMultibase"])[2:]
    made = add_proof(
        document,
        signer=SoftwareSigner.from_private("Ed25519", private, config["verificationMethod"]),
        cryptosuite=suite,
        purpose="assertionMethod",
        created=CREATED,
        canonicalizer=canonicalizer(),
    )
    assert made == signed


@both
def test_the_published_document_verifies(suite: str) -> None:
    *_, signed = parts(suite)
    finding = check_proof(
        signed,
        expected_purpose="assertionMethod",
        key_for=key_for,
        canonicalizer=canonicalizer(),
        now=CREATED,
    )
    assert finding.cryptosuite == suite
    assert finding.created == CREATED
