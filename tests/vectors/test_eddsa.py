"""The vectors of W3C Data Integrity EdDSA Cryptosuites 1.0, intermediate values included.

Ed25519 signatures are always the same, so each document is made anew and must be equal.
"""

import json
from typing import Any

import pytest
from damda import multibase
from damda.errors import MalformedInput, ProofInvalid
from damda.keys import SoftwareSigner
from damda.proofs import CRYPTOSUITES, ProofFinding, add_proof, check_proof, check_proofs
from damda.times import parse_time
from support.integrity_vectors import CANONICALIZER, CREATED, IntegrityVectors, key_for
from support.shelf import vectors

FOLDER = vectors("vc-di-eddsa")
CHAINS = FOLDER / "proof-set-chain"


def folder(suite: str, suffix: str, within: str = "") -> IntegrityVectors:
    unsigned = FOLDER / ("employmentAuth.json" if within else "unsigned.json")
    return IntegrityVectors(suite, FOLDER / suite / within, suffix, unsigned, "Ed25519")


ISSUED = [
    folder("eddsa-rdfc-2022", "DataInt"),
    folder("eddsa-rdfc-2022", "DataInt", "employ"),
    folder("eddsa-jcs-2022", "JCS"),
]
LEGACY = folder("Ed25519Signature2020", "EdSig")


def name(published: IntegrityVectors) -> str:
    return str(published.folder.relative_to(FOLDER))


def read(file: str) -> Any:
    return json.loads((CHAINS / file).read_text())


def signer_of(pair: Any) -> SoftwareSigner:
    private = multibase.decode(pair["privateKeyMultibase"])[2:]
    key = pair["publicKeyMultibase"]
    return SoftwareSigner.from_private("Ed25519", private, f"did:key:{key}#{key}")


def check(document: Any) -> tuple[ProofFinding, ...]:
    return check_proofs(
        document,
        expected_purpose="assertionMethod",
        key_for=key_for,
        canonicalizer=CANONICALIZER,
        now=parse_time("2023-02-26T22:16:38Z"),
    )


def legacy() -> Any:
    """The signed document in its own contexts: the unsigned one lacks the suite's."""
    return LEGACY.json("signed")


@pytest.mark.parametrize("published", ISSUED, ids=name)
def test_canonical_forms_hashes_and_signature(published: IntegrityVectors) -> None:
    published.check_values()


@pytest.mark.parametrize("published", ISSUED, ids=name)
def test_we_make_the_same_document(published: IntegrityVectors) -> None:
    made = add_proof(
        published.document,
        signer=signer_of(json.loads((FOLDER / "keyPair.json").read_text())),
        cryptosuite=published.suite,
        purpose="assertionMethod",
        created=CREATED,
        canonicalizer=CANONICALIZER,
    )
    assert made == published.json("signed")


@pytest.mark.parametrize("published", [*ISSUED, LEGACY], ids=name)
def test_the_published_document_verifies(published: IntegrityVectors) -> None:
    signed = published.json("signed")
    (finding,) = check(signed)
    assert finding.cryptosuite == published.suite
    assert finding.created == CREATED
    with pytest.raises(ProofInvalid):
        check({**signed, "name": "Somebody else's"})


def test_values_of_the_legacy_suite() -> None:
    LEGACY.check_values()


def test_the_legacy_suite_is_never_issued() -> None:
    assert "Ed25519Signature2020" not in CRYPTOSUITES
    unsigned = {key: value for key, value in legacy().items() if key != "proof"}
    with pytest.raises(MalformedInput, match="Unknown cryptosuite"):
        add_proof(
            unsigned,
            signer=SoftwareSigner.create("Ed25519"),
            cryptosuite="Ed25519Signature2020",
            purpose="assertionMethod",
            created=CREATED,
            canonicalizer=CANONICALIZER,
        )


@pytest.mark.parametrize(
    "change",
    [
        {"cryptosuite": "Ed25519Signature2020"},
        {"cryptosuite": "eddsa-rdfc-2022"},
        {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"},
        {"type": "Ed25519Signature2018"},
        {"type": ["Ed25519Signature2020"]},
        {"created": "2023-02-24T23:36:39Z"},
        {"challenge": "x"},
    ],
)
def test_a_changed_legacy_proof_is_refused(change: dict[str, Any]) -> None:
    signed = legacy()
    with pytest.raises((ProofInvalid, MalformedInput)):
        check({**signed, "proof": {**signed["proof"], **change}})


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("signedProofSet1.json", 1),
        ("signedProofSet2.json", 2),
        ("signedProofChain1.json", 3),
        ("signedProofChain2.json", 4),
        ("proofChainTempDoc1.json", 2),
    ],
)
def test_sets_and_chains_verify(file: str, count: int) -> None:
    document = read(file)
    assert len(check(document)) == count
    with pytest.raises(ProofInvalid, match=r"signature|^Proof 1 of"):
        check({**document, "name": "Somebody else's"})


def test_a_chain_without_its_beginning_is_refused() -> None:
    with pytest.raises(ProofInvalid, match="no previous proof"):
        check(read("proofChainTempDoc2.json"))


def test_we_make_the_same_sets_and_chains() -> None:
    document = read("unsigned.json")
    pairs = read("multiKeyPairs.json")
    steps = [("Set", 1), ("Set", 2), ("Chain", 1), ("Chain", 2)]
    for number, (kind, step) in enumerate(steps, start=1):
        config = read(f"proof{kind}Config{step}.json")
        document = add_proof(
            document,
            signer=signer_of(pairs[f"keyPair{number}"]),
            cryptosuite=config["cryptosuite"],
            purpose=config["proofPurpose"],
            created=parse_time(config["created"]),
            canonicalizer=CANONICALIZER,
            proof_id=config.get("id"),
            previous_proof=config.get("previousProof"),
            in_set=True,
        )
        assert document == read(f"signedProof{kind}{step}.json")
        proof = document["proof"] if number == 1 else document["proof"][-1]
        assert proof == read(f"proof{kind}ConfigSigned{step}.json")


def test_check_proof_is_for_one_only() -> None:
    with pytest.raises(ProofInvalid, match="several"):
        check_proof(
            read("signedProofSet2.json"),
            expected_purpose="assertionMethod",
            key_for=key_for,
            canonicalizer=CANONICALIZER,
            now=CREATED,
        )
