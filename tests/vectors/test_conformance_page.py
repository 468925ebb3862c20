"""docs/conformance.md counts the tests of the other published vectors as they are."""

from support.conformance.other_vectors import ROOT, collected
from support.conformance.page import vectors_table
from support.shelf import vectors

vectors("vc-di-eddsa")


def test_the_page_has_these_numbers() -> None:
    page = (ROOT / "docs" / "conformance.md").read_text()
    assert vectors_table(collected()) in page, "run `make conformance`"
