"""The vectors of bbs-2023 (W3C BBS cryptosuites 1.0, baseline): base proof, derivation, verification.

A BBS signature is the same each time, and with the published random numbers a proof too: all texts
come out as published.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from damda import bbs
from damda.bbs.secret_key import signing_input
from damda.canonical.label_maps import given_labels
from damda.errors import ProofInvalid
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, check_proof, derive_proof
from damda.proofs.bbs_2023 import BaseValue, DerivedValue, derive, draft_base
from damda.proofs.disclosure import Grouped
from support.disclosures import unsecured
from support.integrity_vectors import CANONICALIZER, CREATED, WINDSURF, key_for, read_vector
from support.shelf import vectors

pytestmark = pytest.mark.peer

FOLDER = vectors("vc-di-bbs")
CASES = {"windsurf": (FOLDER, "windSelective"), "prc": (FOLDER / "prc", "prCredSelective")}
each = pytest.mark.parametrize("name", CASES)


def published(name: str, file: str) -> Any:
    value = read_vector(CASES[name][0] / f"{file}.json")
    if isinstance(value, dict) and WINDSURF in value.get("@context", ()):
        value["@context"][1] = "urn:test:windsurf"
    return value


def selective(name: str) -> list[str]:
    return read_vector(FOLDER / f"{CASES[name][1]}.json")


def keys() -> Any:
    return read_vector(FOLDER / "BBSKeyMaterial.json")


def hmac_key(size: int) -> bytes:
    return bytes.fromhex(keys()["hmacKeyString"])[:size]


def random_numbers(needed: int) -> Iterator[bytes]:
    """What the published derivation drew: the IRTF draft's way (8.1), with the tag api_id alone."""
    seed = bytes.fromhex(read_vector(FOLDER / "BBSDeriveMaterial.json")["pseudoRandSeedHex"])
    data = bbs.SHA_256.expand_message(seed, bbs.SHA_256.api_id, 48 * needed)
    yield from (data[at : at + 48] for at in range(0, 48 * needed, 48))


def check(document: Any, *, as_holder: bool = False) -> None:
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=key_for,
        canonicalizer=CANONICALIZER,
        now=CREATED.replace(year=2026),
        as_holder=as_holder,
    )


@each
def test_what_the_issuer_signs_and_the_base_proof_it_makes(name: str) -> None:
    signed, raw = published(name, "addSignedSDBase"), published(name, "addRawBaseSignatureInfo")
    draft = draft_base(
        unsecured(signed),
        published(name, "addProofConfig"),
        mandatory_pointers=raw["mandatoryPointers"],
        canonicalizer=CANONICALIZER,
        entropy=hmac_key,
    )
    hashes, groups = published(name, "addHashData"), published(name, "addBaseTransform")
    header = bytes.fromhex(hashes["proofHash"] + hashes["mandatoryHash"])
    others = [line.encode() for _, line in groups["nonMandatory"]["value"]]
    assert draft.signing_input == signing_input(header, others)
    method = signed["proof"]["verificationMethod"]
    private = bytes.fromhex(keys()["privateKeyHex"])
    signer = SoftwareSigner.from_private("BLS12-381-G2", private, method)
    signature = signer.sign(draft.signing_input)
    assert signature.hex() == raw["bbsSignature"] + keys()["publicKeyHex"]
    assert draft.value_of(signature) == signed["proof"]["proofValue"]


@each
def test_the_base_document_is_the_published_one(name: str) -> None:
    signed = published(name, "addSignedSDBase")
    method = signed["proof"]["verificationMethod"]
    private = bytes.fromhex(keys()["privateKeyHex"])
    signer = SoftwareSigner.from_private("BLS12-381-G2", private, method)
    assert signer.public == key_for(method, "assertionMethod")
    assert signer.public.multikey == method.partition("#")[2]
    ours = add_proof(
        unsecured(signed),
        signer=signer,
        purpose="assertionMethod",
        created=CREATED.replace(month=8, day=15),
        canonicalizer=CANONICALIZER,
        mandatory_pointers=published(name, "addRawBaseSignatureInfo")["mandatoryPointers"],
        entropy=hmac_key,
    )
    assert ours == signed
    check(ours, as_holder=True)


