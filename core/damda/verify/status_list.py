"""Whether a credential was revoked or suspended (Bitstring Status List 1.0, 3.2).

A list that can't be had or read leaves the answer open: never "valid", never "revoked".
"""

from __future__ import annotations

from datetime import datetime, timedelta

from ..credentials import CredentialView, check_credential
from ..errors import DamdaError, FetchFailed, StatusUnreadable
from ..protocols import Json
from ..status import StatusEntry, bit, list_bits
from ..strict_json import loads_object
from ..times import format_time
from .finding import Finding, Setting, failed, passed, skipped, unknown
from .issuer_key import check_issuer_proof, issuer_key

_CODES = {"revocation": ("revoked", "not_revoked"), "suspension": ("suspended", "not_suspended")}


def statuses(view: CredentialView, setting: Setting) -> tuple[Finding, ...]:
    """One finding for each entry of ``credentialStatus``; one that says so if there is none."""
    read = tuple(_status(view, entry, setting) for entry in view.status_entries)
    unread = tuple(unknown("status_unavailable", _unsupported(name)) for name in view.unread_status)
    return (*read, *unread) or (skipped("status_not_used"),)


def _status(view: CredentialView, entry: StatusEntry, setting: Setting) -> Finding:
    named: Json = {
        "purpose": entry.purpose[:100],
        "index": entry.index,
        "list": entry.list_url[:500],
    }
    if entry.purpose not in _CODES:
        return unknown("status_unavailable", _unsupported(entry.purpose), **named)
    try:
        listed = _list_of(view, entry, setting)
        bits, ttl = list_bits(listed.document, entry.purpose)
        is_set = bit(bits, entry.index)
    except DamdaError as error:
        return unknown("status_unavailable", error, **named)
    named |= _freshness(listed, ttl)
    if_set, if_not = _CODES[entry.purpose]
    return failed(if_set, **named) if is_set else passed(if_not, **named)


def _list_of(view: CredentialView, entry: StatusEntry, setting: Setting) -> CredentialView:
    """The list, if it is the one that was named, by the credential's issuer, signed and current.

    Raises DamdaError.
    """
    listed = check_credential(loads_object(_fetched(entry, setting)))
    if listed.id != entry.list_url:
        raise _unreadable("it is another list than the one named", "증명서에 적힌 목록이 아닙니다")
    if listed.issuer != view.issuer:
        raise _unreadable(
            "it is by another issuer than the credential",
            "증명서의 발급기관이 만든 목록이 아닙니다",
        )
    _check_period(listed, setting.now, setting.policy.leeway)
    key = issuer_key(listed, setting)
    check_issuer_proof(listed, key, setting)
    return listed


def _fetched(entry: StatusEntry, setting: Setting) -> bytes:
    found = setting.evidence.status_lists.get(entry.list_url)
    if found is None:
        raise FetchFailed("The status list was not collected.", ko="상태 목록을 받지 못했습니다.")
    if isinstance(found, DamdaError):
        raise found
    return found


def _check_period(listed: CredentialView, now: datetime, leeway: timedelta) -> None:
    if listed.valid_from is not None and listed.valid_from > now + leeway:
        raise _unreadable(
            "it is not valid yet; a clock may be wrong",
            "아직 유효하지 않습니다. 시계가 맞는지 확인해 주세요",
        )
    if listed.valid_until is not None and listed.valid_until < now - leeway:
        raise _unreadable(
            "it has expired, so it may be out of date",
            "유효기간이 지나 최신 상태가 아닐 수 있습니다",
        )


def _freshness(listed: CredentialView, ttl: timedelta | None) -> Json:
    made = {} if listed.valid_from is None else {"listFrom": format_time(listed.valid_from)}
    lives = {} if ttl is None else {"ttlSeconds": int(ttl.total_seconds())}
    return {**made, **lives}


def _unsupported(name: str) -> StatusUnreadable:
    return _unreadable(
        f"the kind of status {name[:100]} is not supported",
        f"지원하지 않는 상태 종류입니다({name[:100]})",
    )


def _unreadable(en: str, ko: str) -> StatusUnreadable:
    return StatusUnreadable(
        f"The status list can't be used: {en}.", ko=f"상태 목록을 쓸 수 없습니다: {ko}."
    )
