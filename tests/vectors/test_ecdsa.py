"""The vectors of W3C Data Integrity ECDSA Cryptosuites 1.0, P-256 and P-384.

An ECDSA signature is different each time it is made, so the published ones are verified, and
proofs of our own are made over the published documents with the published keys.
"""

import json
from typing import Any, get_args

import pytest
from damda import multibase
from damda.errors import ProofInvalid
from damda.keys import KeyKind, PublicKey, SoftwareSigner
from damda.proofs import add_proof, check_proof
from support.integrity_vectors import CANONICALIZER, CREATED, IntegrityVectors, key_for
from support.shelf import vectors

FOLDER = vectors("vc-di-ecdsa")


def folder(suite: str, kind: KeyKind, within: str = "") -> IntegrityVectors:
    curve = kind.replace("-", "")
    suffix = f"{'JCS' if 'jcs' in suite else ''}ECDSA{curve}"
    unsigned = FOLDER / ("employmentAuth.json" if within else "unsigned.json")
    return IntegrityVectors(
        suite, FOLDER / f"{suite}-{curve.lower()}" / within, suffix, unsigned, kind
    )


ALL = [
    folder(suite, kind, within)
    for kind in ("P-256", "P-384")
    for suite, within in [("ecdsa-rdfc-2019", ""), ("ecdsa-rdfc-2019", "employ")]
] + [folder("ecdsa-jcs-2019", kind) for kind in ("P-256", "P-384")]
every = pytest.mark.parametrize("published", ALL, ids=lambda p: str(p.folder.relative_to(FOLDER)))
# The prefixes of private keys in Multikey texts (multicodec p256-priv and p384-priv).
PRIVATE = {"P-256": b"\x86\x26", "P-384": b"\x87\x26"}


def pair(kind: str) -> Any:
    return json.loads((FOLDER / f"{kind.replace('-', '').lower()}KeyPair.json").read_text())


def check(document: Any) -> None:
    check_proof(
        document,
        expected_purpose="assertionMethod",
        key_for=key_for,
        canonicalizer=CANONICALIZER,
        now=CREATED,
    )


def test_all_kinds_of_keys_are_here() -> None:
    assert {p.key_kind for p in ALL} < set(get_args(KeyKind.__value__))
    assert len(ALL) == 6


@every
def test_canonical_forms_hashes_and_signature(published: IntegrityVectors) -> None:
    published.check_values()


@every
def test_the_published_document_verifies(published: IntegrityVectors) -> None:
    signed = published.json("signed")
    check(signed)
    for member in ("description", "name"):
        with pytest.raises(ProofInvalid):
            check({**signed, member: signed[member] + "!"})


@every
def test_a_proof_of_ours_differs_in_its_value_only(published: IntegrityVectors) -> None:
    """Without ``employ``'s key, which is not published, but with its form."""
    theirs = published.json("signed")
    keys = pair(published.key_kind)
    private = multibase.decode(keys["secretKeyMultibase"])
    assert private[:2] == PRIVATE[published.key_kind]
    method = f"did:key:{keys['publicKeyMultibase']}#{keys['publicKeyMultibase']}"
    signer = SoftwareSigner.from_private(published.key_kind, private[2:], method)
    ours = add_proof(
        published.document,
        signer=signer,
        cryptosuite=published.suite,
        purpose="assertionMethod",
        created=CREATED,
        canonicalizer=CANONICALIZER,
    )
    check(ours)
    value = {"proofValue": theirs["proof"]["proofValue"], "verificationMethod": None}
    theirs["proof"] |= value
    ours["proof"] |= value
    assert ours == theirs


@pytest.mark.parametrize("kind", ["P-256", "P-384"])
def test_the_key_pair_is_one(kind: KeyKind) -> None:
    keys = pair(kind)
    key = PublicKey.from_multikey(keys["publicKeyMultibase"])
    assert (key.kind, key.multikey) == (kind, keys["publicKeyMultibase"])
    private = multibase.decode(keys["secretKeyMultibase"])[2:]
    assert SoftwareSigner.from_private(kind, private, "did:example:a#1").public == key
