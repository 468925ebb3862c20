"""The ``BitstringStatusListCredential`` (Bitstring Status List 1.0, 2.2 and 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..errors import StatusUnreadable
from ..protocols import Json, JsonView
from ..times import format_time
from .bitstring import MIN_ENTRIES, decode, encode, value
from .entry import ListPurpose, StatusEntry
from .refusal import unreadable

CONTEXT = "https://www.w3.org/ns/credentials/v2"
LIST_TYPE = "BitstringStatusList"
LIST_CREDENTIAL_TYPE = "BitstringStatusListCredential"

# timedelta overflows where JSON's numbers don't.
_MAX_TTL = 10**12


@dataclass(frozen=True, slots=True)
class BitstringList:
    """A list that was read: its bits, what it is for, and its time to live.

    ``size`` is the list's own ``statusSize``, None if it does not say.
    """

    bits: bytes
    purposes: tuple[str, ...]
    ttl: timedelta | None = None
    size: int | None = None

    def value(self, entry: StatusEntry) -> int:
        """What the list says of ``entry`` (clause 3.2, Validate Algorithm).

        Raises StatusUnreadable for a list of another purpose or size, with too few entries for
        the entry's size, or without this entry.
        """
        if entry.purpose not in self.purposes:
            raise unreadable(
                f"it is not a list for {entry.purpose[:100]}",
                f"{entry.purpose[:100]} 용도의 목록이 아닙니다",
            )
        if self.size not in (None, entry.size):
            raise unreadable(
                f"its statusSize is {self.size}, the credential's {entry.size}",
                f"목록의 statusSize({self.size})가 증명서({entry.size})와 다릅니다",
            )
        if len(self.bits) * 8 < MIN_ENTRIES * entry.size:
            raise unreadable(
                f"it has fewer than {MIN_ENTRIES} entries",
                f"목록의 자리가 {MIN_ENTRIES}개보다 적습니다",
            )
        return value(self.bits, entry.index, entry.size)


def status_list_credential(
    *,
    id: str,
    issuer: str,
    purpose: ListPurpose,
    bits: bytes,
    valid_from: datetime,
    valid_until: datetime | None,
    ttl: timedelta | None = None,
) -> Json:
    """The unsecured BitstringStatusListCredential (clause 2.2). ``id`` is the URL it lies at.

    The size of an entry is not written: it stands in each credential, and the VCDM 2.0 context
    has no such term for a list.
    """
    subject: Json = {
        "id": f"{id}#list",
        "type": LIST_TYPE,
        "statusPurpose": purpose,
        "encodedList": encode(bits),
    }
    if ttl is not None:
        subject["ttl"] = int(ttl.total_seconds() * 1000)
    document: Json = {
        "@context": [CONTEXT],
        "id": id,
        "type": ["VerifiableCredential", LIST_CREDENTIAL_TYPE],
        "issuer": issuer,
        "validFrom": format_time(valid_from),
    }
    if valid_until is not None:
        document["validUntil"] = format_time(valid_until)
    return {**document, "credentialSubject": subject}


def read_list(document: JsonView) -> BitstringList:
    """The list in a status list credential.

    Only the list is looked at; the credential's proof, issuer and period are the caller's matter.
    Raises StatusUnreadable.
    """
    if LIST_CREDENTIAL_TYPE not in _items(document.get("type")):
        raise unreadable(f"it is no {LIST_CREDENTIAL_TYPE}", f"{LIST_CREDENTIAL_TYPE}이 아닙니다")
    subjects = _items(document.get("credentialSubject"))
    subject = subjects[0] if len(subjects) == 1 else None
    if not isinstance(subject, dict) or LIST_TYPE not in _items(subject.get("type")):
        raise unreadable(
            f"its subject is no {LIST_TYPE}", f"credentialSubject가 {LIST_TYPE}이 아닙니다"
        )
    return BitstringList(
        bits=decode(subject.get("encodedList")),
        purposes=_purposes(subject),
        ttl=_ttl(subject),
        size=_size(subject),
    )


def _purposes(subject: JsonView) -> tuple[str, ...]:
    purposes = _items(subject.get("statusPurpose"))
    if not purposes or not all(isinstance(each, str) and each for each in purposes):
        raise unreadable("it does not say what it is for", "statusPurpose가 올바르지 않습니다")
    return tuple(map(str, purposes))


def _ttl(subject: JsonView) -> timedelta | None:
    if "ttl" not in subject:
        return None
    ttl = subject["ttl"]
    if not isinstance(ttl, int | float) or isinstance(ttl, bool) or not ttl > 0:
        raise _member("ttl must be a positive number of milliseconds", "ttl이 올바르지 않습니다")
    return timedelta(milliseconds=min(ttl, _MAX_TTL))


def _size(subject: JsonView) -> int | None:
    if "statusSize" not in subject:
        return None
    size = subject["statusSize"]
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise _member("statusSize must be above zero", "statusSize가 올바르지 않습니다")
    return size


def _member(en: str, ko: str) -> StatusUnreadable:
    return unreadable(f"its {en}", f"목록의 {ko}")


def _items(member: Any) -> list[Any]:
    return member if isinstance(member, list) else [member]
