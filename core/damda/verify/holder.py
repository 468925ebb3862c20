"""Who presents, to whom, and in answer to what: the first checks of every presentation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hmac import compare_digest

from ..verdict import Check
from .finding import Finding, failed, passed, skipped, unknown
from .policy import NOT_ASKED, Expected, NotAsked, Policy

_CODES = {
    "nonce": ("nonce_matches", "nonce_mismatch", "nonce_not_asked"),
    "audience": ("audience_matches", "audience_mismatch", "audience_not_asked"),
}

UNASKED = Expected(nonce=NOT_ASKED, audience=NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is proven to present, and for what. ``name`` is a DID, or of a bare key its thumbprint.

    ``answers`` are (nonce, audience) as each signature of the holder says; none where nothing is
    proven.
    """

    name: str
    finding: Finding
    answers: tuple[tuple[str | None, str | None], ...] = ()

    @property
    def proven(self) -> bool:
        return bool(self.answers)


def holder_checks(holder: Holder, expected: Expected, policy: Policy) -> Iterator[Check]:
    """``holder``, ``nonce`` and ``audience``."""
    yield holder.finding.check("holder", policy)
    for place, (check_id, asked) in enumerate(
        (("nonce", expected.nonce), ("audience", expected.audience))
    ):
        said = [answer[place] for answer in holder.answers]
        yield _said(check_id, said, asked).check(check_id, policy)


def may_be_unsigned(expected: Expected, policy: Policy) -> bool:
    """Whether the policy takes a presentation that nobody signed."""
    if policy.unsigned == "if_not_asked":
        return expected == UNASKED
    return policy.unsigned == "accept"


def _said(check_id: str, said: list[str | None], expected: str | NotAsked) -> Finding:
    """Whether each signature says what was asked with; unknown if nothing is proven."""
    matches, mismatch, not_asked = _CODES[check_id]
    if expected is NOT_ASKED:
        return skipped(not_asked)
    if not said:
        return unknown("not_checked")
    if all(text is not None and compare_digest(_bytes(text), _bytes(expected)) for text in said):
        return passed(matches)
    return failed(mismatch)


def _bytes(text: str) -> bytes:
    # Whatever the text: half a character must not end in a UnicodeError.
    return text.encode("utf-8", "surrogatepass")
