"""Our canonicalizer against strict PyLD and PyLD: the same bytes, or refused by us.

A few documents in each run; `make differential EXAMPLES=20000` is the long one, whose figures are
in docs/conformance.md.
"""

from support.differential.properties import badges, small_contexts


def test_badges_and_presentations_with_edits() -> None:
    tally = badges(120)
    assert tally.same > 20
    assert tally.total() >= 100


def test_documents_over_small_random_contexts() -> None:
    tally = small_contexts(400)
    assert tally.same > 20
    assert tally.total() >= 400
