"""Whether the issuer was accredited, and whether its DID log is whole. Both by the ledger."""

from __future__ import annotations

from datetime import datetime

from ..errors import DamdaError, LedgerUnavailable
from ..evidence import accredited_types
from ..issued import Issued
from ..protocols import Accreditation, IssuerRecord, Json
from ..times import format_time
from .finding import Finding, Setting, failed, passed, skipped, unknown
from .issuer_key import document_of


def accreditation(view: Issued, setting: Setting) -> Finding:
    """Whether the issuer was accredited for each of the credential's types as of ``validFrom``.

    A suspended or removed issuer is refused whenever it issued: the ledger's record says nothing
    of since when.
    """
    record = _record(view, setting)
    if isinstance(record, DamdaError):
        return ledger_silent(record)
    if record is None:
        return failed("issuer_unknown", issuer=view.issuer[:500])
    if record.status != "active":
        return failed("issuer_suspended", issuer=view.issuer[:500], status=record.status)
    as_of = view.valid_from or setting.now
    types = accredited_types(view)
    for name in types:
        if not any(_covers(a, name, as_of, setting) for a in record.accreditations):
            evidence = {"type": name[:200], "asOf": format_time(as_of)}
            return Finding("failed", "issuer_not_accredited", evidence, values={"type": name})
    return passed("accredited", types=list(types), asOf=format_time(as_of))


def issuer_log(view: Issued, setting: Setting) -> Finding:
    """Whether the log that was fetched goes on from the head that the ledger records."""
    if not view.issuer.startswith("did:webvh:"):
        return skipped("issuer_log_not_used")
    record = _record(view, setting)
    if isinstance(record, DamdaError):
        return ledger_silent(record)
    if record is None or record.log_head is None or record.log_version < 1:
        return unknown("issuer_log_not_anchored")
    try:
        digests = document_of(view.issuer, setting).version_digests
    except DamdaError as error:
        return unknown("issuer_key_unavailable", error)
    versions: Json = {"anchoredVersion": record.log_version, "version": len(digests)}
    if len(digests) < record.log_version or digests[record.log_version - 1] != record.log_head:
        return failed("issuer_log_rolled_back", **versions)
    return passed("issuer_log_current", **versions)


def ledger_silent(error: DamdaError, **evidence: object) -> Finding:
    """Unknown: the ledger did not answer, or there is none to ask."""
    if error.code == "ledger_not_configured":
        return Finding("unknown", error.code, evidence)
    return unknown("ledger_unavailable", error, **evidence)


def _record(view: Issued, setting: Setting) -> IssuerRecord | DamdaError | None:
    missing = LedgerUnavailable("The ledger was not asked.", ko="블록체인을 조회하지 않았습니다.")
    record = setting.evidence.issuers.get(view.issuer, missing)
    if isinstance(record, IssuerRecord) and record.did != view.issuer:
        return missing
    return record


def _covers(accreditation: Accreditation, name: str, as_of: datetime, setting: Setting) -> bool:
    leeway = setting.policy.leeway
    return (
        accreditation.credential_type == name
        and accreditation.valid_from <= as_of + leeway
        and (accreditation.valid_until is None or as_of < accreditation.valid_until + leeway)
    )