@each
def test_the_parts_of_the_published_base_proof(name: str) -> None:
    text = published(name, "addSignedSDBase")["proof"]["proofValue"]
    parts, expected = BaseValue.parse(text), published(name, "derivedRecoveredBaseData")
    assert parts.text() == text
    assert parts.signature.hex() == expected["bbsSignature"]
    assert parts.hmac_key.hex() == expected["hmacKey"]
    assert parts.mandatory_pointers == expected["mandatoryPointers"]


@each
def test_the_derived_document_is_the_published_one(name: str) -> None:
    base, theirs = published(name, "addSignedSDBase"), published(name, "derivedRevealDocument")
    value = DerivedValue.parse(theirs["proof"]["proofValue"])
    numbers = random_numbers((len(value.proof) - 272) // 32 + 5)
    shown, text = derive(
        unsecured(base),
        base["proof"],
        selective_pointers=selective(name),
        canonicalizer=CANONICALIZER,
        entropy=lambda _: next(numbers),
        presentation_header=value.presentation_header,
    )
    assert shown == unsecured(theirs) == published(name, "derivedUnsignedReveal")
    assert text == theirs["proof"]["proofValue"] == value.text()
    indexes = published(name, "derivedAdjIndexes")
    assert value.mandatory == indexes["adjMandatoryIndexes"]
    assert value.selected == indexes["adjSelectiveIndexes"]
    data = published(name, "derivedDisclosureData")
    assert value.labels == dict(data["labelMap"]["value"])
    assert value.proof.hex() == data["bbsProof"]
    assert list(value.presentation_header) == list(data["presentationHeader"].values())


@each
def test_the_published_documents_verify_each_where_it_belongs(name: str) -> None:
    base, shown = published(name, "addSignedSDBase"), published(name, "derivedRevealDocument")
    check(shown)
    check(base, as_holder=True)
    for document, as_holder in ((base, False), (shown, True)):
        with pytest.raises(ProofInvalid):
            check(document, as_holder=as_holder)


@each
def test_a_derivation_of_ours_from_the_published_base_proof(name: str) -> None:
    base = published(name, "addSignedSDBase")
    shown = derive_proof(base, selective_pointers=selective(name), canonicalizer=CANONICALIZER)
    check(shown)
    assert unsecured(shown) == published(name, "derivedUnsignedReveal")


def test_what_a_verifier_computes() -> None:
    document = published("prc", "derivedRevealDocument")
    value = DerivedValue.parse(document["proof"]["proofValue"])
    lines = CANONICALIZER.statements(unsecured(document), given_labels(value.labels))
    assert [line.decode() for line in lines] == published("prc", "verifyNQuads")
    statements = Grouped.of(lines, value.mandatory)
    expected = published("prc", "addHashData")
    assert statements.mandatory_hash.hex() == expected["mandatoryHash"]


@pytest.mark.parametrize(
    ("folder", "feature"),
    [
        ("HolderBinding", "anonymous_holder_binding"),
        ("Pseudonym", "holder_binding_pseudonym"),
        ("PseudonymHB", "holder_binding_pseudonym"),
    ],
)
def test_other_features_are_refused_by_their_names(folder: str, feature: str) -> None:
    base = read_vector(FOLDER / folder / "addSignedSDBase.json")
    shown = read_vector(FOLDER / folder / "derivedRevealDocument.json")
    for document, as_holder in ((base, True), (shown, False)):
        with pytest.raises(ProofInvalid, match=f" {feature} "):
            check(document, as_holder=as_holder)
    with pytest.raises(ProofInvalid, match=f" {feature} "):
        derive_proof(base, selective_pointers=["/issuer"], canonicalizer=CANONICALIZER)
