"""The vectors of ecdsa-sd-2023 (W3C Data Integrity ECDSA 1.0), up to where keys sign: statements,
their labels, and which of them JSON Pointers select."""

import json
from hashlib import sha256
from typing import Any

import pytest
from damda.canonical.label_maps import given_labels, hmac_labels
from support.integrity_vectors import CANONICALIZER, read_vector
from support.shelf import vectors

FOLDER = vectors("vc-di-ecdsa")
INPUTS = {
    "employ": ("employMandatory.json", "employSelective.json"),
    "prc": ("prCredMandatory.json", "prCredSelective.json"),
}
each = pytest.mark.parametrize("name", INPUTS)


def published(name: str, file: str) -> Any:
    return read_vector(FOLDER / "ecdsa-sd-2023" / name / f"{file}.json")


def inputs(name: str) -> list[Any]:
    # The unsigned document beside them was edited after the values were computed.
    signed = published(name, "addSignedSDBase")
    document = {name: value for name, value in signed.items() if name != "proof"}
    return [document, *(read_vector(FOLDER / file) for file in INPUTS[name])]


def key() -> bytes:
    material = json.loads((FOLDER / "ecdsa-sd-2023" / "SDKeyMaterial.json").read_text())
    return bytes.fromhex(material["hmacKeyString"])


def pairs(entry: Any) -> dict[Any, Any]:
    return dict(entry["value"])


@each
def test_canonical_statements_and_those_under_new_labels(name: str) -> None:
    document, _, _ = inputs(name)
    plain = CANONICALIZER.nquads(document).decode().splitlines(keepends=True)
    assert plain == published(name, "addBaseDocCanon")
    labelled = CANONICALIZER.statements(document, hmac_labels(key()))
    assert [line.decode() for line in labelled] == published(name, "addBaseDocHMACCanon")
    assert list(CANONICALIZER.labelled(document, hmac_labels(key())).statements) == labelled


@each
def test_the_statements_that_mandatory_pointers_select(name: str) -> None:
    document, mandatory, _ = inputs(name)
    whole = CANONICALIZER.labelled(document, hmac_labels(key()))
    places = whole.matching(mandatory)
    expected = pairs(published(name, "addBaseTransform")["mandatory"])
    assert {place: whole.statements[place].decode() for place in places} == expected
    digest = sha256(b"".join(whole.statements[place] for place in places)).hexdigest()
    assert digest == published(name, "addHashData")["mandatoryHash"]


@each
def test_the_groups_of_a_disclosure(name: str) -> None:
    document, mandatory, selective = inputs(name)
    whole = CANONICALIZER.labelled(document, hmac_labels(key()))
    groups = published(name, "derivedGroupIndexes")
    assert list(whole.matching(mandatory)) == groups["mandatoryIndexes"]
    assert list(whole.matching(selective)) == groups["selectiveIndexes"]
    assert list(whole.matching([*mandatory, *selective])) == groups["combinedIndexes"]


@each
def test_the_revealed_document_and_how_its_reader_labels_it(name: str) -> None:
    document, mandatory, selective = inputs(name)
    whole = CANONICALIZER.labelled(document, hmac_labels(key()))
    revealed = whole.reveal([*mandatory, *selective])
    assert revealed.document == published(name, "derivedUnsignedReveal")
    assert revealed.labels == pairs(published(name, "derivedDisclosureData")["labelMap"])
    read = CANONICALIZER.statements(revealed.document, given_labels(revealed.labels))
    assert [line.decode() for line in read] == published(name, "verifyNQuads")
    assert read == [whole.statements[place] for place in revealed.indexes]
