"""Bitstring Status List 1.0: the bits, the entry in a credential, the credential of a list.

``bits`` are bytes; bit 0 is the most significant bit of byte 0 (clause 2.2 and 3.2).
"""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from . import base64url
from .errors import MalformedInput, StatusUnreadable
from .protocols import Json, JsonView
from .times import format_time

CONTEXT = "https://www.w3.org/ns/credentials/v2"
ENTRY_TYPE = "BitstringStatusListEntry"
LIST_TYPE = "BitstringStatusList"
LIST_CREDENTIAL_TYPE = "BitstringStatusListCredential"

MIN_BITS = 131_072
"""Shortest list, so that an entry hides among many (clause 5.1)."""
MAX_BITS = 16_777_216
"""Longest list that is inflated: 2 MiB."""

_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)

type ListPurpose = Literal["revocation", "suspension"]


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One BitstringStatusListEntry: which bit of which list says what.

    ``purpose`` is as written; a verifier understands "revocation" and "suspension".
    """

    purpose: str
    index: int
    list_url: str


def new_list(length: int = MIN_BITS) -> bytes:
    """``length`` bits, all zero. Raises MalformedInput for a length that readers refuse."""
    if not MIN_BITS <= length <= MAX_BITS or length % 8:
        raise MalformedInput(
            f"A status list has {MIN_BITS} to {MAX_BITS} bits, in whole bytes.",
            ko=f"상태 목록의 길이는 {MIN_BITS}~{MAX_BITS}비트(8의 배수)여야 합니다.",
        )
    return bytes(length // 8)


def bit(bits: bytes, index: int) -> bool:
    """Whether the bit at ``index`` is set. Raises StatusUnreadable if the list has none there."""
    _check_index(bits, index)
    return bool(bits[index // 8] & (0x80 >> index % 8))


def with_bit(bits: bytes, index: int, value: bool) -> bytes:
    """A copy of ``bits`` with one bit set or cleared. Raises StatusUnreadable."""
    _check_index(bits, index)
    changed = bytearray(bits)
    mask = 0x80 >> index % 8
    changed[index // 8] = changed[index // 8] | mask if value else changed[index // 8] & ~mask
    return bytes(changed)


def encode(bits: bytes) -> str:
    """``u`` and the base64url of the GZIP of ``bits`` (clause 3.3); the same each time."""
    return "u" + base64url.encode(gzip.compress(bits, mtime=0))


def decode(text: object, *, max_bits: int = MAX_BITS) -> bytes:
    """The bits of an ``encodedList``, at most ``max_bits``, inflated in bounded memory.

    Raises StatusUnreadable; also for fewer than `MIN_BITS`, and for bytes after the end.
    """
    if not isinstance(text, str) or not text.startswith("u"):
        raise _unreadable(
            "encodedList is no multibase text that begins with u",
            "encodedList가 u로 시작하는 값이 아닙니다",
        )
    try:
        compressed = base64url.decode(text[1:])
        # 31: exactly one GZIP member (RFC 1952).
        inflater = zlib.decompressobj(wbits=31)
        bits = inflater.decompress(compressed, max_bits // 8 + 1)
    except (MalformedInput, zlib.error) as error:
        raise _unreadable(
            "encodedList is no base64url of GZIP", "encodedList를 풀 수 없습니다"
        ) from error
    if len(bits) * 8 > max_bits:
        raise _unreadable(
            f"the list is longer than {max_bits} bits", f"목록이 {max_bits}비트보다 깁니다"
        )
    if not inflater.eof or inflater.unused_data:
        raise _unreadable(
            "encodedList is cut off, or goes on after its end",
            "encodedList가 잘렸거나 끝난 뒤에 다른 값이 있습니다",
        )
    if len(bits) * 8 < MIN_BITS:
        raise _unreadable(
            f"the list is shorter than {MIN_BITS} bits", f"목록이 {MIN_BITS}비트보다 짧습니다"
        )
    return bits


def status_entry(list_url: str, index: int, purpose: ListPurpose) -> Json:
    """A ``credentialStatus`` member; ``statusListIndex`` is a string (clause 2.1)."""
    return {
        "id": f"{list_url}#{index}",
        "type": ENTRY_TYPE,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }


def parse_entry(entry: JsonView) -> StatusEntry:
    """The entry of a BitstringStatusListEntry object.

    Raises MalformedInput. A ``statusListIndex`` that is a number is malformed (clause 2.1), and so
    is a ``statusSize`` other than 1: the bit would be another one.
    """
    index, purpose = entry.get("statusListIndex"), entry.get("statusPurpose")
    url, size = entry.get("statusListCredential"), entry.get("statusSize", 1)
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        raise _malformed(
            'statusListIndex must be a string of digits, such as "42"',
            'statusListIndex는 "42" 같은 숫자 문자열이어야 합니다',
        )
    if not isinstance(purpose, str) or not purpose:
        raise _malformed(
            "statusPurpose must be a text, such as revocation",
            "statusPurpose는 revocation 같은 문자열이어야 합니다",
        )
    if not isinstance(url, str) or not re.match(r"https?://[^\s/]+", url):
        raise _malformed(
            "statusListCredential must be a URL", "statusListCredential은 주소여야 합니다"
        )
    if size != 1 or isinstance(size, bool):
        raise _malformed("statusSize must be 1", "statusSize는 1이어야 합니다")
    return StatusEntry(purpose, int(index), url)


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
    """The unsecured BitstringStatusListCredential (clause 2.2). ``id`` is the URL it lies at."""
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


def list_bits(document: JsonView, purpose: str) -> tuple[bytes, timedelta | None]:
    """The bits and the time to live of a status list credential for ``purpose``.

    Only the list is looked at (clause 3.2); its proof, issuer and period are the caller's matter.
    Raises StatusUnreadable.
    """
    types, subject = document.get("type"), document.get("credentialSubject")
    if not isinstance(types, list | str) or LIST_CREDENTIAL_TYPE not in _items(types):
        raise _unreadable(f"it is no {LIST_CREDENTIAL_TYPE}", f"{LIST_CREDENTIAL_TYPE}이 아닙니다")
    if not isinstance(subject, dict) or LIST_TYPE not in _items(subject.get("type")):
        raise _unreadable(
            f"its subject is no {LIST_TYPE}", f"credentialSubject가 {LIST_TYPE}이 아닙니다"
        )
    if purpose not in _items(subject.get("statusPurpose")):
        raise _unreadable(f"it is not a list for {purpose}", f"{purpose} 용도의 목록이 아닙니다")
    ttl = subject.get("ttl")
    if ttl is not None and (not isinstance(ttl, int) or isinstance(ttl, bool) or ttl < 1):
        raise _unreadable(
            "its ttl is no positive number of milliseconds", "ttl이 올바른 밀리초가 아닙니다"
        )
    return decode(subject.get("encodedList")), _duration(ttl)


def _duration(milliseconds: int | None) -> timedelta | None:
    if milliseconds is None:
        return None
    # Bounded: timedelta overflows where JSON's integers don't.
    return timedelta(milliseconds=min(milliseconds, 10**12))


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _check_index(bits: bytes, index: int) -> None:
    if not 0 <= index < len(bits) * 8:
        raise _unreadable(f"the list has no entry {index}", f"목록에 {index}번 자리가 없습니다")


def _malformed(en: str, ko: str) -> MalformedInput:
    return MalformedInput(
        f"The credentialStatus can't be read: {en}.",
        ko=f"증명서의 상태 정보(credentialStatus)를 읽을 수 없습니다: {ko}.",
    )


def _unreadable(en: str, ko: str) -> StatusUnreadable:
    return StatusUnreadable(
        f"The status list can't be read: {en}.", ko=f"상태 목록을 읽을 수 없습니다: {ko}."
    )
