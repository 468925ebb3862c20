"""The ``BitstringStatusListEntry`` in a credential (Bitstring Status List 1.0, 2.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..document_members import is_absolute_uri
from ..errors import LimitExceeded
from ..protocols import Json, JsonView
from .refusal import malformed

ENTRY_TYPE = "BitstringStatusListEntry"

MAX_SIZE = 8
"""Bits an entry: a credential with more would carry more than 256 messages."""
MAX_REFERENCES = 16

type ListPurpose = Literal["revocation", "suspension", "refresh", "message"]

# "Arbitrary size integer": one that no list has is out of range, not malformed.
_INDEX = re.compile(r"0|[1-9][0-9]{0,38}", re.ASCII)
_STATUS = re.compile(r"0x[0-9A-Fa-f]{1,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Which entry of which list says what.

    ``purpose`` is as written; a verifier understands those of `ListPurpose`. ``size`` is in bits.
    ``messages`` holds the text for each value, in order of the values, or nothing.
    """

    purpose: str
    index: int
    list_url: str
    size: int = 1
    messages: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    def message(self, value: int) -> str:
        """What ``value`` stands for: for developers, not for end users (``statusMessage``)."""
        return self.messages[value] if self.messages else ("unset", "set")[value]


def status_entry(
    list_url: str,
    index: int,
    purpose: ListPurpose,
    *,
    messages: Sequence[str] = (),
    references: Sequence[str] = (),
) -> Json:
    """A ``credentialStatus`` member.

    ``messages`` is one text for each value, in order: 2, 4, .. 256 of them decide ``statusSize``;
    without, an entry has one bit. Raises MalformedInput for another number of messages.
    """
    entry: Json = {
        "id": f"{list_url}#{index}",
        "type": ENTRY_TYPE,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }
    if messages:
        entry["statusSize"] = (len(messages) - 1).bit_length()
        entry["statusMessage"] = [
            {"status": hex(value), "message": text} for value, text in enumerate(messages)
        ]
    if references:
        entry["statusReference"] = list(references)
    parse_entry(entry)
    return entry


def parse_entry(entry: JsonView) -> StatusEntry:
    """The entry of a BitstringStatusListEntry object.

    Raises MalformedInput for whatever breaks a MUST of clause 2.1: a ``statusListIndex`` that is
    a number, a ``statusSize`` above 1 without its ``statusMessage``, too few or too many messages.
    LimitExceeded for more than `MAX_SIZE` bits.
    """
    url, size = _list_url(entry), _size(entry)
    return StatusEntry(
        purpose=_purpose(entry),
        index=_index(entry),
        list_url=url,
        size=size,
        messages=_messages(entry, size),
        references=_references(entry),
    )


def _index(entry: JsonView) -> int:
    index = entry.get("statusListIndex")
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        raise malformed(
            'statusListIndex must be a string of digits, such as "42"',
            'statusListIndex는 "42" 같은 숫자 문자열이어야 합니다',
        )
    return int(index)


def _purpose(entry: JsonView) -> str:
    purpose = entry.get("statusPurpose")
    if not isinstance(purpose, str) or not purpose:
        raise malformed(
            "statusPurpose must be a text, such as revocation",
            "statusPurpose는 revocation 같은 문자열이어야 합니다",
        )
    return purpose


def _list_url(entry: JsonView) -> str:
    url = entry.get("statusListCredential")
    if not isinstance(url, str) or not is_absolute_uri(url):
        raise malformed(
            "statusListCredential must be a URL", "statusListCredential은 주소여야 합니다"
        )
    if entry.get("id") == url:
        raise malformed(
            "its id must not be the URL of the list",
            "상태 정보의 id에 목록의 주소를 쓸 수 없습니다",
        )
    return url


def _size(entry: JsonView) -> int:
    size = entry.get("statusSize", 1)
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise malformed(
            "statusSize must be an integer above zero", "statusSize는 1 이상의 정수여야 합니다"
        )
    if size > MAX_SIZE:
        raise LimitExceeded(
            f"A status entry of more than {MAX_SIZE} bits is not supported.",
            ko=f"{MAX_SIZE}비트보다 큰 상태 정보는 지원하지 않습니다.",
        )
    return size


def _messages(entry: JsonView, size: int) -> tuple[str, ...]:
    if "statusMessage" not in entry and size == 1:
        return ()
    messages = entry.get("statusMessage")
    if not isinstance(messages, list) or len(messages) != 1 << size:
        raise malformed(
            f"with statusSize {size}, statusMessage must have {1 << size} messages",
            f"statusSize가 {size}이면 statusMessage가 {1 << size}개여야 합니다",
        )
    texts = dict(map(_message, messages))
    if texts.keys() != set(range(1 << size)):
        raise malformed(
            "statusMessage must have one message for each value",
            "statusMessage에는 값마다 하나의 메시지가 있어야 합니다",
        )
    return tuple(texts[value] for value in range(1 << size))


def _message(item: object) -> tuple[int, str]:
    status = item.get("status") if isinstance(item, dict) else None
    text = item.get("message") if isinstance(item, dict) else None
    if isinstance(status, str) and _STATUS.fullmatch(status) and isinstance(text, str):
        return int(status, 16), text
    raise malformed(
        'each statusMessage needs a status such as "0x1" and a message',
        'statusMessage마다 "0x1" 같은 status와 message가 필요합니다',
    )


def _references(entry: JsonView) -> tuple[str, ...]:
    if "statusReference" not in entry:
        return ()
    value = entry["statusReference"]
    urls = value if isinstance(value, list) else [value]
    if not 0 < len(urls) <= MAX_REFERENCES or not all(map(is_absolute_uri, urls)):
        raise malformed(
            f"statusReference must be a URL, or 1 to {MAX_REFERENCES} of them",
            f"statusReference는 주소이거나 1~{MAX_REFERENCES}개의 주소 배열이어야 합니다",
        )
    return tuple(urls)
