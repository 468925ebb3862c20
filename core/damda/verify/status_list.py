"""What became of a credential (Bitstring Status List 1.0, 3.2).

A list that can't be had or read leaves the answer open: never "valid", never "revoked".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from ..credentials import CredentialView
from ..errors import DamdaError, FetchFailed, StatusUnreadable
from ..evidence import Evidence
from ..protocols import Json
from ..status import StatusEntry, read_list
from ..status.memory import CheckedList, ListSource
from ..times import format_time
from ..verdict import Outcome
from .finding import DocumentSetting, Finding, passed, skipped, unknown
from .signed_list import signed_list, unusable

# What a value other than 0 means, and what 0 does (clause 2.1, statusPurpose). Only the first two
# are said to end a credential's validity.
_TOLD: Mapping[str, tuple[Outcome, str, str]] = {
    "revocation": ("failed", "revoked", "not_revoked"),
    "suspension": ("failed", "suspended", "not_suspended"),
    "refresh": ("passed", "newer_available", "no_newer"),
    "message": ("passed", "status_message", "status_message"),
}


def statuses(view: CredentialView, setting: DocumentSetting) -> tuple[Finding, ...]:
    """One finding for each entry of ``credentialStatus``; one that says so if there is none."""
    read = tuple(_status(view, entry, setting) for entry in view.status_entries)
    unread = tuple(unknown("status_unavailable", unsupported(name)) for name in view.unread_status)
    return (*read, *unread) or (skipped("status_not_used"),)


def _status(view: CredentialView, entry: StatusEntry, setting: DocumentSetting) -> Finding:
    named: Json = {
        "purpose": entry.purpose[:100],
        "index": entry.index,
        "list": entry.list_url[:500],
    }
    if entry.purpose not in _TOLD:
        return unknown("status_unavailable", unsupported(entry.purpose), **named)
    try:
        checked = _checked_list(view, entry.list_url, setting)
        _check_period(checked, setting.now, setting.policy.leeway)
        value = checked.listed.value(entry)
    except DamdaError as error:
        return unknown("status_unavailable", error, **named)
    named |= _said(entry, value) | _freshness(checked)
    outcome, if_set, if_not = _TOLD[entry.purpose]
    return Finding(outcome, if_set, named) if value else passed(if_not, **named)


def _checked_list(view: CredentialView, url: str, setting: DocumentSetting) -> CheckedList:
    """The list at ``url``, if it is by the credential's issuer and signed.

    Its period is not looked at. Checked once for each list, not for each credential
    (`damda.status.memory`). Raises DamdaError.
    """
    evidence = setting.evidence
    source = ListSource(url, view.issuer, _fetched(url, evidence), _log_of(view.issuer, evidence))
    known = evidence.list_memory.find(source, setting.now)
    return known if known is not None else _check_list(source, setting)


def _check_list(source: ListSource, setting: DocumentSetting) -> CheckedList:
    signed = signed_list(source, setting)
    checked = CheckedList(
        listed=read_list(signed.view.document),
        valid_from=signed.view.valid_from,
        valid_until=signed.until,
        checked_at=setting.now,
    )
    # What others signed too was checked with their logs, of which the source knows nothing.
    if signed.alone:
        setting.evidence.list_memory.keep(source, checked)
    return checked


def _fetched(url: str, evidence: Evidence) -> bytes:
    found = evidence.status_lists.get(url)
    if found is None:
        raise FetchFailed("The status list was not collected.", ko="상태 목록을 받지 못했습니다.")
    if isinstance(found, DamdaError):
        raise found
    return found


def _log_of(issuer: str, evidence: Evidence) -> bytes | None:
    """All that the issuer's document is read from, None where that is nothing or not at hand."""
    try:
        files = evidence.did_files(issuer)
    except DamdaError:
        return None
    return None if files.log is None else files.log + (files.witness_proofs or b"")


def _check_period(checked: CheckedList, now: datetime, leeway: timedelta) -> None:
    if checked.valid_from is not None and checked.valid_from > now + leeway:
        raise unusable(
            "it is not valid yet; a clock may be wrong",
            "아직 유효하지 않습니다. 시계가 맞는지 확인해 주세요",
        )
    if checked.valid_until is not None and checked.valid_until < now - leeway:
        raise unusable(
            "it has expired, so it may be out of date",
            "유효기간이 지나 최신 상태가 아닐 수 있습니다",
        )


def _said(entry: StatusEntry, value: int) -> Json:
    """The value in full, where an entry has more to say than one bit."""
    if not entry.messages and entry.purpose != "message":
        return {}
    references = {"references": [u[:500] for u in entry.references]} if entry.references else {}
    return {"status": hex(value), "message": entry.message(value)[:500], **references}


def _freshness(checked: CheckedList) -> Json:
    begin, ttl = checked.valid_from, checked.listed.ttl
    made = {} if begin is None else {"listFrom": format_time(begin)}
    lives = {} if ttl is None else {"ttlSeconds": int(ttl.total_seconds())}
    return {**made, **lives}


def unsupported(name: str) -> StatusUnreadable:
    """A kind of status that nobody here understands."""
    return unusable(
        f"the kind of status {name[:100]} is not supported",
        f"지원하지 않는 상태 종류입니다({name[:100]})",
    )
