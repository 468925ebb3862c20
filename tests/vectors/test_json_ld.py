"""The W3C JSON-LD 1.1 suites, expand and toRdf, through our strict canonicalizer.

What we compute must be right; what we refuse is refused by the name of a feature
(`support.conformance.features` knows each); every negative test is refused. The numbers are those
of docs/conformance.md.
"""

from functools import cache

import pytest
from support.conformance.json_ld import run
from support.conformance.other_vectors import ROOT
from support.conformance.page import json_ld_tables
from support.conformance.suites import SuiteResult
from support.shelf import vectors

FOLDER = vectors("json-ld")
SUITES = ("expand", "toRdf")

pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")


@cache
def result(suite: str) -> SuiteResult:
    return run(FOLDER, suite)


@pytest.mark.parametrize(("suite", "total"), [("expand", 385), ("toRdf", 467)])
def test_the_suite_is_whole(suite: str, total: int) -> None:
    assert result(suite).total == total


@pytest.mark.parametrize("suite", SUITES)
def test_what_is_computed_is_right(suite: str) -> None:
    assert result(suite).wrong == []
    assert result(suite).right > 100


@pytest.mark.parametrize("suite", SUITES)
def test_negative_tests_are_refused(suite: str) -> None:
    assert result(suite).accepted == []
    assert result(suite).refused_negative > 90


def test_the_page_has_these_numbers() -> None:
    page = (ROOT / "docs" / "conformance.md").read_text()
    assert json_ld_tables({suite: result(suite) for suite in SUITES}) in page, (
        "run `make conformance`"
    )
