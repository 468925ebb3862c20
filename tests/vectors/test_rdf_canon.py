"""The W3C RDFC-1.0 test suite (w3c/rdf-canon, tests), all of it."""

import time
from typing import Any

import pytest
from support.conformance.other_vectors import ROOT
from support.conformance.page import rdfc_table
from support.conformance.rdfc import RdfcResult, passes, rdfc_entries
from support.shelf import vectors

FOLDER = vectors("rdf-canon")
ENTRIES = rdfc_entries(FOLDER)


def test_the_suite_is_whole() -> None:
    assert len(ENTRIES) == 86


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["id"]) for entry in ENTRIES])
def test_every_entry_passes(entry: dict[str, Any]) -> None:
    """Canonical forms, issued labels, and a poison graph that is refused in bounded time."""
    start = time.process_time()
    assert passes(FOLDER, entry)
    assert time.process_time() - start < 5


def test_the_page_has_these_numbers() -> None:
    result = RdfcResult()
    for entry in ENTRIES:
        result.total[entry["type"].removeprefix("rdfc:RDFC10")] += 1
    result.passed = result.total
    page = (ROOT / "docs" / "conformance.md").read_text()
    assert rdfc_table(result) in page, "run `make conformance`"
