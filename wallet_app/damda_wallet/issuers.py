"""Who an issuer is: its DID below its own address, and what the ledger says of that DID."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from damda import dids, strict_json
from damda.dids import did_webvh
from damda.errors import DamdaError, LedgerUnavailable
from damda.protocols import Clock, Fetcher, IssuerRecord, LedgerReader
from damda.times import LEEWAY

from .views import Label, Standing

DID_LOG_LIMIT = 2_000_000
DID_LOG_TYPE = "text/jsonl, application/jsonl"


def published_did(issuer_url: str, *, fetch: Fetcher, clock: Clock) -> str:
    """The did:webvh whose log is at ``{issuer_url}/did.jsonl``, checked from its first entry.

    The DID must name that very address, so it is bound to the issuer's domain. Raises FetchFailed,
    DidUnresolvable, MalformedInput.
    """
    url = f"{issuer_url.rstrip('/')}/did.jsonl"
    log = fetch.get(url, accept=DID_LOG_TYPE, limit=DID_LOG_LIMIT)
    first = strict_json.loads_object(log.partition(b"\n")[0])
    state = first.get("state")
    did = state.get("id") if isinstance(state, dict) else None
    if not isinstance(did, str) or not _same_place(did_webvh.log_url(did), url):
        raise DamdaError(
            "The issuer's DID is of another address.", ko="발급기관 DID의 주소가 다릅니다."
        )
    dids.resolve(did, log=log, now=clock())
    return did


def standing_of(
    did: str | None, types: Sequence[str], *, ledger: LedgerReader | None, clock: Clock
) -> Standing:
    """What the ledger's registry says today of an issuer for all of ``types``. Never raises."""
    if ledger is None:
        return _unchecked(
            "No ledger is set up in this wallet.", "지갑에 원장이 설정되지 않았습니다."
        )
    if did is None:
        return _unchecked(
            "The issuer's identifier could not be checked.",
            "발급기관의 식별자를 확인할 수 없습니다.",
        )
    try:
        record = ledger.issuer_record(did, types)
    except LedgerUnavailable as error:
        return _unchecked(error.en, error.ko)
    return _standing(record, types, clock())


def _standing(record: IssuerRecord | None, types: Sequence[str], now: datetime) -> Standing:
    if record is None or record.status == "removed":
        return Standing(
            "unknown",
            Label(
                "The issuer is not in the ledger's registry.",
                "원장에 등록되지 않은 발급기관입니다.",
            ),
        )
    if record.status == "suspended":
        return Standing(
            "suspended",
            Label("The issuer is suspended.", "발급기관의 자격이 정지된 상태입니다."),
        )
    valid = {
        each.credential_type
        for each in record.accreditations
        if each.valid_from <= now + LEEWAY
        and (each.valid_until is None or now - LEEWAY <= each.valid_until)
    }
    if not set(types) <= valid:
        return Standing(
            "not_accredited",
            Label(
                "The issuer is registered, but not accredited for this credential.",
                "등록된 기관이지만 이 증명서를 발급할 인가는 받지 않았습니다.",
            ),
        )
    return Standing(
        "accredited",
        Label(
            "The issuer is accredited on the ledger for this credential.",
            "원장에 이 증명서의 발급기관으로 인가되어 있습니다.",
        ),
    )


def _same_place(one: str, other: str) -> bool:
    # A loopback issuer speaks http; its DID always says https.
    return one.partition("://")[2] == other.partition("://")[2]


def _unchecked(en: str, ko: str) -> Standing:
    return Standing("unchecked", Label(en, ko))
