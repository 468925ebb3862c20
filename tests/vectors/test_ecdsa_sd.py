"""The vectors of ecdsa-sd-2023 (W3C Data Integrity ECDSA 1.0): base proof, derivation, verification.

An ECDSA signature is different each time it is made: the published ones are verified, and put where
ours would be all texts come out as published.
"""

import json
from typing import Any

import pytest
from damda import base64url, multibase
from damda.canonical.label_maps import given_labels
from damda.errors import ProofInvalid
from damda.keys import PublicKey, SoftwareSigner
from damda.proofs import add_proof, check_proof, derive_proof
from damda.proofs.disclosure import Grouped
from damda.proofs.ecdsa_sd_2023 import BaseValue, DerivedValue, draft_base
from support.integrity_vectors import CANONICALIZER, CREATED, key_for, read_vector
from support.shelf import vectors

FOLDER = vectors("vc-di-ecdsa")
SELECTIVE = {"employ": "employSelective.json", "prc": "prCredSelective.json"}
PRIVATE = b"\x86\x26"
each = pytest.mark.parametrize("name", SELECTIVE)


def published(name: str, file: str) -> Any:
    return read_vector(FOLDER / "ecdsa-sd-2023" / name / f"{file}.json")


def selective(name: str) -> list[str]:
    return read_vector(FOLDER / SELECTIVE[name])


def material() -> Any:
    return json.loads((FOLDER / "ecdsa-sd-2023" / "SDKeyMaterial.json").read_text())


def private(pair: str) -> bytes:
    key = multibase.decode(material()[pair]["secretKeyMultibase"])
    assert key[:2] == PRIVATE
    return key[2:]


def entropy() -> Any:
    """The published HMAC key, then the published key of the proof."""
    keys = iter([bytes.fromhex(material()["hmacKeyString"]), private("proofKeyPair")])
    return lambda size: next(keys)[:size]


def unsecured(document: Any) -> Any:
    return {name: value for name, value in document.items() if name != "proof"}


def check(document: Any, *, as_holder: bool = False) -> None:
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=key_for,
        canonicalizer=CANONICALIZER,
        now=CREATED.replace(year=2026),
        as_holder=as_holder,
    )


def derived(name: str) -> Any:
    return derive_proof(
        published(name, "addSignedSDBase"),
        selective_pointers=selective(name),
        canonicalizer=CANONICALIZER,
    )


@each
def test_what_the_issuer_signs_and_the_base_proof_it_makes(name: str) -> None:
    signed, raw = published(name, "addSignedSDBase"), published(name, "addRawBaseSignatureInfo")
    draft = draft_base(
        unsecured(signed),
        published(name, "addProofConfig"),
        mandatory_pointers=raw["mandatoryPointers"],
        canonicalizer=CANONICALIZER,
        entropy=entropy(),
    )
    hashes = published(name, "addHashData")
    public = multibase.decode(raw["publicKey"])
    assert draft.signing_input == (
        bytes.fromhex(hashes["proofHash"]) + public + bytes.fromhex(hashes["mandatoryHash"])
    )
    issuer = key_for(signed["proof"]["verificationMethod"], "assertionMethod")
    signature = bytes.fromhex(raw["baseSignature"])
    assert issuer.verify(signature, draft.signing_input)
    ours = BaseValue.parse(draft.value_of(signature))
    assert (ours.base_signature, ours.public_key) == (signature, public)
    assert ours.hmac_key.hex() == material()["hmacKeyString"].lower()
    own = PublicKey("P-256", public[2:])
    for text, mine, (_, statement) in zip(
        raw["signatures"],
        ours.signatures,
        published(name, "addBaseTransform")["nonMandatory"]["value"],
        strict=True,
    ):
        assert own.verify(bytes.fromhex(text), statement.encode())
        assert own.verify(mine, statement.encode())


@each
def test_the_parts_of_the_published_base_proof(name: str) -> None:
    text = published(name, "addSignedSDBase")["proof"]["proofValue"]
    parts, expected = BaseValue.parse(text), published(name, "derivedRecoveredBaseData")
    assert parts.text() == text
    assert parts.base_signature.hex() == expected["baseSignature"]
    assert multibase.encode(parts.public_key) == expected["proofPublicKey"]
    assert [each.hex() for each in parts.signatures] == expected["signatures"]
    assert parts.mandatory_pointers == expected["mandatoryPointers"]


@each
def test_the_derived_document_is_the_published_one(name: str) -> None:
    ours, theirs = derived(name), published(name, "derivedRevealDocument")
    assert ours == theirs
    value = DerivedValue.parse(theirs["proof"]["proofValue"])
    assert value.mandatory == published(name, "derivedAdjMandatoryIndexes")["adjMandatoryIndexes"]
    assert value.text() == theirs["proof"]["proofValue"]
    data = published(name, "derivedDisclosureData")
    assert value.base_signature.hex() == data["baseSignature"]
    assert [each.hex() for each in value.signatures] == data["signatures"]
    assert value.labels == dict(data["labelMap"]["value"])


@each
def test_what_a_verifier_computes(name: str) -> None:
    document = published(name, "derivedRevealDocument")
    value = DerivedValue.parse(document["proof"]["proofValue"])
    lines = CANONICALIZER.statements(unsecured(document), given_labels(value.labels))
    statements = Grouped.of(lines, value.mandatory)
    expected = published(name, "verifyCreateVerifyData")
    assert [line.decode() for line in statements.others] == expected["nonMandatory"]
    assert statements.mandatory_hash.hex() == expected["mandatoryHash"]


@each
def test_the_published_documents_verify_each_where_it_belongs(name: str) -> None:
    base, shown = published(name, "addSignedSDBase"), published(name, "derivedRevealDocument")
    check(shown)
    check(base, as_holder=True)
    for document, as_holder in ((base, False), (shown, True)):
        with pytest.raises(ProofInvalid):
            check(document, as_holder=as_holder)


@each
def test_a_proof_of_ours_by_the_published_keys(name: str) -> None:
    base = published(name, "addSignedSDBase")
    pair = material()["baseKeyPair"]
    signer = SoftwareSigner.from_private(
        "P-256", private("baseKeyPair"), base["proof"]["verificationMethod"]
    )
    assert signer.public.multikey == pair["publicKeyMultibase"]
    mandatory = published(name, "derivedRecoveredBaseData")["mandatoryPointers"]
    ours = add_proof(
        unsecured(base),
        signer=signer,
        purpose="assertionMethod",
        created=CREATED,
        canonicalizer=CANONICALIZER,
        cryptosuite="ecdsa-sd-2023",
        mandatory_pointers=mandatory,
        entropy=entropy(),
    )
    check(ours, as_holder=True)
    shown = derive_proof(ours, selective_pointers=selective(name), canonicalizer=CANONICALIZER)
    check(shown)
    assert unsecured(shown) == published(name, "derivedUnsignedReveal")
    size = len(
        base64url.decode(published(name, "derivedRevealDocument")["proof"]["proofValue"][1:])
    )
    assert len(base64url.decode(shown["proof"]["proofValue"][1:])) == size
