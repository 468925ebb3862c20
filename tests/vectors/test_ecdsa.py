"""The P-256 vectors of W3C Data Integrity ECDSA Cryptosuites 1.0 (ecdsa-rdfc-2019)."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from damda import multibase
from damda.dids import resolve
from damda.errors import ProofInvalid
from damda.keys import PublicKey
from damda.proofs import CRYPTOSUITES, check_proof
from support.contexts import canonicalizer
from support.shelf import vectors

FOLDER = vectors("vc-di-ecdsa")
P256 = FOLDER / "ecdsa-rdfc-2019-p256"
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)


def text(name: str) -> str:
    return (P256 / f"{name}ECDSAP256.txt").read_text()


def signed() -> Any:
    return json.loads((P256 / "signedECDSAP256.json").read_text())


def key_for(verification_method: str, purpose: str) -> PublicKey:
    did = verification_method.partition("#")[0]
    return resolve(did, log=None, now=CREATED).key(verification_method, purpose)


def check(document: Any) -> None:
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=key_for,
        canonicalizer=canonicalizer(),
        now=CREATED,
    )


def test_intermediate_values() -> None:
    document = json.loads((FOLDER / "unsigned.json").read_text())
    config = json.loads((P256 / "proofConfigECDSAP256.json").read_text())
    assert canonicalizer().nquads(document).decode() == text("canonDoc")
    assert canonicalizer().nquads(config).decode() == text("proofCanon")
    found = CRYPTOSUITES["ecdsa-rdfc-2019"].signing_input(document, config, canonicalizer())
    assert found.hex() == text("combinedHash") == text("proofHash") + text("docHash")


def test_the_key_and_the_signature_are_read() -> None:
    pair = json.loads((FOLDER / "p256KeyPair.json").read_text())
    key = PublicKey.from_multikey(pair["publicKeyMultibase"])
    assert key.kind == "P-256"
    assert key.multikey == pair["publicKeyMultibase"]
    signature = bytes.fromhex(text("sigHex"))
    assert multibase.decode(text("sigBTC58").strip()) == signature
    assert key.verify(signature, bytes.fromhex(text("combinedHash")))


def test_the_published_document_verifies() -> None:
    check(signed())


def test_a_changed_document_does_not() -> None:
    document = signed()
    document["name"] += "!"
    with pytest.raises(ProofInvalid):
        check(document)
