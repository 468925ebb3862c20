"""All checks of one credential, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from ..credentials import CredentialView, check_credential, credential_digest_id
from ..errors import DamdaError, LedgerUnavailable
from ..evidence import Evidence
from ..protocols import AnchorFinding, Canonicalizer, JsonView
from ..schema_check import SchemaSet
from ..times import format_time
from ..verdict import Check, Verdict
from .finding import Finding, Setting, failed, passed, skipped, unknown
from .issuer import accreditation, issuer_log, ledger_silent
from .issuer_key import issuer_key
from .policy import Policy
from .signers import CredentialProofs
from .status_list import statuses


def verify_credential(
    document: JsonView,
    *,
    evidence: Evidence,
    policy: Policy,
    canonicalizer: Canonicalizer,
    schemas: SchemaSet,
    now: datetime,
) -> Verdict:
    """The verdict on one credential by itself; who presents it is not asked.

    ``now`` is aware. A document that can't be read gives a verdict with a failed ``format``.
    """
    setting = Setting(evidence, policy, canonicalizer, schemas, now)
    return Verdict(tuple(credential_checks(document, setting, subject=_not_asked)))


def credential_checks(
    document: JsonView,
    setting: Setting,
    *,
    subject: Callable[[CredentialView], Finding],
    index: int | None = None,
) -> Iterator[Check]:
    """The checks. ``subject`` says whether the one who presents is the credential's subject;
    ``index`` is its place in the presentation."""
    for check_id, finding in _findings(document, setting, subject):
        yield finding.check(check_id, setting.policy, index)


def _findings(
    document: JsonView, setting: Setting, subject: Callable[[CredentialView], Finding]
) -> Iterator[tuple[str, Finding]]:
    try:
        view = check_credential(
            _without_null(document), inline_contexts=setting.policy.inline_contexts
        )
        digest = _digest(document, setting)
    except DamdaError as error:
        yield "format", failed("malformed", error)
        return
    yield "format", passed("format_valid", types=list(view.types), issuer=view.issuer[:500])
    yield "schema", _schema(view, setting)
    key = issuer_key(view, setting)
    yield "issuer_key", key.finding
    yield "proof", CredentialProofs(view, key, setting).finding()
    yield "subject", subject(view)
    yield "validity", _validity(view, setting)
    yield "accreditation", accreditation(view, setting)
    yield "issuer_log", issuer_log(view, setting)
    for finding in statuses(view, setting):
        yield "status", finding
    yield "anchor", _anchor(digest, setting)


def _without_null(document: JsonView) -> JsonView:
    """``"proof": null`` says that there is no proof; anywhere else null is refused."""
    if isinstance(document, dict) and document.get("proof", ...) is None:
        return {name: value for name, value in document.items() if name != "proof"}
    return document


def _schema(view: CredentialView, setting: Setting) -> Finding:
    if not view.schema_ids:
        return skipped("schema_not_used")
    for schema_id in view.schema_ids:
        try:
            problems = setting.schemas.problems(view.document, schema_id)
        except DamdaError as error:
            return unknown("schema_unknown", error, schema=schema_id[:500])
        if problems:
            found = [{"field": p.field, "rule": p.code} for p in problems]
            evidence = {"schema": schema_id[:500], "problems": found}
            values = {"field": problems[0].field}
            return Finding("failed", "schema_mismatch", evidence, values=values)
    return passed("schema_matches", schemas=[name[:500] for name in view.schema_ids])


def _not_asked(_view: CredentialView) -> Finding:
    return skipped("holder_not_asked")


def _validity(view: CredentialView, setting: Setting) -> Finding:
    now, leeway = setting.now, setting.policy.leeway
    begin = None if view.valid_from is None else format_time(view.valid_from)
    until = None if view.valid_until is None else format_time(view.valid_until)
    evidence = {"validFrom": begin, "validUntil": until, "now": format_time(now)}
    if view.valid_from is not None and view.valid_from > now + leeway:
        return Finding("failed", "not_yet_valid", evidence, values={"begin": str(begin)})
    if view.valid_until is not None and view.valid_until < now - leeway:
        return Finding("failed", "expired", evidence, values={"until": str(until)})
    return passed("valid_now", **evidence)


def _digest(document: JsonView, setting: Setting) -> str | None:
    """The name of the credential's anchor; None where no anchor was handed in nor demanded."""
    if setting.evidence.anchors or setting.policy.require_anchor == "yes":
        return credential_digest_id(document)
    return None


def _anchor(digest: str | None, setting: Setting) -> Finding:
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
    return _anchor_of(found, digest)


def _anchor_of(found: AnchorFinding, digest: str) -> Finding:
    match found.outcome:
        case "anchored":
            when = None if found.anchored_at is None else format_time(found.anchored_at)
            return passed("anchored", digest=digest, anchoredAt=when, block=found.block_number)
        case "other_ledger":
            return unknown("anchor_unavailable", digest=digest, outcome=found.outcome)
    return failed("anchor_invalid", digest=digest, outcome=found.outcome)
