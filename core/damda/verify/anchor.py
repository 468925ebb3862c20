"""Whether the ledger records that this very credential was issued."""

from __future__ import annotations

from ..errors import DamdaError, LedgerUnavailable
from ..protocols import AnchorFinding
from ..times import format_time
from .finding import Finding, Setting, failed, passed, skipped, unknown
from .issuer import ledger_silent


def anchor_asked(setting: Setting) -> bool:
    """Whether a digest is needed: an anchor was handed in or is demanded."""
    return bool(setting.evidence.anchors) or setting.policy.require_anchor == "yes"


def anchor(digest: str | None, setting: Setting) -> Finding:
    """``digest`` is the anchor's name in hex, None where it is not `anchor_asked`."""
    if digest is None:
        return skipped("anchor_not_given")
    found = setting.evidence.anchors.get(digest)
    if found is None:
        demanded = setting.policy.require_anchor == "yes"
        return (failed if demanded else skipped)(
            "anchor_missing" if demanded else "anchor_not_given", digest=digest
        )
    if isinstance(found, LedgerUnavailable):
        return ledger_silent(found, digest=digest)
    if isinstance(found, DamdaError):
        return unknown("anchor_unavailable", found, digest=digest)
    return _found(found, digest)


def _found(found: AnchorFinding, digest: str) -> Finding:
    match found.outcome:
        case "anchored":
            when = None if found.anchored_at is None else format_time(found.anchored_at)
            return passed("anchored", digest=digest, anchoredAt=when, block=found.block_number)
        case "other_ledger":
            return unknown("anchor_unavailable", digest=digest, outcome=found.outcome)
    return failed("anchor_invalid", digest=digest, outcome=found.outcome)
