"""The W3C RDFC-1.0 test suite (w3c/rdf-canon, tests), all of it but the two with SHA-384."""

import json
import time
from typing import Any

import pytest
from damda.canonical.rdfc import canonical_labels, canonical_nquads
from damda.errors import LimitExceeded
from support.nquads import parse_nquads
from support.shelf import vectors

FOLDER = vectors("rdf-canon")
ENTRIES = [
    entry
    for entry in json.loads((FOLDER / "manifest.jsonld").read_text())["entries"]
    if "hashAlgorithm" not in entry
]


def of_type(name: str) -> list[Any]:
    return [
        pytest.param(entry, id=entry["id"]) for entry in ENTRIES if entry["type"] == f"rdfc:{name}"
    ]


def read(path: str) -> str:
    return (FOLDER / path).read_bytes().decode()


def test_the_suite_is_whole() -> None:
    assert len(ENTRIES) == 84


@pytest.mark.parametrize("entry", of_type("RDFC10EvalTest"))
def test_canonical_form(entry: dict[str, Any]) -> None:
    assert canonical_nquads(parse_nquads(read(entry["action"]))) == read(entry["result"])


@pytest.mark.parametrize("entry", of_type("RDFC10MapTest"))
def test_issued_labels(entry: dict[str, Any]) -> None:
    labels = canonical_labels(parse_nquads(read(entry["action"])))
    expected = json.loads(read(entry["result"]))
    assert {old[2:]: new[2:] for old, new in labels.items()} == expected


@pytest.mark.parametrize("entry", of_type("RDFC10NegativeEvalTest"))
def test_a_poison_graph_is_refused_in_bounded_time(entry: dict[str, Any]) -> None:
    quads = parse_nquads(read(entry["action"]))
    start = time.process_time()
    with pytest.raises(LimitExceeded):
        canonical_nquads(quads)
    assert time.process_time() - start < 5
